"""Deterministic randomness in absolute slide coordinates.

Everything drawn is a pure function of (slide seed, absolute position), which is why two adjacent
rectangles equal their union. No fast-math anywhere: sums must round the same way in every rectangle.

numba's on-disk cache watches only a function's own file: after editing a file of this package, delete
``__pycache__/*.nb?``.
"""

import math

import cv2
import numpy as np
from numba import njit

#: Side of the tabulated noise and its samples per feature; it repeats after LATTICE / PER_UNIT features.
LATTICE = 1024
PER_UNIT = 4.0


def random_lattice(rng: np.random.Generator) -> np.ndarray:
    """Smooth isotropic periodic noise in [-1, 1], float32 [LATTICE, LATTICE], deviation about 0.42."""
    white = np.pad(rng.standard_normal((LATTICE, LATTICE), np.float32), 8, mode="wrap")
    smooth = cv2.GaussianBlur(white, (0, 0), 1.5)[8:-8, 8:-8]
    return np.clip(smooth * (0.42 / smooth.std()), -1.0, 1.0).astype(np.float32)


@njit(cache=True, inline="always")
def mix(h):
    """splitmix64's finaliser on a uint64."""
    h = (h ^ (h >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    h = (h ^ (h >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return h ^ (h >> np.uint64(31))


@njit(cache=True, inline="always")
def key_of(seed, layer, ix, iy):
    """64-bit key of one lattice site of one layer."""
    h = np.uint64(seed) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(layer) * np.uint64(0xD1B54A32D192ED03)
    h = mix(h ^ (np.uint64(ix) * np.uint64(0x8CB92BA72F3D8DD7)))
    return mix(h ^ (np.uint64(iy) * np.uint64(0xABC98388FB8FAC03)))


@njit(cache=True, inline="always")
def unit(key, k):
    """The k-th uniform number in [0, 1) of a key."""
    h = mix(key + np.uint64(k) * np.uint64(0x9E3779B97F4A7C15))
    return np.float64(h >> np.uint64(11)) * (1.0 / 9007199254740992.0)


@njit(cache=True, inline="always")
def noise(lattice, x, y):
    """Smooth noise in [-1, 1] with features of one unit."""
    x *= PER_UNIT
    y *= PER_UNIT
    fx = math.floor(x)
    fy = math.floor(y)
    tx = x - fx
    ty = y - fy
    ix = int(fx) & (LATTICE - 1)
    iy = int(fy) & (LATTICE - 1)
    jx = (ix + 1) & (LATTICE - 1)
    jy = (iy + 1) & (LATTICE - 1)
    top = lattice[iy, ix] * (1.0 - tx) + lattice[iy, jx] * tx
    bottom = lattice[jy, ix] * (1.0 - tx) + lattice[jy, jx] * tx
    return top * (1.0 - ty) + bottom * ty


@njit(cache=True)
def noise_map(lattice, rows, cols, step, scale, octaves, shift):
    """Warped fractal noise at the centres of a coarse grid, float32 [rows, cols]; scale in pixels."""
    out = np.empty((rows, cols), np.float32)
    for r in range(rows):
        for c in range(cols):
            x = (c + 0.5) * step / scale + shift
            y = (r + 0.5) * step / scale + 1.7 * shift
            wx = 0.35 * noise(lattice, x * 1.3 + 91.0, y * 1.3)
            wy = 0.35 * noise(lattice, x * 1.3, y * 1.3 + 47.0)
            x += wx
            y += wy
            total = 0.0
            gain = 1.0
            for o in range(octaves):
                total += gain * noise(lattice, x, y)
                x = x * 2.03 + 17.3
                y = y * 2.03 + 5.9
                gain *= 0.5
            out[r, c] = total
    return out


@njit(cache=True, inline="always")
def site(seed, layer, ix, iy, pitch, jitter):
    """Position of one jittered site of a brick-laid lattice and its key: (x, y, key)."""
    key = key_of(seed, layer, ix, iy)
    x = (ix + 0.25 + 0.5 * (iy & 1) + jitter * (unit(key, 1) - 0.5)) * pitch
    y = (iy + 0.5 + jitter * (unit(key, 2) - 0.5)) * pitch
    return x, y, key


@njit(cache=True)
def worley(seed, layer, x, y, pitch, jitter):
    """Nearest and second nearest site: (distance to the border between them, distance, key)."""
    cy = int(math.floor(y / pitch))
    best = 1e18
    second = 1e18
    bx = 0.0
    by = 0.0
    sx = 0.0
    sy = 0.0
    key = np.uint64(0)
    for iy in range(cy - 1, cy + 2):
        cx = int(math.floor(x / pitch + 0.25 - 0.5 * (iy & 1)))
        for ix in range(cx - 1, cx + 2):
            px, py, k = site(seed, layer, ix, iy, pitch, jitter)
            d = (px - x) * (px - x) + (py - y) * (py - y)
            if d < best:
                second = best
                sx = bx
                sy = by
                best = d
                bx = px
                by = py
                key = k
            elif d < second:
                second = d
                sx = px
                sy = py
    gap = math.sqrt((bx - sx) * (bx - sx) + (by - sy) * (by - sy)) + 1e-9
    return (second - best) / (2.0 * gap), math.sqrt(best), key


@njit(cache=True)
def nearest(seed, layer, x, y, pitch, jitter):
    """The nearest site: (its x, its y, distance)."""
    cy = int(math.floor(y / pitch))
    best = 1e18
    bx = 0.0
    by = 0.0
    for iy in range(cy - 1, cy + 2):
        cx = int(math.floor(x / pitch + 0.25 - 0.5 * (iy & 1)))
        for ix in range(cx - 1, cx + 2):
            px, py, _ = site(seed, layer, ix, iy, pitch, jitter)
            d = (px - x) * (px - x) + (py - y) * (py - y)
            if d < best:
                best = d
                bx = px
                by = py
    return bx, by, math.sqrt(best)
