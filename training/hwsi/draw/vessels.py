"""Small vessels of the stroma: an ellipse with a thin wall, red cells inside, endothelium around.

`structures` is the tuple of gland arrays followed by vessel rows and keys.
"""

import math

import numpy as np
from numba import njit

from hwsi.draw.fibres import fibre_angle
from hwsi.draw.glands import gland_holding
from hwsi.draw.layout import BENIGN, MALIGNANT, STROMA, tissue_at
from hwsi.draw.noise import noise, site, unit, worley
from hwsi.draw.sites import span

L_VESSEL, L_RED = 21, 22
#: Mean distance between candidate vessels, pixels.
PITCH = 150.0
#: No vessel reaches further than this from its centre, pixels.
VESSEL_REACH = 48.0


@njit(cache=True)
def vessels_near(seed, lattice, fields, style, glands, x0, y0, x1, y1):
    """Vessels that may touch a rectangle: rows [n, 5] of centre, half axes, angle; keys [n]."""
    rows = np.empty((int(((x1 - x0) / PITCH + 5) * ((y1 - y0) / PITCH + 5)), 5))
    keys = np.empty(rows.shape[0], np.uint64)
    n = 0
    i0, i1 = span(x0 - VESSEL_REACH, x1 + VESSEL_REACH, PITCH)
    j0, j1 = span(y0 - VESSEL_REACH, y1 + VESSEL_REACH, PITCH)
    for iy in range(j0, j1):
        for ix in range(i0, i1):
            x, y, key = site(seed, L_VESSEL, ix, iy, PITCH, 0.7)
            if unit(key, 3) > 0.45:
                continue
            a = 7.0 + 8.0 * unit(key, 4) + 24.0 * unit(key, 5) ** 4
            b = a * (0.4 + 0.45 * unit(key, 6))
            if x < x0 - VESSEL_REACH or x > x1 + VESSEL_REACH or y < y0 - VESSEL_REACH or y > y1 + VESSEL_REACH:
                continue
            tissue = tissue_at(lattice, fields, x, y)
            if tissue != STROMA and tissue != BENIGN and tissue != MALIGNANT:
                continue
            if gland_holding(glands[0], glands[1], x, y, b + 4.0) >= 0:
                continue
            rows[n, 0] = x
            rows[n, 1] = y
            rows[n, 2] = a
            rows[n, 3] = b
            rows[n, 4] = fibre_angle(lattice, style.fibre_turn, x, y)
            keys[n] = key
            n += 1
    return rows[:n], keys[:n]


@njit(cache=True, inline="always")
def wall_depth(row, x, y):
    """Pixels below the outer wall of one vessel, negative outside (exact on the axes only)."""
    c = math.cos(row[4])
    s = math.sin(row[4])
    u = ((x - row[0]) * c + (y - row[1]) * s) / row[2]
    v = ((y - row[1]) * c - (x - row[0]) * s) / row[3]
    rho = math.sqrt(u * u + v * v)
    slope = math.sqrt(u * u / (row[2] * row[2]) + v * v / (row[3] * row[3])) / (rho + 1e-9)
    return (1.0 - rho) / (slope + 1e-9)


@njit(cache=True)
def vessel_holding(vessels, x, y, slack):
    """Whether a vessel, widened by slack pixels, holds the point."""
    for i in range(vessels.shape[0]):
        if abs(x - vessels[i, 0]) < VESSEL_REACH and abs(y - vessels[i, 1]) < VESSEL_REACH:
            if wall_depth(vessels[i], x, y) > -slack:
                return True
    return False


@njit(cache=True)
def occupied(structures, x, y, slack):
    """Whether a gland or a vessel, widened by slack pixels, holds the point."""
    return gland_holding(structures[0], structures[1], x, y, slack) >= 0 or vessel_holding(structures[4], x, y, slack)


@njit(cache=True)
def paint_vessels(seed, lattice, style, vessels, keys, x0, y0, canvas):
    """Draw walls, lumina and red cells over the ground."""
    for i in range(vessels.shape[0]):
        top = vessels[i, 2] + 4.0
        full = unit(keys[i], 7)
        left = vessels[i, 0] - x0
        up = vessels[i, 1] - y0
        for r in range(max(0, int(up - top)), min(canvas.shape[1], int(up + top) + 2)):
            for c in range(max(0, int(left - top)), min(canvas.shape[2], int(left + top) + 2)):
                x = x0 + c + 0.5
                y = y0 + r + 0.5
                depth = wall_depth(vessels[i], x, y) + 1.5 * noise(lattice, x / 8.0, y / 8.0 + 3.0)
                if depth < -1.5:
                    continue
                haem = 0.07
                eosin = style.collagen * 1.25
                red = 0.0
                inner = min(max(depth - 2.2, 0.0), 1.0)
                edge, _, key = worley(seed, L_RED, x, y, 11.0, 0.6)
                if unit(key, 5) < 1.4 * full - 0.25:
                    red = 0.40 * min(max(edge + 0.35, 0.0) / 1.3, 1.0) * (0.8 + 0.3 * unit(key, 6)) * inner
                haem += (0.0 - haem) * inner
                eosin += (0.02 - eosin) * inner
                cover = min(max(depth + 1.5, 0.0), 1.0)
                canvas[0, r, c] += (haem - canvas[0, r, c]) * cover
                canvas[1, r, c] += (eosin - canvas[1, r, c]) * cover
                canvas[2, r, c] += (red - canvas[2, r, c]) * cover
