"""Cells of epithelium: solid tumour nests, and glands."""

import math

import numpy as np
from numba import njit

from hwsi.draw.glands import ray
from hwsi.draw.layout import BENIGN, MALIGNANT, SOLID, tissue_at
from hwsi.draw.noise import site, unit
from hwsi.draw.outline import APOPTOTIC, BENIGN_CELL, MITOSIS, TUMOUR_CELL, WILD_CELL
from hwsi.draw.sites import L_SHEET, put, span
from hwsi.draw.vessels import occupied


@njit(cache=True)
def tumour_kind(key, style):
    """A tumour nucleus, or rarely a mitosis or an apoptotic body; together they are as rare in any atypia."""
    u = unit(key, 9)
    if u < style.mitoses:
        return MITOSIS
    if u < 0.06:
        return APOPTOTIC
    return WILD_CELL if style.pleomorphism > 0.5 else TUMOUR_CELL


@njit(cache=True)
def spread_of(key, style):
    """Factor on a tumour nucleus's half axes: its square is 1 on average, whatever the pleomorphism."""
    swing = 0.85 * style.pleomorphism
    wild = swing * (unit(key, 4) + unit(key, 5) - 1.0)
    return max((1.0 + wild) / math.sqrt(1.0 + swing * swing / 6.0), 0.42)


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
            size = 9.6 * style.nucleus_scale * spread_of(key, style)
            long = 1.0 + 0.28 * unit(key, 6) + 0.3 * style.pleomorphism * unit(key, 7)
            kind = tumour_kind(key, style)
            if kind == APOPTOTIC:
                size = 4.6 * style.nucleus_scale
            elif kind == MITOSIS:
                size = 5.6 * style.nucleus_scale
                long = 2.2
            a = size * math.sqrt(long)
            b = size / math.sqrt(long)
            n = put(rows, keys, n, key, x, y, a, b, 6.2832 * unit(key, 8), kind, SOLID)
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
                size = 8.6 * style.nucleus_scale * spread_of(key, style)
                long = 1.8 - 0.35 * style.pleomorphism + 0.5 * style.pleomorphism * (unit(key, 3) - 0.5)
                kind = tumour_kind(key, style)
                if kind == APOPTOTIC:
                    size = 4.6 * style.nucleus_scale
                    long = 1.1
                elif kind == MITOSIS:
                    size = 5.6 * style.nucleus_scale
                    long = 2.2
                a = size * math.sqrt(long)
                b = size / math.sqrt(long)
            r = outer - max(depth, 8.0)
            x = centres[g, 0] + r * math.cos(turn)
            y = centres[g, 1] + r * math.sin(turn)
            if r < 5.0 or x < box[0] or x > box[2] or y < box[1] or y > box[3]:
                continue
            lean = turn + (0.25 if benign[g] else 0.5) * (unit(key, 11) - 0.5)
            n = put(rows, keys, n, key, x, y, a, b, lean, kind, BENIGN if benign[g] else MALIGNANT)
    return n
