"""The tissue between the nuclei: stain amounts of every pixel before nuclei are drawn.

Planes of a canvas, float32 [3, h, w]: haematoxylin, eosin and red cells, in units of stain.
"""

import math

import numpy as np
from numba import njit

from hwsi.draw.cells import L_FAT, L_SHEET, flow
from hwsi.draw.glands import ray
from hwsi.draw.layout import (
    ADIPOSE,
    BACKGROUND,
    F_TISSUE,
    GRID,
    LYMPHOID,
    NECROSIS,
    SOLID,
    field,
    tissue_at,
)
from hwsi.draw.noise import noise, unit, worley


@njit(cache=True, inline="always")
def clamp(v):
    """v limited to [0, 1]."""
    return min(max(v, 0.0), 1.0)


@njit(cache=True)
def stroma(lattice, style, x, y):
    """Collagen: wavy fibres along the flow, with clefts between bundles; (haematoxylin, eosin)."""
    across = flow(lattice, style.fibre_turn, x, y)
    along = x * math.cos(style.fibre_turn) + y * math.sin(style.fibre_turn)
    fine = noise(lattice, across / 2.6, along / 38.0)
    bundle = noise(lattice, across / 7.0 + 9.0, along / 85.0)
    broad = noise(lattice, x / 160.0 + 3.0, y / 160.0)
    cleft = clamp((noise(lattice, across / 5.5 + 40.0, along / 46.0) + 0.25 * broad - 0.42) * 4.0)
    eosin = style.collagen * (0.95 + 0.26 * fine + 0.3 * bundle + 0.3 * broad)
    eosin *= 1.0 - 0.82 * cleft
    return 0.05 + 0.04 * bundle + 0.02 * fine, max(eosin, 0.02)


@njit(cache=True)
def sheet(seed, lattice, style, x, y):
    """Cytoplasm of solid tumour, with membranes and shrinkage gaps."""
    wx = x + 2.5 * noise(lattice, x / 9.0, y / 9.0)
    wy = y + 2.5 * noise(lattice, x / 9.0 + 50.0, y / 9.0)
    edge, _, key = worley(seed, L_SHEET, wx, wy, style.sheet_pitch, 0.72)
    grain = noise(lattice, x / 3.1, y / 3.1)
    tone = 0.82 + 0.36 * unit(key, 11)
    eosin = style.cytoplasm * tone * (1.0 + 0.16 * grain)
    haem = 0.13 * tone * (1.0 + 0.3 * grain)
    gap = noise(lattice, x / 70.0 + 21.0, y / 70.0)
    line = clamp(1.3 - edge)
    if gap > 0.25:
        open_ = clamp((1.0 + 5.0 * (gap - 0.25) - edge) * 0.9)
        return haem * (1.0 - 0.8 * open_), eosin * (1.0 - 0.85 * open_)
    return haem + 0.06 * line, eosin + 0.16 * line


@njit(cache=True)
def fat(seed, lattice, style, x, y):
    """Empty vacuoles with thin walls."""
    wx = x + 7.0 * noise(lattice, x / 45.0, y / 45.0)
    wy = y + 7.0 * noise(lattice, x / 45.0 + 50.0, y / 45.0)
    edge, _, _ = worley(seed, L_FAT, wx, wy, style.fat_pitch, 0.8)
    wall = clamp(1.5 + 0.7 * noise(lattice, x / 30.0, y / 30.0) - edge)
    return 0.07 * wall, 0.36 * wall


@njit(cache=True)
def necrosis(seed, lattice, style, x, y):
    """Pink granular ghosts of dead cells."""
    g1 = noise(lattice, x / 1.9, y / 1.9)
    g2 = noise(lattice, x / 5.3 + 7.0, y / 5.3)
    g3 = noise(lattice, x / 37.0, y / 37.0 + 7.0)
    edge, _, key = worley(seed, L_SHEET, x + 3.0 * g2, y + 3.0 * g3, style.sheet_pitch, 0.9)
    ghost = clamp(1.0 - edge / 4.0) * (0.5 + 0.5 * unit(key, 13))
    tear = clamp((g3 + 0.6 * g2 - 0.62) * 3.0)
    eosin = (0.40 + 0.14 * g1 + 0.15 * g2 + 0.10 * g3 - 0.13 * ghost) * (1.0 - 0.8 * tear)
    return max(0.0, 0.06 + 0.05 * g1 + 0.07 * g2), max(0.03, eosin)


@njit(cache=True)
def paint_ground(seed, lattice, fields, style, x0, y0, canvas):
    """Fill the canvas whose first pixel is (x0, y0)."""
    for r in range(canvas.shape[1]):
        for c in range(canvas.shape[2]):
            x = x0 + c + 0.5
            y = y0 + r + 0.5
            wx = x + 9.0 * noise(lattice, x / 26.0 + 61.0, y / 26.0)
            wy = y + 9.0 * noise(lattice, x / 26.0, y / 26.0 + 29.0)
            tissue = tissue_at(fields, wx, wy)
            if tissue == BACKGROUND:
                haem = 0.0
                eosin = 0.0
            elif tissue == SOLID:
                haem, eosin = sheet(seed, lattice, style, x, y)
            elif tissue == ADIPOSE:
                haem, eosin = fat(seed, lattice, style, x, y)
            elif tissue == NECROSIS:
                haem, eosin = necrosis(seed, lattice, style, x, y)
            elif tissue == LYMPHOID:
                g = noise(lattice, x / 4.0, y / 4.0)
                haem = 0.12 + 0.06 * g
                eosin = 0.17 + 0.08 * g
            else:
                haem, eosin = stroma(lattice, style, x, y)
            canvas[0, r, c] = haem
            canvas[1, r, c] = eosin
            canvas[2, r, c] = 0.0


@njit(cache=True)
def paint_glands(lattice, style, glands, x0, y0, canvas):
    """Draw the epithelium and lumina of the glands over the ground."""
    centres, radii, benign, keys = glands
    h = canvas.shape[1]
    w = canvas.shape[2]
    for g in range(centres.shape[0]):
        top = radii[g, 0].max() + 4.0
        cx = centres[g, 0]
        cy = centres[g, 1]
        mean = radii[g, 0].mean()
        count = max(8.0, math.floor(2.0 * math.pi * mean / (24.0 if benign[g] else 13.0 * style.nucleus_scale)))
        for r in range(max(0, int(cy - top - y0)), min(h, int(cy + top - y0) + 2)):
            for c in range(max(0, int(cx - top - x0)), min(w, int(cx + top - x0) + 2)):
                x = x0 + c + 0.5
                y = y0 + r + 0.5
                dx = x - cx
                dy = y - cy
                d = math.sqrt(dx * dx + dy * dy)
                if d > top:
                    continue
                turn = math.atan2(dy, dx)
                depth = ray(radii[g, 0], turn) - d + 1.2 * noise(lattice, x / 11.0, y / 11.0)
                if depth < -2.0:
                    continue
                lumen = depth - (ray(radii[g, 0], turn) - ray(radii[g, 1], turn))
                haem, eosin = epithelium(lattice, style, benign[g], keys[g], count, turn, d, depth, lumen, x, y)
                cover = clamp(depth + 2.0)
                canvas[0, r, c] += (haem - canvas[0, r, c]) * cover
                canvas[1, r, c] += (eosin - canvas[1, r, c]) * cover


@njit(cache=True)
def epithelium(lattice, style, benign, key, count, turn, d, depth, lumen, x, y):
    """Stain inside a gland at a depth below its basement membrane; lumen > 0 is past the apical border."""
    grain = noise(lattice, x / 3.0, y / 3.0)
    lumen += 1.6 * noise(lattice, x / 5.0 + 3.0, y / 5.0)
    if lumen > 0.0:
        mucus = clamp(noise(lattice, x / 34.0 + 8.0, y / 34.0) * 2.0 - 0.3)
        eosin = mucus * (0.10 if benign else 0.22) * (1.0 + 0.4 * grain)
        rim = clamp(1.5 - lumen)
        return 0.05 * mucus, eosin + 0.3 * rim
    sector = (turn / (2.0 * math.pi) + 1.0) * count
    cell = math.floor(sector)
    off = sector - cell - 0.5
    lateral = clamp(1.2 - (0.5 - abs(off)) * 2.0 * math.pi * d / count)
    if depth < 1.0:
        return 0.06, style.collagen * 1.15
    eosin = (style.cytoplasm * 0.85 if benign else style.cytoplasm) * (1.0 + 0.2 * grain)
    haem = (0.07 if benign else 0.14) * (1.0 + 0.4 * grain) + 0.08 * clamp(1.0 - depth / 16.0)
    eosin += 0.12 * clamp(1.0 + lumen / 4.0) + 0.10 * lateral
    k = np.uint64(int(cell)) + np.uint64(40)
    if benign and unit(key, k) < style.goblet:
        height = depth - lumen
        mid = 0.6 * height
        vx = off * 2.0 * math.pi * d / count / 10.5
        vy = (depth - mid) / (0.36 * height)
        q = math.sqrt(vx * vx + vy * vy)
        if q < 1.12:
            wall = clamp((q - 0.92) * 9.0)
            full = clamp((1.05 - q) * 10.0)
            eosin += (0.03 + 0.14 * wall - eosin) * full
            haem += (0.05 + 0.03 * grain + 0.12 * wall - haem) * full
    return haem, eosin
