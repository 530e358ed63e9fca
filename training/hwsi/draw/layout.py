"""Where each tissue lies: smooth signed fields on a coarse grid, and the tissue of any point.

A field is positive inside its tissue, roughly in pixels of depth. Shares are counted on the grid.
"""

import math

import numpy as np
from numba import njit
from scipy.ndimage import distance_transform_edt

from hwsi.draw.nests import Nests, disc_field, place_nests
from hwsi.draw.noise import noise, noise_map
from hwsi.draw.scenario import Scenario
from hwsi.vocab import TISSUES

#: Pixels of one grid cell: 8 um.
GRID = 16
BACKGROUND, STROMA, BENIGN, MALIGNANT, SOLID, LYMPHOID, ADIPOSE, NECROSIS = range(len(TISSUES))
#: Fields in the order they are stored.
F_TISSUE, F_ADIPOSE, F_TUMOUR, F_NEST, F_NECROSIS, F_LYMPHOID, F_BENIGN, F_GLANDULAR, F_RIM = range(9)
ABSENT = np.float32(-1e4)


@njit(cache=True, inline="always")
def field(fields, k, gx, gy):
    """Bilinear value of field k at grid coordinates (cell centres at integers), clamped at the rim."""
    rows = fields.shape[1]
    cols = fields.shape[2]
    gx = min(max(gx, 0.0), cols - 1.000001)
    gy = min(max(gy, 0.0), rows - 1.000001)
    ix = int(gx)
    iy = int(gy)
    tx = gx - ix
    ty = gy - iy
    jx = min(ix + 1, cols - 1)
    jy = min(iy + 1, rows - 1)
    top = fields[k, iy, ix] * (1.0 - tx) + fields[k, iy, jx] * tx
    bottom = fields[k, jy, ix] * (1.0 - tx) + fields[k, jy, jx] * tx
    return top * (1.0 - ty) + bottom * ty


@njit(cache=True)
def roughened(lattice, x, y):
    """Grid coordinates at which to read the fields for a point: borders are rough on the scale of cells."""
    wx = 16.0 * noise(lattice, x / 75.0 + 11.0, y / 75.0) + 8.0 * noise(lattice, x / 24.0 + 61.0, y / 24.0)
    wy = 16.0 * noise(lattice, x / 75.0, y / 75.0 + 43.0) + 8.0 * noise(lattice, x / 24.0, y / 24.0 + 29.0)
    return (x + wx) / GRID - 0.5, (y + wy) / GRID - 0.5


@njit(cache=True)
def tissue_at(lattice, fields, x, y):
    """Index into TISSUES of the level-0 point (x, y)."""
    gx, gy = roughened(lattice, x, y)
    if field(fields, F_TISSUE, gx, gy) <= 0.0:
        return BACKGROUND
    if field(fields, F_LYMPHOID, gx, gy) > 0.0:
        return LYMPHOID
    if field(fields, F_ADIPOSE, gx, gy) > 0.0:
        return ADIPOSE
    if field(fields, F_TUMOUR, gx, gy) > 0.0:
        if field(fields, F_NECROSIS, gx, gy) > 0.0:
            return NECROSIS
        if field(fields, F_GLANDULAR, gx, gy) > 0.0:
            return MALIGNANT
        return SOLID if field(fields, F_NEST, gx, gy) > 0.0 else STROMA
    return BENIGN if field(fields, F_BENIGN, gx, gy) > 0.0 else STROMA


@njit(cache=True)
def label_grid(lattice, fields):
    """Tissue of every grid cell's centre, int8 [rows, cols]."""
    rows = fields.shape[1]
    cols = fields.shape[2]
    out = np.empty((rows, cols), np.int8)
    for r in range(rows):
        for c in range(cols):
            out[r, c] = tissue_at(lattice, fields, (c + 0.5) * GRID, (r + 0.5) * GRID)
    return out


def build_fields(
    rng: np.random.Generator, lattice: np.ndarray, width: int, height: int, facts: Scenario
) -> tuple[np.ndarray, Nests | None]:
    """Fields of a slide, float32 [9, rows, columns], one value for every GRID by GRID pixels, and its nests (None without)."""
    rows, cols = math.ceil(height / GRID), math.ceil(width / GRID)
    side = min(width, height)
    size = float(np.clip(0.3 * side, 500, 2400))

    def waves(scale: float, octaves: int = 3) -> np.ndarray:
        return noise_map(lattice, rows, cols, float(GRID), scale, octaves, float(rng.uniform(3, 200)))

    fields = np.full((9, rows, cols), ABSENT, np.float32)
    fields[F_TISSUE] = outline(rng, rows, cols, width, height, waves)
    tissue = fields[F_TISSUE] > 0
    yy, xx = np.mgrid[0:rows, 0:cols].astype(np.float32) * GRID / side
    turn = rng.uniform(0, 2 * np.pi)
    across = (xx - xx.mean()) * np.cos(turn) + (yy - yy.mean()) * np.sin(turn)
    # Nests need room: the other tissues are smaller there and keep to the sides.
    rough, part = (0.3, 0.55) if facts.nested else (1.0, 1.0)

    free = tissue.copy()
    if facts.adipose:
        score = rough * waves(size) + 2.2 * across
        fields[F_ADIPOSE] = claim(score, free, part * rng.uniform(0.12, 0.24) * tissue.sum(), size)
        free &= fields[F_ADIPOSE] <= 0
    if facts.tumour != "none" and not facts.nested:
        score = waves(size) - 1.8 * np.abs(across + rng.uniform(0.0, 0.3)) * 2
        fields[F_TUMOUR] = claim(score, free, rng.uniform(0.36, 0.52) * tissue.sum(), size)
        free &= fields[F_TUMOUR] <= 0
        fill_tumour(rng, fields, facts, tissue, waves, size)
    if facts.benign_glands:
        score = rough * waves(size) - 1.6 * across
        cells = min(part * rng.uniform(0.16, 0.28) * tissue.sum(), 0.7 * free.sum())
        fields[F_BENIGN] = claim(score, free, cells, size)
        free &= fields[F_BENIGN] <= 0
    if facts.lymphoid:
        radii = (130, 240) if facts.nested else (150, 400)
        fields[F_LYMPHOID] = aggregates(rng, free & (fields[F_TISSUE] > 120), waves, xx * side, yy * side, radii)
        free &= fields[F_LYMPHOID] <= 0
    return fields, add_nests(rng, fields, facts, free, tissue) if facts.nested else None


def add_nests(rng, fields, facts, free, tissue) -> Nests:
    """Nests of solid tumour, and discs of necrosis, in free stroma."""
    nests = place_nests(rng, free, tissue, GRID, facts)
    seed = int(rng.integers(2**31))
    solid, dead = (disc_field(c, nests.radius, free.shape, GRID, seed) for c in (nests.tumour, nests.necrosis))
    fields[F_TUMOUR], fields[F_NEST] = np.maximum(solid, dead), 1e4
    fields[F_NECROSIS] = dead
    return nests


def rim_depth(labels: np.ndarray) -> np.ndarray:
    """Distance in pixels to the border of solid tumour, positive inside it, float32 [rows, cols]."""
    solid = labels == SOLID
    if not solid.any() or solid.all():
        return np.full(labels.shape, ABSENT, np.float32)
    inside, outside = distance_transform_edt(solid), distance_transform_edt(~solid)
    return (GRID * (inside - outside - 0.5 * np.sign(inside - outside))).astype(np.float32)


def fill_tumour(rng, fields, facts, tissue, waves, size) -> None:
    """Nests or glands inside the tumour, and necrosis in its depth."""
    inside = tissue & (fields[F_TUMOUR] > 0)
    if facts.tumour == "glandular":
        fields[F_GLANDULAR] = 1e4
    else:
        scale = rng.uniform(230, 520)
        fields[F_NEST] = claim(waves(scale), inside, rng.uniform(0.66, 0.84) * inside.sum(), scale)
    if facts.necrosis == "central":
        score = waves(0.5 * size) + np.minimum(np.minimum(fields[F_TUMOUR], fields[F_TISSUE]), 400) / 250
        fields[F_NECROSIS] = claim(score, inside, rng.uniform(0.12, 0.24) * inside.sum(), 0.5 * size)


def claim(score: np.ndarray, free: np.ndarray, cells: float, scale: float) -> np.ndarray:
    """A field that is positive on the `cells` highest free grid cells; scale turns noise into pixels."""
    share = float(np.clip(cells / max(1, free.sum()), 0.0, 1.0))
    threshold = np.quantile(score[free], 1.0 - share)
    return ((score - threshold) * (scale / 2.0)).astype(np.float32)


def outline(rng, rows, cols, width, height, waves) -> np.ndarray:
    """The tissue's outer border: a rounded block with a rough, wavy edge and a margin of glass."""
    side = min(width, height)
    y, x = (np.mgrid[0:rows, 0:cols].astype(np.float32) + 0.5) * GRID
    u = np.abs((x - width / 2) / (width / 2)) ** 2.8
    v = np.abs((y - height / 2) / (height / 2)) ** 2.8
    depth = (1.0 - (u + v) ** (1 / 2.8)) * side / 2
    rough = waves(0.4 * side) * 0.07 * side + waves(220.0) * 30.0
    frame = np.minimum(np.minimum(x, width - x), np.minimum(y, height - y))
    frame += 0.35 * np.maximum(rough, -0.1 * side) - 0.06 * side
    return np.minimum(depth - rng.uniform(0.06, 0.1) * side + rough, frame).astype(np.float32)


def aggregates(rng, free, waves, xx, yy, radii) -> np.ndarray:
    """Round lymphoid aggregates of radii (least, most) in pixels, centred in free stroma."""
    out = np.full(free.shape, ABSENT, np.float32)
    spots = np.argwhere(free if free.any() else np.ones_like(free))
    wobble = waves(160.0, 2)
    for _ in range(max(3, round(free.size / 26000))):
        r, c = spots[int(rng.integers(len(spots)))]
        radius = rng.uniform(*radii)
        flat = rng.uniform(0.75, 1.3)
        d = np.hypot((xx - xx[r, c]) * flat, (yy - yy[r, c]) / flat)
        out = np.maximum(out, radius - d + 28.0 * wobble)
    return out.astype(np.float32)
