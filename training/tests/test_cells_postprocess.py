"""From maps to labels, outlines and form."""

import numpy as np
import pytest

from hwsi.cells.describe import describe
from hwsi.cells.outline import simplify, trace
from hwsi.cells.postprocess import Rules, flood, keep_nuclei, label_nuclei, levels


def square_maps(*corners, side=12):
    """Nucleus and distance maps with a square nucleus per (x, y) corner."""
    nucleus, distance = np.zeros((256, 256), np.float32), np.zeros((256, 256), np.float32)
    ramp = np.minimum(np.arange(side), np.arange(side)[::-1]) + 1
    for x, y in corners:
        nucleus[y : y + side, x : x + side] = 1
        distance[y : y + side, x : x + side] = np.minimum.outer(ramp, ramp) / ramp.max()
    return nucleus, distance


def row_names(values, rise, seed_area):
    heights = np.zeros((16, 16), np.int32)
    heights[4, 4 : 4 + len(values)] = values
    names, _ = flood(heights, heights > 0, rise, seed_area)
    return names[4, 4 : 4 + len(values)].tolist()


def test_levels_are_the_map_times_256_rounded_down_and_leave_neighbours_alone():
    spot = np.zeros((9, 9), np.float32)
    spot[4, 3:6] = [0.1, 1, 0.5]
    assert levels(spot)[4, 2:7].tolist() == [0, 25, 255, 128, 0]
    assert levels(spot)[3].tolist() == [0] * 9


def test_two_touching_squares_are_two_nuclei():
    labels, count = label_nuclei(*square_maps((40, 40), (52, 40)))
    assert count == 2
    assert np.bincount(labels.ravel())[1:].tolist() == [144, 144]


def test_without_a_valley_they_are_one():
    nucleus, distance = square_maps((40, 40), (52, 40))
    assert label_nuclei(nucleus, np.full_like(distance, 0.9))[1] == 1


def test_nothing_lies_outside_the_valid_part():
    labels, count = label_nuclei(*square_maps((20, 20), (94, 20), (200, 200)), valid=(100, 100))
    assert count == 2
    assert labels[:, 100:].max() == 0


@pytest.mark.parametrize(
    ("values", "rise", "seed_area", "expected"),
    [
        ([90, 60, 67, 60], 8, 1, [1, 1, 1, 1]),
        ([90, 60, 68, 50], 8, 1, [1, 1, 2, 2]),
        ([90, 80, 20, 80, 10], 8, 2, [1, 1, 1, 1, 1]),
        ([90, 80, 20, 80, 70], 8, 2, [1, 1, 1, 2, 2]),
        ([90, 50, 50, 50, 50, 90], 8, 1, [1, 1, 1, 2, 2, 2]),
    ],
)
def test_nuclei_join_where_one_hardly_rises_or_is_a_speck(values, rise, seed_area, expected):
    assert row_names(values, rise, seed_area) == expected


def test_labels_follow_the_first_pixel():
    names = np.array([[0, 2, 2, 0, 1, 1, 3]], np.int32)
    labels, count = keep_nuclei(names, np.array([0, 200, 100, 100], np.int32), 50, 2)
    assert (labels.tolist(), count) == ([[0, 1, 1, 0, 2, 2, 0]], 2)


def test_noise_gives_connected_labels_in_order():
    from scipy import ndimage

    rng = np.random.default_rng(1)
    noise = ndimage.gaussian_filter(rng.random((2, 256, 256)), (0, 3, 3))
    noise = ((noise - noise.min()) / np.ptp(noise)).astype(np.float32)
    labels, count = label_nuclei(noise[0], noise[1], None, Rules(area=30))
    assert count > 20
    firsts = [np.flatnonzero(labels == k + 1)[0] for k in range(count)]
    assert firsts == sorted(firsts)
    for k in range(count):
        assert ndimage.label(labels == k + 1)[1] == 1


def test_a_ring_encloses_the_area_of_its_pixels_less_an_eighth_per_corner():
    labels = np.zeros((8, 8), np.int32)
    labels[2:5, 1:6] = 1
    ring = trace(labels, 1, 2, 1)
    x, y = ring.T
    area = 0.5 * np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y)
    assert len(ring) == 16
    assert area == pytest.approx(15 - 4 / 8)
    assert len(simplify(ring)) <= 8


def test_the_embedding_of_a_square_is_what_the_formulas_say():
    labels, count = label_nuclei(*square_maps((40, 40)))
    classes = np.zeros((4, 64, 64), np.float32)
    classes[2] = 1
    pixels = np.ones((3, 256, 256), np.float32)
    pixels[:, 40:52, 40:52] = 127 / 255
    features = np.broadcast_to(np.arange(48, dtype=np.float32)[:, None, None], (48, 64, 64))
    outlines, centres, areas, means, embedding = describe(
        labels, count, classes, np.ascontiguousarray(features), pixels, (256, 256), 0.5
    )
    row = embedding[0]
    assert areas.tolist() == [144]
    assert centres.tolist() == [[46, 46]]
    assert row[:48].tolist() == list(range(48))
    assert means[0].tolist() == [0, 0, 1, 0]
    assert row[52] == pytest.approx((np.log(36) - 3.4) / 0.7, abs=1e-5)
    assert row[53] == pytest.approx(-1, abs=1e-5)
    assert row[57] == pytest.approx((np.log(2) - 0.6) / 0.4, abs=1e-5)
    assert row[60] == pytest.approx(np.log(2) / 0.4, abs=1e-5)
    assert row[61] == pytest.approx(-1, abs=1e-5)
    assert row[62] == pytest.approx((np.log(64) - 2.2) / 0.6, abs=1e-5)
    assert row[63] == -1
    assert len(outlines[0]) % 2 == 0
