"""Kinds of nucleus and their outlines."""

import math

import numpy as np
from numba import njit

from hwsi.draw.noise import unit

#: Kinds of nucleus (a WILD_CELL is a tumour cell of marked atypia); CLASS_OF_KIND gives the index into CELL_CLASSES.
LYMPHOCYTE, PLASMA, FIBROBLAST, BENIGN_CELL, TUMOUR_CELL, PYKNOTIC, APOPTOTIC, MITOSIS, FAT_NUCLEUS, WILD_CELL = range(10)
CLASS_OF_KIND = np.array([0, 0, 2, 1, 1, 3, 3, 3, 2, 1], np.int8)
#: Columns of a nucleus row: centre, half axes, angle, kind, tissue.
X, Y, A, B, TURN, KIND, TISSUE = range(7)
#: Vertices of an outline.
VERTICES = 24


@njit(cache=True)
def radius_table(key, kind, out):
    """Radii [VERTICES] of an outline relative to its ellipse."""
    wild = 0.06
    if kind == TUMOUR_CELL:
        wild = 0.09
    elif kind == WILD_CELL or kind == FIBROBLAST:
        wild = 0.13
    elif kind == MITOSIS:
        wild = 0.2
    elif kind == PYKNOTIC:
        wild = 0.12
    p2 = 6.2832 * unit(key, 20)
    p3 = 6.2832 * unit(key, 21)
    p5 = 6.2832 * unit(key, 22)
    for k in range(VERTICES):
        a = 2.0 * math.pi * k / VERTICES
        waves = 0.7 * math.sin(2 * a + p2) + 0.7 * math.sin(3 * a + p3) + 0.4 * math.sin(5 * a + p5)
        out[k] = 1.0 + wild * (waves + 0.7 * (unit(key, 40 + k) - 0.5))


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
