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
    mitoses: float  # share of tumour cells
    infiltrate: float  # share of sites that hold a lymphocyte in stroma
    among: float  # the same inside solid tumour, relative to stroma
    rim_inside: float  # further share of sites within RIM pixels inside the border of solid tumour
    rim_outside: float  # and outside
    benign_height: float  # of benign epithelium
    goblet: float  # share of benign gland cells with a mucin vacuole
    collagen: float  # eosin of the stroma
    cytoplasm: float  # eosin of the tumour's cytoplasm
    chromatin: float  # haematoxylin of an average nucleus
    fibre_turn: float
    loose: float  # openness of the stroma, 0 dense to 1 mesh
    membrane: float  # strength of cell borders
    texture: float  # strength of chromatin speckle
    thickness: float  # relative amplitude of section unevenness
    blur: float  # sigma of the point spread, pixels
    grain: float  # sensor noise, grey levels
    clear: float  # 0 filled .. 1 vesicular nuclei of epithelium and tumour
    basophilia: float  # haematoxylin of the tumour's cytoplasm
    unfocused: float  # share of nuclei above or below the plane of focus
    fibres: float  # contrast of collagen fibres
    clutter: float  # dark flecks that are no nuclei, 0 none .. 1
    crowd: float  # fibroblasts relative to their usual number
    sharpening: float  # by the scanner


def sample_style(rng: np.random.Generator, looks: np.random.Generator, facts: Scenario) -> Style:
    """A style that agrees with the slide's facts; `looks` draws what no structure hangs on."""
    marked = facts.atypia == "marked"
    brisk = facts.infiltrate == "brisk"
    goblet = rng.uniform(0.0, 0.95)
    scale = rng.uniform(0.88, 1.24)
    density = rng.uniform(0.0, 1.0)
    infiltrate = 0.21 + 0.14 * density if brisk else 0.01 + 0.032 * density
    return Style(
        benign_pitch=rng.uniform(185, 235),
        malignant_pitch=rng.uniform(230, 340),
        sheet_pitch=19.2 * scale * rng.uniform(1.16, 1.42),
        lymph_pitch=rng.uniform(13.2, 15.2),
        fat_pitch=rng.uniform(82, 118),
        nucleus_scale=scale,
        pleomorphism=rng.uniform(0.65, 1.0) if marked else rng.uniform(0.08, 0.28),
        mitoses=0.05 if marked else 0.01,
        infiltrate=0.45 * infiltrate if facts.immune else infiltrate,
        among=0.2 if facts.immune else 0.4,
        rim_inside=0.0,  # both as the layout's border allows: hwsi.draw.slide
        rim_outside=0.0,
        benign_height=28 + 38 * goblet,
        goblet=goblet,
        collagen=rng.uniform(0.18, 0.46),
        cytoplasm=rng.uniform(0.18, 0.40),
        chromatin=rng.uniform(0.82, 1.2) * looks.uniform(0.66, 1.06),
        fibre_turn=rng.uniform(0, 2 * np.pi),
        loose=rng.uniform(0.05, 0.55),
        membrane=rng.uniform(0.1, 1.0),
        texture=rng.uniform(0.16, 0.32),
        thickness=rng.uniform(0.04, 0.10),
        blur=rng.uniform(0.45, 0.85),
        grain=rng.uniform(0.8, 2.2),
        clear=looks.uniform(0.0, 1.0),
        basophilia=looks.uniform(0.07, 0.34),
        unfocused=looks.uniform(0.0, 0.35),
        fibres=looks.uniform(0.7, 1.9),
        clutter=looks.uniform(0.0, 1.0),
        crowd=looks.uniform(0.75, 1.3),
        sharpening=looks.uniform(0.0, 0.6),
    )


#: Haematoxylin, eosin and red-cell optical densities per RGB channel: near the vectors of Ruifrok and
#: Johnston (2001) at one end and near those that Macenko's method (2009) finds on scans at the other.
RUIFROK = np.array([[0.620, 0.715, 0.300], [0.092, 0.954, 0.283]])
MACENKO = np.array([[0.540, 0.770, 0.350], [0.216, 0.801, 0.558]])
RED_CELL = np.array([0.14, 0.75, 0.56])


def sample_stain(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Stain matrix float64 [3 stains, RGB] in optical density, and the white point float64 [RGB]."""
    mixed = RUIFROK + rng.uniform(0, 1, (2, 1)) * (MACENKO - RUIFROK)
    mixed = np.abs(mixed + rng.normal(0, 0.035, (2, 3)))
    mixed /= np.linalg.norm(mixed, axis=1, keepdims=True)
    mixed *= rng.uniform(0.85, 1.3, (2, 1)) * 1.45
    white = rng.uniform(238, 249) + rng.normal(0, 2.0, 3)
    return np.vstack([mixed, RED_CELL * 1.1]), np.minimum(white, 252.0)
