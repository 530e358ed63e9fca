"""Where each nucleus lies, which kind it is, and its outline."""

import math

import numpy as np
from numba import njit

from hwsi.draw.fibres import fibre_angle
from hwsi.draw.glands import ray
from hwsi.draw.layout import (
    ADIPOSE,
    BACKGROUND,
    BENIGN,
    F_LYMPHOID,
    GRID,
    LYMPHOID,
    MALIGNANT,
    NECROSIS,
    SOLID,
    STROMA,
    field,
    tissue_at,
)
from hwsi.draw.noise import noise, site, unit, worley
from hwsi.draw.vessels import occupied

#: Kinds of nucleus; CLASS_OF_KIND gives the index into CELL_CLASSES.
LYMPHOCYTE, PLASMA, FIBROBLAST, BENIGN_CELL, TUMOUR_CELL, PYKNOTIC, APOPTOTIC, MITOSIS, FAT_NUCLEUS = range(9)
CLASS_OF_KIND = np.array([0, 0, 2, 1, 1, 3, 3, 3, 2], np.int8)
#: Columns of a nucleus row: centre, half axes, angle, kind, tissue.
X, Y, A, B, TURN, KIND, TISSUE = range(7)
#: Vertices of an outline.
VERTICES = 24
#: No nucleus reaches further than this from its centre, pixels.
REACH = 40.0
L_STROMA, L_SHEET, L_LYMPH, L_INFILTRATE, L_FAT, L_DEBRIS = 11, 12, 13, 14, 15, 16


@njit(cache=True, inline="always")
def put(rows, keys, n, key, x, y, a, b, turn, kind, tissue):
    """Append one nucleus."""
    rows[n, X] = x
    rows[n, Y] = y
    rows[n, A] = a
    rows[n, B] = b
    rows[n, TURN] = turn
    rows[n, KIND] = kind
    rows[n, TISSUE] = tissue
    keys[n] = key
    return n + 1


@njit(cache=True)
def span(lo, hi, pitch):
    """First and one past the last lattice index whose jittered site may lie in [lo, hi]."""
    return int(math.floor(lo / pitch)) - 1, int(math.floor(hi / pitch)) + 2


@njit(cache=True)
def spindle_layer(seed, lattice, fields, style, structures, box, rows, keys, n):
    """Fibroblasts and endothelium along the fibres."""
    pitch = 30.0
    i0, i1 = span(box[0], box[2], pitch)
    j0, j1 = span(box[1], box[3], pitch)
    for iy in range(j0, j1):
        for ix in range(i0, i1):
            x, y, key = site(seed, L_STROMA, ix, iy, pitch, 1.0)
            crowd = 0.42 + 0.3 * noise(lattice, x / 300.0, y / 300.0)
            if unit(key, 3) > crowd:
                continue
            tissue = tissue_at(lattice, fields, x, y)
            if tissue != STROMA and tissue != BENIGN and tissue != MALIGNANT:
                continue
            if occupied(structures, x, y, 4.0):
                continue
            turn = fibre_angle(lattice, style.fibre_turn, x, y) + 0.5 * (unit(key, 4) - 0.5)
            a = 8.0 + 7.0 * unit(key, 5)
            b = 2.2 + 1.9 * unit(key, 6)
            n = put(rows, keys, n, key, x, y, a, b, turn, FIBROBLAST, tissue)
    return n


@njit(cache=True)
def tumour_kind(key):
    """A tumour nucleus, or rarely a mitosis or an apoptotic body."""
    u = unit(key, 9)
    if u < 0.012:
        return MITOSIS
    return APOPTOTIC if u < 0.03 else TUMOUR_CELL


@njit(cache=True)
def sheet_layer(seed, lattice, fields, style, structures, box, rows, keys, n):
    """Cells of solid tumour nests, one at each site of the sheet."""
    pitch = style.sheet_pitch
    i0, i1 = span(box[0], box[2], pitch)
    j0, j1 = span(box[1], box[3], pitch)
    for iy in range(j0, j1):
        for ix in range(i0, i1):
            x, y, key = site(seed, L_SHEET, ix, iy, pitch, 0.6)
            if tissue_at(lattice, fields, x, y) != SOLID or unit(key, 3) < 0.05:
                continue
            if occupied(structures, x, y, 4.0):
                continue
            size = 9.6 * style.nucleus_scale * (1.0 + style.pleomorphism * 0.62 * (unit(key, 4) + unit(key, 5) - 0.9))
            long = 1.0 + 0.28 * unit(key, 6) + 0.3 * style.pleomorphism * unit(key, 7)
            kind = tumour_kind(key)
            if kind == APOPTOTIC:
                size = 4.2
            elif kind == MITOSIS:
                size *= 0.62
                long = 2.4
            size = max(size, 4.0)
            n = put(rows, keys, n, key, x, y, size * math.sqrt(long), size / math.sqrt(long), 6.2832 * unit(key, 8), kind, SOLID)
    return n


@njit(cache=True)
def lymph_layer(seed, lattice, fields, style, structures, box, rows, keys, n):
    """Densely packed lymphocytes of the aggregates."""
    pitch = style.lymph_pitch
    i0, i1 = span(box[0], box[2], pitch)
    j0, j1 = span(box[1], box[3], pitch)
    for iy in range(j0, j1):
        for ix in range(i0, i1):
            x, y, key = site(seed, L_LYMPH, ix, iy, pitch, 0.85)
            if unit(key, 3) < 0.08 or tissue_at(lattice, fields, x, y) != LYMPHOID:
                continue
            if occupied(structures, x, y, 3.0):
                continue
            centre = min(max((field(fields, F_LYMPHOID, x / GRID - 0.5, y / GRID - 0.5) - 110.0) / 90.0, 0.0), 1.0)
            if unit(key, 6) < 0.3 * centre:
                continue
            size = (5.3 + 1.9 * unit(key, 4)) * (1.0 + 0.3 * centre * unit(key, 7))
            n = put(rows, keys, n, key, x, y, size * 1.06, size * 0.94, 6.2832 * unit(key, 5), LYMPHOCYTE, LYMPHOID)
    return n


@njit(cache=True)
def infiltrate_layer(seed, lattice, fields, style, structures, box, rows, keys, n):
    """Scattered lymphocytes and plasma cells, denser in clouds."""
    pitch = 24.0
    i0, i1 = span(box[0], box[2], pitch)
    j0, j1 = span(box[1], box[3], pitch)
    for iy in range(j0, j1):
        for ix in range(i0, i1):
            x, y, key = site(seed, L_INFILTRATE, ix, iy, pitch, 0.9)
            dense = style.infiltrate * (1.0 + 0.9 * noise(lattice, x / 260.0 + 5.0, y / 260.0))
            spill = 0.55 * (1.0 + field(fields, F_LYMPHOID, x / GRID - 0.5, y / GRID - 0.5) / 80.0)
            roll = unit(key, 3)
            if roll > max(dense * 1.3, spill, 0.3):
                continue
            tissue = tissue_at(lattice, fields, x, y)
            if tissue == BENIGN:
                dense = max(0.3, 1.3 * dense)
            elif tissue == SOLID:
                dense *= 0.4
            elif tissue == NECROSIS:
                dense *= 0.15
            dense = max(dense, spill)
            if tissue == BACKGROUND or tissue == LYMPHOID or tissue == ADIPOSE or roll > dense:
                continue
            if occupied(structures, x, y, 5.0):
                continue
            plasma = unit(key, 4) < 0.3
            size = (6.2 if plasma else 5.5) + 1.4 * unit(key, 5)
            kind = PLASMA if plasma else LYMPHOCYTE
            n = put(rows, keys, n, key, x, y, size * 1.07, size * 0.93, 6.2832 * unit(key, 6), kind, tissue)
    return n


@njit(cache=True)
def fat_layer(seed, lattice, fields, style, box, rows, keys, n):
    """Flat nuclei pressed against the walls of adipocytes."""
    pitch = style.fat_pitch * 0.5
    i0, i1 = span(box[0], box[2], pitch)
    j0, j1 = span(box[1], box[3], pitch)
    for iy in range(j0, j1):
        for ix in range(i0, i1):
            x, y, key = site(seed, L_FAT + 100, ix, iy, pitch, 1.0)
            if unit(key, 3) > 0.3 or tissue_at(lattice, fields, x, y) != ADIPOSE:
                continue
            for _ in range(6):
                d, _, _ = worley(seed, L_FAT, x, y, style.fat_pitch, 0.8)
                ex = worley(seed, L_FAT, x + 1.0, y, style.fat_pitch, 0.8)[0] - worley(seed, L_FAT, x - 1.0, y, style.fat_pitch, 0.8)[0]
                ey = worley(seed, L_FAT, x, y + 1.0, style.fat_pitch, 0.8)[0] - worley(seed, L_FAT, x, y - 1.0, style.fat_pitch, 0.8)[0]
                length = math.sqrt(ex * ex + ey * ey) + 1e-9
                if d < 2.5:
                    break
                x -= ex / length * (d - 1.5)
                y -= ey / length * (d - 1.5)
            if tissue_at(lattice, fields, x, y) != ADIPOSE:
                continue
            n = put(rows, keys, n, key, x, y, 7.0 + 4.0 * unit(key, 4), 2.3 + 1.2 * unit(key, 5), math.atan2(ex, -ey), FAT_NUCLEUS, ADIPOSE)
    return n


@njit(cache=True)
def debris_layer(seed, lattice, fields, structures, box, rows, keys, n):
    """Pyknotic and broken nuclei of necrosis."""
    pitch = 19.0
    i0, i1 = span(box[0], box[2], pitch)
    j0, j1 = span(box[1], box[3], pitch)
    for iy in range(j0, j1):
        for ix in range(i0, i1):
            x, y, key = site(seed, L_DEBRIS, ix, iy, pitch, 1.0)
            if unit(key, 3) > 0.34 + 0.3 * noise(lattice, x / 120.0, y / 120.0):
                continue
            if tissue_at(lattice, fields, x, y) != NECROSIS or occupied(structures, x, y, 2.0):
                continue
            size = 2.2 + 4.0 * unit(key, 4) * unit(key, 5)
            n = put(rows, keys, n, key, x, y, size * 1.15, size * 0.85, 6.2832 * unit(key, 6), PYKNOTIC, NECROSIS)
    return n


@njit(cache=True)
def gland_layer(style, structures, box, rows, keys, n):
    """Columnar epithelium: basal in benign glands, stratified and crowded in malignant ones."""
    centres, radii, benign, gland_keys = structures[:4]
    for g in range(centres.shape[0]):
        mean = radii[g, 0].mean()
        width = 11.5 if benign[g] else 12.5 * style.nucleus_scale
        tiers = 1 if benign[g] else 2
        count = int(2.0 * math.pi * mean / width)
        for k in range(count * tiers):
            key = gland_keys[g] + np.uint64(k + 1) * np.uint64(0x9E3779B97F4A7C15)
            turn = 2.0 * math.pi * (k % count + 0.5 * (k // count) + 0.7 * (unit(key, 1) - 0.5)) / count
            outer = ray(radii[g, 0], turn)
            height = outer - ray(radii[g, 1], turn)
            if benign[g]:
                depth = min(8.5 + 5.0 * unit(key, 2), 0.4 * height)
                a = 7.2 + 1.6 * unit(key, 3)
                b = 4.7 + 0.9 * unit(key, 4)
                kind = BENIGN_CELL
            else:
                if unit(key, 6) < 0.18:
                    continue
                depth = (0.2 + 0.32 * (k // count) + 0.2 * unit(key, 2)) * height
                wild = 1.0 + style.pleomorphism * 0.5 * (unit(key, 3) + unit(key, 4) - 0.9)
                a = 11.5 * style.nucleus_scale * wild * (1.0 - 0.12 * style.pleomorphism)
                b = 6.4 * style.nucleus_scale * wild * (1.0 + 0.2 * style.pleomorphism)
                kind = tumour_kind(key)
                if kind == APOPTOTIC:
                    a = b = 4.2
                elif kind == MITOSIS:
                    b *= 0.7
            r = outer - max(depth, 8.0)
            x = centres[g, 0] + r * math.cos(turn)
            y = centres[g, 1] + r * math.sin(turn)
            if r < 5.0 or x < box[0] or x > box[2] or y < box[1] or y > box[3]:
                continue
            lean = turn + (0.25 if benign[g] else 0.5) * (unit(key, 5) - 0.5)
            n = put(rows, keys, n, key, x, y, a, b, lean, kind, BENIGN if benign[g] else MALIGNANT)
    return n


@njit(cache=True)
def endothelium_layer(structures, rows, keys, n):
    """Flat nuclei in the walls of vessels."""
    vessels = structures[4]
    for i in range(vessels.shape[0]):
        for k in range(2 + int(vessels[i, 2] / 7.0)):
            key = structures[5][i] + np.uint64(k + 1) * np.uint64(0x9E3779B97F4A7C15)
            t = 6.2832 * unit(key, 1)
            u = (vessels[i, 2] - 0.6) * math.cos(t)
            v = (vessels[i, 3] - 0.6) * math.sin(t)
            c = math.cos(vessels[i, 4])
            s = math.sin(vessels[i, 4])
            turn = vessels[i, 4] + math.atan2(vessels[i, 3] * math.cos(t), -vessels[i, 2] * math.sin(t))
            x = vessels[i, 0] + u * c - v * s
            y = vessels[i, 1] + u * s + v * c
            n = put(rows, keys, n, key, x, y, 5.0 + 3.0 * unit(key, 2), 2.2 + 0.9 * unit(key, 3), turn, FIBROBLAST, STROMA)
    return n


@njit(cache=True)
def place(seed, lattice, fields, style, structures, box):
    """All nuclei whose centre lies in box (x0, y0, x1, y1), in drawing order: rows [n, 7], keys [n]."""
    area = (box[2] - box[0] + 120.0) * (box[3] - box[1] + 120.0)
    sites = 1 / 30.0**2 + 1 / style.sheet_pitch**2 + 1 / style.lymph_pitch**2 + 1 / 24.0**2 + 1 / 19.0**2
    most = int(1.3 * area * (sites + 4.0 / style.fat_pitch**2)) + 600 * (structures[0].shape[0] + 1) + 8 * structures[4].shape[0]
    rows = np.empty((most, 7))
    keys = np.empty(most, np.uint64)
    n = spindle_layer(seed, lattice, fields, style, structures, box, rows, keys, 0)
    n = endothelium_layer(structures, rows, keys, n)
    n = fat_layer(seed, lattice, fields, style, box, rows, keys, n)
    n = debris_layer(seed, lattice, fields, structures, box, rows, keys, n)
    n = gland_layer(style, structures, box, rows, keys, n)
    n = sheet_layer(seed, lattice, fields, style, structures, box, rows, keys, n)
    n = lymph_layer(seed, lattice, fields, style, structures, box, rows, keys, n)
    n = infiltrate_layer(seed, lattice, fields, style, structures, box, rows, keys, n)
    kept = 0
    for i in range(n):
        if box[0] <= rows[i, X] < box[2] and box[1] <= rows[i, Y] < box[3]:
            rows[kept] = rows[i]
            keys[kept] = keys[i]
            kept += 1
    return rows[:kept], keys[:kept]


@njit(cache=True)
def radius_table(key, kind, out):
    """Radii [VERTICES] of an outline relative to its ellipse."""
    wild = 0.06
    if kind == TUMOUR_CELL:
        wild = 0.09
    elif kind == MITOSIS:
        wild = 0.2
    elif kind == PYKNOTIC:
        wild = 0.12
    p2 = 6.2832 * unit(key, 20)
    p3 = 6.2832 * unit(key, 21)
    p5 = 6.2832 * unit(key, 22)
    for k in range(VERTICES):
        a = 2.0 * math.pi * k / VERTICES
        out[k] = 1.0 + wild * (0.7 * math.sin(2 * a + p2) + 0.7 * math.sin(3 * a + p3) + 0.4 * math.sin(5 * a + p5) + 0.7 * (unit(key, 40 + k) - 0.5))


@njit(cache=True)
def outline_of(row, key):
    """Polygon of one nucleus in level-0 pixels, float64 [VERTICES, 2]."""
    table = np.empty(VERTICES)
    radius_table(key, int(row[KIND]), table)
    out = np.empty((VERTICES, 2))
    c = math.cos(row[TURN])
    s = math.sin(row[TURN])
    for k in range(VERTICES):
        a = 2.0 * math.pi * k / VERTICES
        u = row[A] * table[k] * math.cos(a)
        v = row[B] * table[k] * math.sin(a)
        out[k, 0] = row[X] + u * c - v * s
        out[k, 1] = row[Y] + u * s + v * c
    return out
