"""The layers of jittered sites that cells are placed on."""

import math

from numba import njit

from hwsi.draw.outline import KIND, TISSUE, TURN, A, B, X, Y

#: Ids of the layers, in the keys of their sites.
L_STROMA, L_SHEET, L_LYMPH, L_INFILTRATE, L_FAT, L_DEBRIS = 11, 12, 13, 14, 15, 16

#: Width of the bands of lymphocytes on either side of a solid tumour's border, pixels.
RIM = 56.0


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
