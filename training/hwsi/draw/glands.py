"""Glands as closed rings of epithelium around a lumen: two radii per direction from a centre."""

import math

import numpy as np
from numba import njit

from hwsi.draw.layout import ADIPOSE, BACKGROUND, BENIGN, MALIGNANT, tissue_at
from hwsi.draw.noise import site, unit

#: Directions in which a gland's radii are tabulated.
RAYS = 64
L_BENIGN, L_MALIGNANT = 1, 2


@njit(cache=True)
def gland_site(seed, layer, ix, iy, pitch, turn):
    """Centre of a gland and its key; the lattice is turned so that its rows do not show."""
    x, y, key = site(seed, layer, ix, iy, pitch, 0.72)
    c = math.cos(turn)
    s = math.sin(turn)
    return x * c - y * s, x * s + y * c, key


@njit(cache=True)
def gland_shape(seed, layer, ix, iy, pitch, style, outer, inner):
    """Fill the outer and lumen radii [RAYS] of one gland, clipped halfway to its neighbours."""
    benign = layer == L_BENIGN
    cx, cy, key = gland_site(seed, layer, ix, iy, pitch, style.fibre_turn)
    gap = 7.0 + 9.0 * unit(key, 3) if benign else 2.0 + 5.0 * unit(key, 3)
    reach = (0.40 + 0.12 * unit(key, 4)) * pitch if benign else (0.6 + 0.2 * unit(key, 4)) * pitch
    raw = np.full(RAYS, reach)
    for ny in range(iy - 2, iy + 3):
        for nx in range(ix - 2, ix + 3):
            if nx == ix and ny == iy:
                continue
            px, py, _ = gland_site(seed, layer, nx, ny, pitch, style.fibre_turn)
            dx = px - cx
            dy = py - cy
            half = 0.5 * (dx * dx + dy * dy)
            for k in range(RAYS):
                a = 2.0 * math.pi * k / RAYS
                along = dx * math.cos(a) + dy * math.sin(a)
                if along > 1e-6:
                    raw[k] = min(raw[k], half / along - gap)
    span = 5 if benign else 3
    wild = 0.035 if benign else 0.075
    height = style.benign_height * (0.85 + 0.3 * unit(key, 5)) if benign else 34.0 + 44.0 * unit(key, 5)
    lobes = 2.0 + math.floor(3.0 * unit(key, 10))
    for k in range(RAYS):
        a = 2.0 * math.pi * k / RAYS
        total = 0.0
        for j in range(-span, span + 1):
            total += raw[(k + j) % RAYS]
        w1 = math.sin(lobes * a + 6.3 * unit(key, 6)) + math.sin((lobes + 1.0) * a + 6.3 * unit(key, 7))
        w2 = math.sin((lobes + 3.0) * a + 6.3 * unit(key, 8)) + 0.7 * math.sin((lobes + 6.0) * a + 6.3 * unit(key, 9))
        outer[k] = max(14.0, total / (2 * span + 1) * (1.0 - wild * (0.7 + 0.5 * (w1 * 0.7 + w2 * 0.5))))
        ripple = height * (1.0 + (0.08 if benign else 0.22) * (0.8 * w2 - 0.6 * w1))
        inner[k] = max(0.0, outer[k] - min(ripple, 0.84 * outer[k] if benign else 0.97 * outer[k]))
    return cx, cy, key


@njit(cache=True)
def glands_near(seed, lattice, fields, style, x0, y0, x1, y1):
    """Glands that may touch a rectangle: centres [n, 2], radii [n, 2, RAYS], benign [n], keys [n].

    A gland exists where its centre lies in a glandular tissue and none of it leaves the section.
    """
    reach = 0.85 * style.malignant_pitch
    c = math.cos(style.fibre_turn)
    s = math.sin(style.fibre_turn)
    mx = 0.5 * (x0 + x1) * c + 0.5 * (y0 + y1) * s
    my = 0.5 * (y0 + y1) * c - 0.5 * (x0 + x1) * s
    hx = 0.5 * (x1 - x0) + reach
    hy = 0.5 * (y1 - y0) + reach
    tx = hx * abs(c) + hy * abs(s)
    ty = hx * abs(s) + hy * abs(c)
    most = int((2.0 * tx / style.benign_pitch + 5) * (2.0 * ty / style.benign_pitch + 5)) * 2
    centres = np.empty((most, 2))
    radii = np.empty((most, 2, RAYS))
    benign = np.empty(most, np.bool_)
    keys = np.empty(most, np.uint64)
    n = 0
    for layer in (L_BENIGN, L_MALIGNANT):
        pitch = style.benign_pitch if layer == L_BENIGN else style.malignant_pitch
        want = BENIGN if layer == L_BENIGN else MALIGNANT
        for iy in range(int(math.floor((my - ty) / pitch)) - 1, int(math.floor((my + ty) / pitch)) + 2):
            for ix in range(int(math.floor((mx - tx) / pitch)) - 1, int(math.floor((mx + tx) / pitch)) + 2):
                cx, cy, key = gland_site(seed, layer, ix, iy, pitch, style.fibre_turn)
                if x0 - reach > cx or cx > x1 + reach or y0 - reach > cy or cy > y1 + reach:
                    continue
                if tissue_at(lattice, fields, cx, cy) != want:
                    continue
                gland_shape(seed, layer, ix, iy, pitch, style, radii[n, 0], radii[n, 1])
                kept = True
                for k in range(0, RAYS, 4):
                    a = 2.0 * math.pi * k / RAYS
                    r = radii[n, 0, k]
                    there = tissue_at(lattice, fields, cx + r * math.cos(a), cy + r * math.sin(a))
                    other = there == BENIGN or there == MALIGNANT
                    if there == BACKGROUND or there == ADIPOSE or (other and there != want):
                        kept = False
                        break
                if kept:
                    centres[n, 0] = cx
                    centres[n, 1] = cy
                    benign[n] = layer == L_BENIGN
                    keys[n] = key
                    n += 1
    return centres[:n], radii[:n], benign[:n], keys[:n]


@njit(cache=True, inline="always")
def ray(radii, angle):
    """Radius in a direction (radians), linear between the tabulated rays."""
    t = angle * (RAYS / (2.0 * math.pi))
    f = math.floor(t)
    k = int(f) % RAYS
    u = t - f
    return radii[k] * (1.0 - u) + radii[(k + 1) % RAYS] * u


@njit(cache=True)
def gland_holding(centres, radii, x, y, slack):
    """Index of the first gland whose outer border, widened by slack pixels, holds the point; -1 if none."""
    for g in range(centres.shape[0]):
        dx = x - centres[g, 0]
        dy = y - centres[g, 1]
        d2 = dx * dx + dy * dy
        if d2 > 90000.0:
            continue
        if math.sqrt(d2) < ray(radii[g, 0], math.atan2(dy, dx)) + slack:
            return g
    return -1
