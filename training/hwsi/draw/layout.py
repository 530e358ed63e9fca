"""Where each tissue lies: smooth signed fields on a coarse grid, and the tissue of any point.

A field is positive inside its tissue, roughly in pixels of depth. Shares are counted on the grid.
"""

import math

import numpy as np
from numba import njit

from hwsi.draw.noise import noise, noise_map
from hwsi.draw.scenario import Scenario
from hwsi.vocab import PATCH_PIXELS, TISSUES

#: Pixels of one grid cell: 8 um.
GRID = 16
BACKGROUND, STROMA, BENIGN, MALIGNANT, SOLID, LYMPHOID, ADIPOSE, NECROSIS = range(len(TISSUES))
#: Fields in the order they are stored.
F_TISSUE, F_ADIPOSE, F_TUMOUR, F_NEST, F_NECROSIS, F_LYMPHOID, F_BENIGN, F_GLANDULAR = range(8)
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


def build_fields(rng: np.random.Generator, lattice: np.ndarray, width: int, height: int, facts: Scenario) -> np.ndarray:
    """The signed fields of a slide, float32 [8, ceil(height/GRID), ceil(width/GRID)]."""
    rows, cols = math.ceil(height / GRID), math.ceil(width / GRID)
    side = min(width, height)
    size = float(np.clip(0.3 * side, 500, 2400))

    def waves(scale: float, octaves: int = 3) -> np.ndarray:
        return noise_map(lattice, rows, cols, float(GRID), scale, octaves, float(rng.uniform(3, 200)))

    fields = np.full((8, rows, cols), ABSENT, np.float32)
    fields[F_TISSUE] = outline(rng, rows, cols, width, height, waves)
    tissue = fields[F_TISSUE] > 0
    yy, xx = np.mgrid[0:rows, 0:cols].astype(np.float32) * GRID / side
    turn = rng.uniform(0, 2 * np.pi)
    across = (xx - xx.mean()) * np.cos(turn) + (yy - yy.mean()) * np.sin(turn)

    free = tissue.copy()
    if facts.adipose:
        score = waves(size) + 2.2 * across
        fields[F_ADIPOSE] = claim(score, free, rng.uniform(0.12, 0.24) * tissue.sum(), size)
        free &= fields[F_ADIPOSE] <= 0
    if facts.tumour != "none":
        score = waves(size) - 1.8 * np.abs(across + rng.uniform(0.0, 0.3)) * 2
        fields[F_TUMOUR] = claim(score, free, rng.uniform(0.36, 0.52) * tissue.sum(), size)
        free &= fields[F_TUMOUR] <= 0
        fill_tumour(rng, fields, facts, tissue, waves, size)
    if facts.benign_glands:
        score = waves(size) - 1.6 * across
        fields[F_BENIGN] = claim(score, free, min(rng.uniform(0.16, 0.28) * tissue.sum(), 0.7 * free.sum()), size)
        free &= fields[F_BENIGN] <= 0
    if facts.lymphoid:
        fields[F_LYMPHOID] = aggregates(rng, free & (fields[F_TISSUE] > 120), waves, xx * side, yy * side)
    return fields


def fill_tumour(rng, fields, facts, tissue, waves, size) -> None:
    """Nests or glands inside the tumour, and necrosis in its depth."""
    inside = tissue & (fields[F_TUMOUR] > 0)
    if facts.tumour == "glandular":
        fields[F_GLANDULAR] = 1e4
    else:
        scale = rng.uniform(230, 520)
        fields[F_NEST] = claim(waves(scale), inside, rng.uniform(0.66, 0.84) * inside.sum(), scale)
    if facts.necrosis:
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


def aggregates(rng, free, waves, xx, yy) -> np.ndarray:
    """Round lymphoid aggregates, 150 to 400 um across, centred in free stroma."""
    out = np.full(free.shape, ABSENT, np.float32)
    spots = np.argwhere(free if free.any() else np.ones_like(free))
    wobble = waves(160.0, 2)
    for _ in range(max(3, round(free.size / 26000))):
        r, c = spots[int(rng.integers(len(spots)))]
        radius = rng.uniform(150, 400)
        flat = rng.uniform(0.75, 1.3)
        d = np.hypot((xx - xx[r, c]) * flat, (yy - yy[r, c]) / flat)
        out = np.maximum(out, radius - d + 28.0 * wobble)
    return out.astype(np.float32)


def shares_of(labels: np.ndarray, x: float, y: float, w: float, h: float) -> np.ndarray:
    """Area-weighted tissue shares of a rectangle, float64 [8], sum 1."""
    wx, c0 = overlap(x, w, labels.shape[1])
    wy, r0 = overlap(y, h, labels.shape[0])
    block = labels[r0 : r0 + len(wy), c0 : c0 + len(wx)]
    weights = wy[:, None] * wx[None, :]
    counts = np.bincount(block.ravel(), weights.ravel(), minlength=len(TISSUES))
    return counts / counts.sum()


def overlap(start: float, length: float, cells: int) -> tuple[np.ndarray, int]:
    """Pixels that each grid cell of one axis shares with [start, start + length), and the first cell."""
    first = int(np.clip(math.floor(start / GRID), 0, cells - 1))
    last = int(np.clip(math.ceil((start + length) / GRID), first + 1, cells))
    edges = np.arange(first, last + 1) * float(GRID)
    spans = np.minimum(edges[1:], start + length) - np.maximum(edges[:-1], start)
    return np.maximum(spans, 1e-9), first


def patch_shares(labels: np.ndarray, width: int, height: int) -> np.ndarray:
    """Shares of each patch of the slide, float64 [rows, cols, 8]; the last row and column may be partial."""
    rows, cols = math.ceil(height / PATCH_PIXELS), math.ceil(width / PATCH_PIXELS)
    per = PATCH_PIXELS // GRID
    weights = np.outer(overlap(0, height, labels.shape[0])[0], overlap(0, width, labels.shape[1])[0])
    out = np.zeros((rows, cols, len(TISSUES)))
    for t in range(len(TISSUES)):
        padded = np.zeros((rows * per, cols * per))
        padded[: labels.shape[0], : labels.shape[1]] = weights * (labels == t)
        out[..., t] = padded.reshape(rows, per, cols, per).sum((1, 3))
    return out / out.sum(-1, keepdims=True)
