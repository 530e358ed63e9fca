"""The embedding c_ijk [64] of a cell (paper, section 3.2): features, class and form.

0..47 mean of `features` over the mask (stride 4: pixel x, y reads column x >> 2, row y >> 2);
48..51 mean of `classes` likewise; 52..63 the form, with all lengths in micrometres:
  52 (ln area - 3.4) / 0.7                 53 2 eccentricity - 1
  54 (ln major axis - 2.1) / 0.5           55 (area / area of the moments' ellipse - 0.95) / 0.1
  56 (4 pi area / perimeter^2 - 0.8) / 0.2 57..59 (mean optical density of R, G, B - 0.6) / 0.4
  60 (grey density - grey density of the ring) / 0.4
  61 standard deviation of grey density / 0.15 - 1
  62 (ln distance to the nearest other centre - 2.2) / 0.6; 64 um if there is none
  63 number of other centres within 25 um / 10 - 1
Second moments count each pixel as a unit square (1/12 added); the major axis is 4 sqrt(l1), the
eccentricity sqrt(1 - l2 / l1), the ellipse's area 4 pi sqrt(l1 l2). The perimeter is that of the
unsimplified ring. Optical density is -ln((byte + 1) / 256), grey its mean over R, G, B. The ring is
every valid pixel of no cell in the cell's bounding box grown by 4 pixels; none: difference 0.
src/pipeline/segment/describe.ts does the same.
"""

import numba
import numpy as np

from hwsi.cells.outline import ring_length, simplify, trace

EMBEDDING, FORM = 64, 12
RING_PIXELS = 4
NEAR_MICRONS, ALONE_MICRONS = 25.0, 64.0
_OD = -np.log((np.arange(256) + 1) / 256)


@numba.njit(cache=True)
def geometry(labels, count):
    """Per cell: area, first pixel (y, x), box (x0, y0, x1, y1, ends excluded) and moments.

    int64 [count,7] and float64 [count,5] (centre x and y in pixels, variance x, y, covariance).
    """
    height, width = labels.shape
    table, moments = np.zeros((count, 7), np.int64), np.zeros((count, 5))
    table[:, 3:5] = 1 << 30
    for y in range(height):
        for x in range(width):
            k = labels[y, x] - 1
            if k < 0:
                continue
            if table[k, 0] == 0:
                table[k, 1], table[k, 2] = y, x
            table[k, 0] += 1
            table[k, 3], table[k, 4] = min(table[k, 3], x), min(table[k, 4], y)
            table[k, 5], table[k, 6] = max(table[k, 5], x + 1), max(table[k, 6], y + 1)
            px, py = x + 0.5, y + 0.5
            moments[k, 0] += px
            moments[k, 1] += py
            moments[k, 2] += px * px
            moments[k, 3] += py * py
            moments[k, 4] += px * py
    for k in range(count):
        area = table[k, 0]
        cx, cy = moments[k, 0] / area, moments[k, 1] / area
        moments[k, 0], moments[k, 1] = cx, cy
        moments[k, 2] = moments[k, 2] / area - cx * cx + 1 / 12
        moments[k, 3] = moments[k, 3] / area - cy * cy + 1 / 12
        moments[k, 4] = moments[k, 4] / area - cx * cy
    return table, moments


@numba.njit(cache=True)
def pooled(labels, table, maps):
    """Means [count,channels] of stride-4 maps [channels,h/4,w/4] over each cell's pixels."""
    count, channels = len(table), maps.shape[0]
    out, weight = np.zeros((count, channels)), np.zeros(count, np.int64)
    cells = np.zeros(16, np.int32)
    for v in range(maps.shape[1]):
        for u in range(maps.shape[2]):
            found = 0
            for dy in range(4):
                for dx in range(4):
                    k = labels[4 * v + dy, 4 * u + dx] - 1
                    if k < 0:
                        continue
                    if weight[k] == 0:
                        cells[found] = k
                        found += 1
                    weight[k] += 1
            for f in range(found):
                k = cells[f]
                for c in range(channels):
                    out[k, c] += weight[k] * np.float64(maps[c, v, u])
                weight[k] = 0
    for k in range(count):
        out[k] /= table[k, 0]
    return out


@numba.njit(cache=True)
def densities(labels, table, pixels, width, height, od):
    """Per cell float64 [count,5]: mean density of R, G, B, grey minus ring, spread of grey."""
    count, size = len(table), pixels.shape[2]
    density, grey = np.empty((3, pixels.shape[1], size)), np.empty((pixels.shape[1], size))
    for y in range(pixels.shape[1]):
        for x in range(size):
            for c in range(3):
                density[c, y, x] = od[int(np.floor(np.float64(pixels[c, y, x]) * 255 + 0.5))]
            grey[y, x] = (density[0, y, x] + density[1, y, x] + density[2, y, x]) / 3
    out = np.zeros((count, 5))
    for k in range(count):
        total, square, ring, around = 0.0, 0.0, 0.0, 0
        x0, y0 = max(0, table[k, 3] - RING_PIXELS), max(0, table[k, 4] - RING_PIXELS)
        x1, y1 = min(width, table[k, 5] + RING_PIXELS), min(height, table[k, 6] + RING_PIXELS)
        for y in range(y0, y1):
            for x in range(x0, x1):
                if labels[y, x] == k + 1:
                    for c in range(3):
                        out[k, c] += density[c, y, x]
                    total += grey[y, x]
                    square += grey[y, x] * grey[y, x]
                elif labels[y, x] == 0:
                    ring += grey[y, x]
                    around += 1
        area = table[k, 0]
        mean = total / area
        out[k, :3] /= area
        out[k, 3] = mean - ring / around if around > 0 else 0.0
        out[k, 4] = np.sqrt(max(0.0, square / area - mean * mean))
    return out


@numba.njit(cache=True)
def neighbours(moments, microns_per_pixel):
    """Per cell float64 [count,2]: micrometres to the nearest other centre, and how many are near."""
    count = len(moments)
    out = np.zeros((count, 2))
    for k in range(count):
        nearest, near = ALONE_MICRONS, 0
        for j in range(count):
            if j == k:
                continue
            dx, dy = moments[j, 0] - moments[k, 0], moments[j, 1] - moments[k, 1]
            gap = np.sqrt(dx * dx + dy * dy) * microns_per_pixel
            nearest = min(nearest, gap)
            near += 1 if gap <= NEAR_MICRONS else 0
        out[k, 0], out[k, 1] = nearest, near
    return out


@numba.njit(cache=True)
def form(table, moments, perimeters, density, around, microns_per_pixel):
    """The 12 form numbers [count,12] of the module text."""
    out = np.zeros((len(table), FORM))
    for k in range(len(table)):
        area = table[k, 0]
        mean = (moments[k, 2] + moments[k, 3]) / 2
        half = (moments[k, 2] - moments[k, 3]) / 2
        root = np.sqrt(half * half + moments[k, 4] * moments[k, 4])
        major, minor = mean + root, max(mean - root, 1e-6)
        out[k, 0] = (np.log(area * microns_per_pixel * microns_per_pixel) - 3.4) / 0.7
        out[k, 1] = 2 * np.sqrt(1 - minor / major) - 1
        out[k, 2] = (np.log(4 * np.sqrt(major) * microns_per_pixel) - 2.1) / 0.5
        out[k, 3] = (area / (4 * np.pi * np.sqrt(major * minor)) - 0.95) / 0.1
        out[k, 4] = (4 * np.pi * area / (perimeters[k] * perimeters[k]) - 0.8) / 0.2
        for c in range(3):
            out[k, 5 + c] = (density[k, c] - 0.6) / 0.4
        out[k, 8] = density[k, 3] / 0.4
        out[k, 9] = density[k, 4] / 0.15 - 1
        out[k, 10] = (np.log(around[k, 0]) - 2.2) / 0.6
        out[k, 11] = around[k, 1] / 10 - 1
    return out


def describe(labels, count, classes, features, pixels, valid, microns_per_pixel):
    """Outlines (list of float32 [2k]), centres, areas, mean classes [count,4], embeddings float32 [count,64].

    `labels` int32 [h,w]; `classes` and `features` [c,h/4,w/4]; `pixels` float32 [3,h,w]; `valid` (width, height).
    """
    table, moments = geometry(labels, count)
    rings = [trace(labels, k + 1, table[k, 1], table[k, 2]) for k in range(count)]
    perimeters = np.array([ring_length(ring) for ring in rings])
    density = densities(labels, table, pixels, valid[0], valid[1], _OD)
    means = pooled(labels, table, classes)
    shape = form(table, moments, perimeters, density, neighbours(moments, microns_per_pixel), microns_per_pixel)
    embeddings = np.concatenate([pooled(labels, table, features), means, shape], 1).astype(np.float32)
    outlines = [simplify(ring).astype(np.float32).ravel() for ring in rings]
    return outlines, moments[:, :2], table[:, 0], means, embeddings
