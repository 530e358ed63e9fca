"""Cells that are not epithelium: stroma, vessels, lymphocytes, fat and debris."""

import math

import numpy as np
from numba import njit

from hwsi.draw.fibres import fibre_angle
from hwsi.draw.layout import (
    ADIPOSE,
    BACKGROUND,
    BENIGN,
    F_LYMPHOID,
    F_RIM,
    GRID,
    LYMPHOID,
    MALIGNANT,
    NECROSIS,
    SOLID,
    STROMA,
    field,
    tissue_at,
)
from hwsi.draw.noise import nearest, noise, site, unit, worley
from hwsi.draw.outline import FAT_NUCLEUS, FIBROBLAST, LYMPHOCYTE, PLASMA, PYKNOTIC
from hwsi.draw.sites import RIM, L_SHEET, L_STROMA, L_LYMPH, L_INFILTRATE, L_FAT, L_DEBRIS, put, span
from hwsi.draw.vessels import occupied


@njit(cache=True)
def spindle_layer(seed, lattice, fields, style, structures, box, rows, keys, n):
    """Fibroblasts and endothelium along the fibres."""
    pitch = 30.0
    i0, i1 = span(box[0], box[2], pitch)
    j0, j1 = span(box[1], box[3], pitch)
    for iy in range(j0, j1):
        for ix in range(i0, i1):
            x, y, key = site(seed, L_STROMA, ix, iy, pitch, 1.0)
            crowd = style.crowd * (0.42 + 0.3 * noise(lattice, x / 300.0, y / 300.0))
            if unit(key, 3) > crowd:
                continue
            tissue = tissue_at(lattice, fields, x, y)
            if tissue != STROMA and tissue != BENIGN and tissue != MALIGNANT:
                continue
            if occupied(structures, x, y, 4.0):
                continue
            turn = fibre_angle(lattice, style.fibre_turn, x, y) + 0.5 * (unit(key, 4) - 0.5)
            a = 5.5 + 9.5 * unit(key, 5)
            b = 2.0 + 2.4 * unit(key, 6) * unit(key, 7)
            n = put(rows, keys, n, key, x, y, a, b, turn, FIBROBLAST, tissue)
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
            a = 5.0 + 3.0 * unit(key, 2)
            b = 2.2 + 0.9 * unit(key, 3)
            n = put(rows, keys, n, key, x, y, a, b, turn, FIBROBLAST, STROMA)
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
            depth = field(fields, F_LYMPHOID, x / GRID - 0.5, y / GRID - 0.5)
            centre = min(max((depth - 110.0) / 90.0, 0.0), 1.0)
            if unit(key, 6) < 0.3 * centre:
                continue
            size = (5.3 + 1.9 * unit(key, 4)) * (1.0 + 0.3 * centre * unit(key, 7))
            n = put(rows, keys, n, key, x, y, size * 1.06, size * 0.94, 6.2832 * unit(key, 5), LYMPHOCYTE, LYMPHOID)
    return n


@njit(cache=True)
def between(seed, style, x, y):
    """A point at most 12 pixels away that lies between the tumour nuclei of a sheet: lymphocytes squeeze in there."""
    room = 9.6 * style.nucleus_scale + 6.0
    px = x
    py = y
    for _ in range(4):
        sx, sy, d = nearest(seed, L_SHEET, px, py, style.sheet_pitch, 0.6)
        if d >= room:
            break
        push = (room - d) / (d + 1e-6)
        px += push * (px - sx)
        py += push * (py - sy)
    away = math.sqrt((px - x) ** 2 + (py - y) ** 2)
    part = min(1.0, 12.0 / (away + 1e-6))
    return x + part * (px - x), y + part * (py - y)


@njit(cache=True)
def infiltrate_layer(seed, lattice, fields, style, structures, box, rows, keys, n):
    """Scattered lymphocytes and plasma cells, denser in clouds."""
    pitch = 20.0
    i0, i1 = span(box[0] - 12.0, box[2] + 12.0, pitch)
    j0, j1 = span(box[1] - 12.0, box[3] + 12.0, pitch)
    for iy in range(j0, j1):
        for ix in range(i0, i1):
            x, y, key = site(seed, L_INFILTRATE, ix, iy, pitch, 0.9)
            dense = style.infiltrate * (1.0 + 0.9 * noise(lattice, x / 260.0 + 5.0, y / 260.0))
            spill = 0.38 * (1.0 + field(fields, F_LYMPHOID, x / GRID - 0.5, y / GRID - 0.5) / 80.0)
            rim = 0.0
            if style.rim_inside + style.rim_outside > 0.0:
                depth = field(fields, F_RIM, x / GRID - 0.5, y / GRID - 0.5)
                rim = style.rim_inside if 0.0 < depth < RIM else (style.rim_outside if -RIM < depth < 0.0 else 0.0)
            roll = unit(key, 3)
            if roll > max(dense * 1.3 + rim, spill, 0.21):
                continue
            tissue = tissue_at(lattice, fields, x, y)
            if tissue == BENIGN:
                dense = max(0.21, 1.3 * dense)
            elif tissue == SOLID:
                dense *= style.among
            elif tissue == NECROSIS:
                dense *= 0.15
            if (tissue == SOLID and style.rim_inside > 0.0) or (tissue == STROMA and style.rim_outside > 0.0):
                dense += rim
            dense = max(dense, spill)
            if tissue == BACKGROUND or tissue == LYMPHOID or tissue == ADIPOSE or roll > dense:
                continue
            if tissue == SOLID and style.rim_inside > 0.0:
                mx, my = between(seed, style, x, y)
                if tissue_at(lattice, fields, mx, my) == SOLID:
                    x = mx
                    y = my
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
            ex = 1.0
            ey = 0.0
            for _ in range(6):
                d = worley(seed, L_FAT, x, y, style.fat_pitch, 0.8)[0]
                ex = worley(seed, L_FAT, x + 1.0, y, style.fat_pitch, 0.8)[0]
                ex -= worley(seed, L_FAT, x - 1.0, y, style.fat_pitch, 0.8)[0]
                ey = worley(seed, L_FAT, x, y + 1.0, style.fat_pitch, 0.8)[0]
                ey -= worley(seed, L_FAT, x, y - 1.0, style.fat_pitch, 0.8)[0]
                length = math.sqrt(ex * ex + ey * ey) + 1e-9
                if d < 2.5:
                    break
                x -= ex / length * (d - 1.5)
                y -= ey / length * (d - 1.5)
            if tissue_at(lattice, fields, x, y) != ADIPOSE:
                continue
            a = 7.0 + 4.0 * unit(key, 4)
            b = 2.3 + 1.2 * unit(key, 5)
            n = put(rows, keys, n, key, x, y, a, b, math.atan2(ex, -ey), FAT_NUCLEUS, ADIPOSE)
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
