"""Nuclei as stain and as truth."""

import math

import numpy as np
from numba import njit

from hwsi.draw.outline import (
    A,
    APOPTOTIC,
    B,
    BENIGN_CELL,
    KIND,
    LYMPHOCYTE,
    MITOSIS,
    PLASMA,
    PYKNOTIC,
    TISSUE,
    TUMOUR_CELL,
    TURN,
    VERTICES,
    WILD_CELL,
    X,
    Y,
    radius_table,
)
from hwsi.draw.ground import clamp
from hwsi.draw.layout import SOLID
from hwsi.draw.noise import noise, unit


@njit(cache=True, inline="always")
def depth_in(table, u, v, a, b):
    """Signed distance in pixels from a nucleus's outline, positive inside, from its own axes (u, v)."""
    p = u / a
    q = v / b
    rho = math.sqrt(p * p + q * q)
    if rho < 1e-6:
        return b
    t = math.atan2(q, p) * (VERTICES / (2.0 * math.pi))
    f = math.floor(t)
    k = int(f) % VERTICES
    m = table[k] + (table[(k + 1) % VERTICES] - table[k]) * (t - f)
    slope = math.sqrt(p * p / (a * a) + q * q / (b * b)) / rho
    return (m - rho) / slope


@njit(cache=True)
def chromatin(lattice, style, kind, key, u, v, depth, x, y):
    """Haematoxylin of one pixel inside a nucleus."""
    base = style.chromatin * (0.7 + 0.55 * unit(key, 30))
    rim = clamp(1.0 - depth / 2.2)
    fine = noise(lattice, x / 1.7 + 11.0, y / 1.7)
    coarse = noise(lattice, x / 3.4, y / 3.4 + 23.0)
    open_ = 0.55 * style.clear * unit(key, 29)
    if kind == TUMOUR_CELL:  # fine chromatin and a few small chromocentres
        filled = (0.636 + 0.2 * unit(key, 31)) * (1.0 - open_) + (0.34 + 0.5 * open_) * rim
        value = base * (filled + style.texture * (0.9 * coarse + 1.7 * fine))
        return value + base * 0.66 * spots(key, 4, 1.4, 9.0 * style.nucleus_scale, u, v)
    if kind == WILD_CELL:  # clotted, cleared chromatin and one or two prominent nucleoli
        clots = noise(lattice, x / 4.6 + 31.0, y / 4.6)
        filled = (0.6 + 0.2 * unit(key, 31)) * (1.0 - open_) + (0.42 + 0.5 * open_) * rim
        value = base * (filled + style.texture * (1.9 * clots + 0.6 * fine))
        return value + base * 0.62 * spots(key, 1 + (unit(key, 32) < 0.4), 2.5, 7.0 * style.nucleus_scale, u, v)
    if kind == LYMPHOCYTE or kind == PLASMA:
        return base * (0.95 + 0.15 * rim + style.texture * (1.8 * coarse + 0.8 * fine))
    if kind == MITOSIS:
        return base * (1.45 + 0.3 * coarse)
    if kind == PYKNOTIC or kind == APOPTOTIC:
        return base * (1.4 + 0.15 * fine)
    if kind == BENIGN_CELL:
        return base * (0.78 * (1.0 - open_) + (0.26 + 0.5 * open_) * rim + style.texture * (coarse + 0.7 * fine))
    return base * (0.74 + 0.2 * rim + style.texture * (coarse + fine))


@njit(cache=True)
def spots(key, count, size, width, u, v):
    """Cover in [0, 1] of round dark spots of a radius in pixels, within `width` around the nucleus's centre."""
    cover = 0.0
    for s in range(count):
        px = width * (unit(key, 33 + 2 * s) - 0.5)
        py = 0.75 * width * (unit(key, 34 + 2 * s) - 0.5)
        cover = max(cover, clamp(size + 0.5 - math.sqrt((u - px) ** 2 + (v - py) ** 2)))
    return cover


@njit(cache=True)
def paint_nuclei(lattice, style, rows, keys, x0, y0, canvas):
    """Lay every nucleus over the canvas, in order."""
    h = canvas.shape[1]
    w = canvas.shape[2]
    table = np.empty(VERTICES)
    for i in range(rows.shape[0]):
        kind = int(rows[i, KIND])
        radius_table(keys[i], kind, table)
        cx = rows[i, X]
        cy = rows[i, Y]
        a = rows[i, A]
        b = rows[i, B]
        cs = math.cos(rows[i, TURN])
        sn = math.sin(rows[i, TURN])
        halo = 4.5 if kind == APOPTOTIC else (3.5 if kind == PLASMA or kind == MITOSIS else 1.0)
        gap = 4.4 * unit(keys[i], 51) - 2.3 if (kind <= TUMOUR_CELL and kind != PLASMA) or kind == WILD_CELL else 0.0
        if kind == LYMPHOCYTE and style.rim_inside > 0.0 and int(rows[i, TISSUE]) == SOLID:
            gap = 0.0  # squeezed in between tumour cells
        halo = max(halo, gap)
        ux = math.cos(6.2832 * unit(keys[i], 52))
        uy = math.sin(6.2832 * unit(keys[i], 52))
        sharp = 0.4 + 0.6 * unit(keys[i], 53)
        tone = 1.0
        if unit(keys[i], 54) < style.unfocused:
            sharp = 0.16 + 0.2 * unit(keys[i], 55)
            tone = 0.7 + 0.3 * unit(keys[i], 56)
        reach = a * 1.25 + max(halo, 0.5 / sharp) + 1.0
        for r in range(max(0, int(cy - reach - y0)), min(h, int(cy + reach - y0) + 2)):
            for c in range(max(0, int(cx - reach - x0)), min(w, int(cx + reach - x0) + 2)):
                x = x0 + c + 0.5
                y = y0 + r + 0.5
                u = (x - cx) * cs + (y - cy) * sn
                v = (y - cy) * cs - (x - cx) * sn
                depth = depth_in(table, u, v, a, b)
                if depth < -halo - 0.3 and depth * sharp < -0.5:
                    continue
                if gap > 0.0:
                    side = clamp(0.5 + 0.9 * ((x - cx) * ux + (y - cy) * uy) / a)
                    bare = 0.65 * clamp(depth + gap * side + 0.3) * side
                    canvas[0, r, c] *= 1.0 - bare
                    canvas[1, r, c] *= 1.0 - bare
                elif halo > 1.0 and depth < 0.5:
                    around(kind, canvas, r, c, clamp((depth + halo) / 1.5))
                cover = clamp(depth * sharp + 0.5)
                if cover > 0.0:
                    haem = tone * chromatin(lattice, style, kind, keys[i], u, v, depth, x, y)
                    canvas[0, r, c] += (haem - 0.75 * canvas[0, r, c]) * cover
                    canvas[1, r, c] += (0.2 * style.chromatin - canvas[1, r, c]) * 0.65 * cover
                    canvas[2, r, c] *= 1.0 - cover


@njit(cache=True, inline="always")
def around(kind, canvas, r, c, cover):
    """Cytoplasm of plasma cells, and the clear halo of dying and dividing cells."""
    haem = 0.16 if kind == PLASMA else 0.04
    eosin = 0.30 if kind == PLASMA else (0.42 if kind == APOPTOTIC else 0.12)
    canvas[0, r, c] += (haem - canvas[0, r, c]) * cover * 0.7
    canvas[1, r, c] += (eosin - canvas[1, r, c]) * cover * 0.7


@njit(cache=True)
def paint_ids(rows, keys, classes, x0, y0, ids, kinds):
    """Write 1-based row numbers and classes where a pixel's centre lies inside an outline."""
    table = np.empty(VERTICES)
    for i in range(rows.shape[0]):
        kind = int(rows[i, KIND])
        radius_table(keys[i], kind, table)
        cx = rows[i, X]
        cy = rows[i, Y]
        cs = math.cos(rows[i, TURN])
        sn = math.sin(rows[i, TURN])
        reach = rows[i, A] * 1.25 + 1.0
        for r in range(max(0, int(cy - reach - y0)), min(ids.shape[0], int(cy + reach - y0) + 2)):
            for c in range(max(0, int(cx - reach - x0)), min(ids.shape[1], int(cx + reach - x0) + 2)):
                dx = x0 + c + 0.5 - cx
                dy = y0 + r + 0.5 - cy
                if depth_in(table, dx * cs + dy * sn, dy * cs - dx * sn, rows[i, A], rows[i, B]) > 0.0:
                    ids[r, c] = i + 1
                    kinds[r, c] = classes[kind]
