"""Light through a drawn section."""

import numpy as np

from hwsi.draw.noise import random_lattice
from hwsi.draw.optics import SPREAD, blur, kernel_of, transmit
from hwsi.draw.style import sample_stain


def light_of(amount: float, stain_index: int) -> np.ndarray:
    rng = np.random.default_rng(5)
    lattice = random_lattice(rng)
    canvas = np.zeros((3, 12, 12), np.float32)
    canvas[stain_index] = amount
    return transmit(lattice, sample_stain(rng)[0], 0.08, 40, 60, canvas)


def test_more_stain_lets_less_light_through_in_every_channel():
    for stain in range(3):
        steps = [light_of(amount, stain) for amount in (0.0, 0.2, 0.5, 1.0, 2.0)]
        for paler, darker in zip(steps, steps[1:]):
            assert (darker < paler).all()


def test_unstained_glass_lets_all_light_through():
    assert np.array_equal(light_of(0.0, 0), np.ones((3, 12, 12), np.float32))


def test_optical_density_is_proportional_to_stain():
    single, double = light_of(0.4, 1), light_of(0.8, 1)
    assert np.allclose(np.log(double), 2 * np.log(single), rtol=1e-4)


def test_haematoxylin_takes_more_red_and_eosin_more_green():
    haematoxylin, eosin = light_of(0.5, 0).mean((1, 2)), light_of(0.5, 1).mean((1, 2))
    assert haematoxylin[0] < 0.8 < eosin[0]
    assert eosin[1] < eosin[2]


def test_the_point_spread_keeps_the_amount_of_light():
    light = np.random.default_rng(1).random((3, 40, 40)).astype(np.float32)
    spread = blur(light, kernel_of(0.8))
    assert spread.shape == (3, 40 - 2 * SPREAD, 40 - 2 * SPREAD)
    assert abs(spread.mean() - light.mean()) < 0.02
    assert spread.std() < light.std()
