"""What one slide looks like: stain, section, and the sizes of its structures."""

from typing import NamedTuple

import numpy as np

from hwsi.draw.scenario import Scenario


class Style(NamedTuple):
    """Per-slide constants; lengths in level-0 pixels of 0.5 um, probabilities per lattice site."""

    benign_pitch: float
    malignant_pitch: float
    sheet_pitch: float  # distance between tumour cells of a solid sheet
    lymph_pitch: float
    fat_pitch: float
    nucleus_scale: float  # tumour nuclei relative to 10 um
    pleomorphism: float  # 0 even .. 1 wild
    infiltrate: float  # share of sites that hold a lymphocyte in stroma
    goblet: float  # share of benign gland cells with a mucin vacuole
    collagen: float  # eosin of the stroma
    cytoplasm: float  # eosin of the tumour's cytoplasm
    chromatin: float  # haematoxylin of an average nucleus
    fibre_turn: float
    texture: float  # strength of chromatin speckle
    thickness: float  # relative amplitude of section unevenness
    blur: float  # sigma of the point spread, pixels
    grain: float  # sensor noise, grey levels


def sample_style(rng: np.random.Generator, facts: Scenario) -> Style:
    """A style that agrees with the slide's facts."""
    marked = facts.atypia == "marked"
    brisk = facts.infiltrate == "brisk"
    scale = rng.uniform(1.12, 1.4) if marked else rng.uniform(0.84, 1.02)
    return Style(
        benign_pitch=rng.uniform(185, 235),
        malignant_pitch=rng.uniform(230, 340),
        sheet_pitch=rng.uniform(22, 26) * (0.55 + 0.45 * scale),
        lymph_pitch=rng.uniform(14.5, 16.5),
        fat_pitch=rng.uniform(105, 150),
        nucleus_scale=scale,
        pleomorphism=rng.uniform(0.65, 1.0) if marked else rng.uniform(0.08, 0.28),
        infiltrate=rng.uniform(0.30, 0.5) if brisk else rng.uniform(0.015, 0.06),
        goblet=rng.uniform(0.25, 0.85),
        collagen=rng.uniform(0.24, 0.46),
        cytoplasm=rng.uniform(0.22, 0.40),
        chromatin=rng.uniform(0.62, 1.0),
        fibre_turn=rng.uniform(0, 2 * np.pi),
        texture=rng.uniform(0.12, 0.26),
        thickness=rng.uniform(0.04, 0.10),
        blur=rng.uniform(0.55, 0.95),
        grain=rng.uniform(0.8, 2.2),
    )


#: Haematoxylin, eosin and red-cell optical densities per RGB channel, between the published vectors of
#: Ruifrok and Johnston (2001) and those that Macenko's method (2009) finds on scanned slides.
RUIFROK = np.array([[0.650, 0.704, 0.286], [0.092, 0.954, 0.283]])
MACENKO = np.array([[0.562, 0.720, 0.406], [0.216, 0.801, 0.558]])
RED_CELL = np.array([0.10, 0.72, 0.62])


def sample_stain(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Stain matrix float64 [3 stains, RGB] in optical density, and the white point float64 [RGB]."""
    mixed = RUIFROK + rng.uniform(0, 1, (2, 1)) * (MACENKO - RUIFROK)
    mixed = np.abs(mixed + rng.normal(0, 0.035, (2, 3)))
    mixed /= np.linalg.norm(mixed, axis=1, keepdims=True)
    mixed *= rng.uniform(0.85, 1.25, (2, 1)) * 1.45
    white = rng.uniform(238, 249) + rng.normal(0, 2.0, 3)
    return np.vstack([mixed, RED_CELL * 1.1]), np.minimum(white, 252.0)
