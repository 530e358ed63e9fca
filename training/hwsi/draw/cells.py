"""Where each nucleus lies, and which kind it is: one layer of sites after the other."""

import numpy as np
from numba import njit

from hwsi.draw.outline import X, Y
from hwsi.draw.matrix_cells import (
    spindle_layer,
    lymph_layer,
    infiltrate_layer,
    fat_layer,
    debris_layer,
    endothelium_layer,
)
from hwsi.draw.epithelial_cells import sheet_layer, gland_layer

#: No nucleus reaches further than this from its centre, pixels.
REACH = 40.0


@njit(cache=True)
def place(seed, lattice, fields, style, structures, box):
    """All nuclei whose centre lies in box (x0, y0, x1, y1), in drawing order: rows [n, 7], keys [n]."""
    area = (box[2] - box[0] + 144.0) * (box[3] - box[1] + 144.0)
    sites = 1 / 30.0**2 + 1 / style.sheet_pitch**2 + 1 / style.lymph_pitch**2 + 1 / 20.0**2 + 1 / 19.0**2
    most = int(1.3 * area * (sites + 4.0 / style.fat_pitch**2))
    most += 600 * (structures[0].shape[0] + 1) + 8 * structures[4].shape[0]
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
