"""The tissue between the nuclei: stain amounts of every pixel before nuclei are drawn.

Planes of a canvas, float32 [3, h, w]: haematoxylin, eosin and red cells, in units of stain.
"""

import math

import numpy as np
from numba import njit

from hwsi.draw.fibres import flow
from hwsi.draw.glands import ray
from hwsi.draw.layout import (
    ADIPOSE,
    BACKGROUND,
    BENIGN,
    F_ADIPOSE,
    F_TISSUE,
    LYMPHOID,
    NECROSIS,
    SOLID,
    field,
    roughened,
    tissue_at,
)
from hwsi.draw.noise import noise, unit, worley
from hwsi.draw.sites import L_FAT, L_SHEET


@njit(cache=True, inline="always")
def clamp(v):
    """v limited to [0, 1]."""
    return min(max(v, 0.0), 1.0)


@njit(cache=True)
def mottle(lattice, x, y):
    """Uneven cytoplasm and matrix: a factor about 1 with grain, clots and small vacuoles."""
    grain = noise(lattice, x / 1.8 + 5.0, y / 1.8)
    clot = noise(lattice, x / 4.3, y / 4.3 + 15.0)
    hole = clamp((noise(lattice, x / 6.5 + 33.0, y / 6.5) + 0.3 * clot - 0.55) * 3.5)
    return (1.0 + 0.16 * grain + 0.20 * clot) * (1.0 - 0.6 * hole)


@njit(cache=True)
def stroma(lattice, style, loose, x, y):
    """(haematoxylin, eosin) of collagen: wavy fibres along the flow with clefts; loose 0 dense .. 1 an open mesh."""
    across = flow(lattice, style.fibre_turn, x, y) + 1.6 * noise(lattice, x / 8.0, y / 8.0 + 90.0)
    along = x * math.cos(style.fibre_turn) + y * math.sin(style.fibre_turn)
    fine = noise(lattice, across / 1.9, along / 14.0)
    bundle = noise(lattice, across / 6.0 + 9.0, along / 48.0)
    broad = noise(lattice, x / 160.0 + 3.0, y / 160.0)
    grain = noise(lattice, x / 1.9, y / 1.9)
    split = noise(lattice, across / 4.2 + 40.0, along / 24.0)
    cleft = clamp((split + 0.35 * broad + 0.3 * loose - 0.54) * 4.0)
    strand = clamp(1.1 - 2.5 * abs(noise(lattice, across / 9.0 + 70.0, along / 22.0)))
    wisp = clamp(1.0 - 3.2 * abs(noise(lattice, x / 10.0 + 20.0, y / 10.0)))
    mesh = 0.30 + 0.5 * strand + 0.45 * wisp
    dense = (0.95 + style.fibres * (0.24 * fine + 0.2 * bundle)) * (1.0 - 0.72 * cleft)
    open_ = clamp(1.3 * loose - 0.15)
    eosin = style.collagen * ((dense + (mesh - dense) * open_) * (1.0 + 0.16 * style.fibres * grain) + 0.26 * broad)
    return (0.06 + 0.03 * bundle + 0.03 * grain) * (1.0 - 0.6 * cleft), max(eosin, 0.02)


@njit(cache=True)
def sheet(seed, lattice, style, x, y):
    """Cytoplasm of solid tumour, with uneven membranes and shrinkage gaps."""
    n1 = noise(lattice, x / 9.0, y / 9.0)
    n2 = noise(lattice, x / 3.4 + 50.0, y / 3.4)
    wx = x + 3.0 * n1 + 1.2 * n2
    wy = y + 3.0 * noise(lattice, x / 9.0 + 50.0, y / 9.0) - 1.2 * n2
    edge, _, key = worley(seed, L_SHEET, wx, wy, style.sheet_pitch, 0.6)
    tone = (0.75 + 0.5 * unit(key, 11)) * mottle(lattice, x, y)
    eosin = style.cytoplasm * tone
    haem = style.basophilia * tone
    gap = noise(lattice, x / 60.0 + 21.0, y / 60.0) + 0.35 * n1
    if gap > 0.3:
        open_ = clamp((0.6 + 5.0 * (gap - 0.3) - edge) * 0.8)
        return haem * (1.0 - 0.8 * open_), eosin * (1.0 - 0.85 * open_)
    line = clamp(1.4 - edge) * style.membrane * clamp(0.6 + 1.2 * noise(lattice, x / 17.0, y / 17.0 + 8.0))
    return haem + 0.06 * line, eosin + 0.2 * line


@njit(cache=True)
def fat(seed, lattice, fields, style, x, y):
    """Empty vacuoles with thin walls, closed towards the neighbouring tissue and the glass."""
    gx, gy = roughened(lattice, x, y)
    depth = min(field(fields, F_ADIPOSE, gx, gy), field(fields, F_TISSUE, gx, gy))
    rim = 99.0
    if depth < 14.0:
        ex, ey = roughened(lattice, x + 2.0, y)
        sx = min(field(fields, F_ADIPOSE, ex, ey), field(fields, F_TISSUE, ex, ey)) - depth
        ex, ey = roughened(lattice, x, y + 2.0)
        sy = min(field(fields, F_ADIPOSE, ex, ey), field(fields, F_TISSUE, ex, ey)) - depth
        rim = 2.0 * depth / (math.sqrt(sx * sx + sy * sy) + 1e-6)
    wx = x + 7.0 * noise(lattice, x / 45.0, y / 45.0)
    wy = y + 7.0 * noise(lattice, x / 45.0 + 50.0, y / 45.0)
    edge, _, _ = worley(seed, L_FAT, wx, wy, style.fat_pitch, 0.8)
    wall = clamp(2.4 + 0.9 * noise(lattice, x / 30.0, y / 30.0) - min(edge, rim))
    return 0.10 * wall, (0.30 + 0.6 * style.collagen) * wall


@njit(cache=True)
def necrosis(seed, lattice, style, x, y):
    """Pink granular ghosts of dead cells."""
    g1 = noise(lattice, x / 2.2, y / 2.2)
    g2 = noise(lattice, x / 5.6 + 7.0, y / 5.6)
    g3 = noise(lattice, x / 33.0, y / 33.0 + 7.0)
    g4 = noise(lattice, x / 140.0 + 9.0, y / 140.0)
    edge, _, key = worley(seed, L_SHEET, x + 3.0 * g2, y + 3.0 * g3, style.sheet_pitch, 0.6)
    ghost = clamp(1.0 - edge / 3.0) * (0.4 + 0.6 * unit(key, 13))
    tear = clamp((g3 + 0.4 * g2 + 0.5 * g4 - 0.5) * 3.0)
    tone = 0.8 + 0.4 * unit(key, 14) + 0.3 * g4
    eosin = (0.36 * tone + 0.07 * g1 + 0.10 * g2 + 0.08 * g3 - 0.12 * ghost) * (1.0 - 0.85 * tear)
    haem = (0.07 + 0.03 * g1 + 0.05 * g2 + 0.05 * g4) * (1.0 - 0.85 * tear)
    return max(0.0, haem), max(0.03, eosin)


@njit(cache=True, inline="always")
def flecks(lattice, x, y):
    """Haematoxylin of smudges and specks that are no nuclei: crushed chromatin, granules, dirt."""
    where = noise(lattice, x / 38.0 + 25.0, y / 38.0 + 60.0)
    if where < 0.15:
        return 0.0
    return 0.4 * clamp((noise(lattice, x / 4.1 + 81.0, y / 4.1) + 0.45 * where - 0.82) * 2.5)


@njit(cache=True)
def paint_ground(seed, lattice, fields, style, x0, y0, canvas):
    """Fill the canvas whose first pixel is (x0, y0)."""
    for r in range(canvas.shape[1]):
        for c in range(canvas.shape[2]):
            x = x0 + c + 0.5
            y = y0 + r + 0.5
            tissue = tissue_at(lattice, fields, x, y)
            if tissue == BACKGROUND:
                haem = 0.0
                eosin = 0.0
            elif tissue == SOLID:
                haem, eosin = sheet(seed, lattice, style, x, y)
            elif tissue == ADIPOSE:
                haem, eosin = fat(seed, lattice, fields, style, x, y)
            elif tissue == NECROSIS:
                haem, eosin = necrosis(seed, lattice, style, x, y)
            elif tissue == LYMPHOID:
                g = mottle(lattice, x, y) * (1.0 + 0.4 * noise(lattice, x / 14.0 + 2.0, y / 14.0))
                haem = 0.11 * g
                eosin = 0.17 * g
            else:
                loose = style.loose + 0.3
                if tissue != BENIGN:
                    loose = style.loose + 0.9 * noise(lattice, x / 420.0 + 70.0, y / 420.0)
                haem, eosin = stroma(lattice, style, loose, x, y)
            if style.clutter > 0.1 and tissue != BACKGROUND and eosin > 0.08:
                haem += style.clutter * flecks(lattice, x, y)
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
        count = max(8.0, math.floor(2.0 * math.pi * mean / (26.0 if benign[g] else 13.0 * style.nucleus_scale)))
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
    cell = cell % count
    lateral = clamp(1.2 - (0.5 - abs(off)) * 2.0 * math.pi * d / count)
    if depth < 1.0:
        return 0.06, style.collagen * 1.15
    uneven = mottle(lattice, x, y) * (0.85 + 0.3 * unit(key, np.uint64(int(cell)) + np.uint64(160)))
    eosin = (style.cytoplasm * 0.85 if benign else style.cytoplasm) * uneven
    haem = (0.08 if benign else style.basophilia) * uneven + 0.08 * clamp(1.0 - depth / 16.0)
    eosin += 0.12 * clamp(1.0 + lumen / 4.0) + 0.14 * style.membrane * lateral
    k = np.uint64(int(cell)) + np.uint64(40)
    if benign and unit(key, k) < style.goblet:
        height = depth - lumen
        mid = (0.56 + 0.1 * unit(key, k + np.uint64(80))) * height
        vx = off * 2.0 * math.pi * d / count / (0.40 * 26.0)
        vy = (depth - mid) / (0.40 * height)
        q = math.sqrt(vx * vx + vy * vy)
        if q < 1.1:
            full = clamp((1.05 - q) * 7.0)
            wall = clamp(1.0 - abs(q - 0.98) * 9.0)
            eosin += (0.05 + 0.02 * grain - eosin) * full + 0.10 * wall
            haem += (0.04 + 0.03 * grain - haem) * full + 0.05 * wall
    return haem, eosin
