"""From maps to labelled nuclei: the same steps, in integers, as src/pipeline/segment/flood.ts.

1. `levels`: a map times 256, rounded down, at most 255: 0..255. It is not smoothed: smoothing fills the
   thin valleys between nuclei that touch, which costs more than the specks it saves.
2. Foreground: pixels inside `valid` whose nucleus level reaches `nucleus`.
3. `flood`: foreground pixels are taken from the highest distance level down. Within a level, first
   those already reached by a nucleus, first come first served; then, in raster order, each pixel
   still unreached starts a nucleus, which spreads over its level before the next starts. A pixel
   belongs to the nucleus that reached it first; it reaches its 4-neighbours in the order up, left,
   right, down.
4. Where two nuclei meet at level s they become one if the lower peak rises less than `rise` above s
   or the smaller one has fewer than `seed_area` pixels so far; the name that stays is that of the
   higher peak, of equal peaks the older.
5. Nuclei with a peak below `peak` or an area below `area` are dropped; the rest are numbered from 1
   in raster order of their first pixel.
"""

from dataclasses import dataclass

import numba
import numpy as np


@dataclass(frozen=True)
class Rules:
    """Thresholds, chosen on the selection images: levels are 0..255, areas in pixels."""

    nucleus: int = 100
    rise: int = 56
    peak: int = 100
    seed_area: int = 4
    area: int = 12


RULES = Rules()


def levels(values: np.ndarray) -> np.ndarray:
    """Integer levels [h,w] of a float32 map in 0..1 (step 1)."""
    return np.minimum(np.floor(values * np.float32(256)), 255).astype(np.int32)


@numba.njit(cache=True)
def _root(parent, name):
    while parent[name] != name:
        parent[name] = parent[parent[name]]
        name = parent[name]
    return name


@numba.njit(cache=True)
def _meet(parent, peak, size, a, b, level, rise, seed_area):
    """Joins the nuclei of names `a` and `b` that meet at `level`, if step 4 says so."""
    a, b = _root(parent, a), _root(parent, b)
    if a == b:
        return
    if peak[b] > peak[a] or (peak[b] == peak[a] and b < a):
        a, b = b, a
    if peak[b] - level < rise or min(size[a], size[b]) < seed_area:
        parent[b] = a
        size[a] += size[b]


@numba.njit(cache=True)
def _by_level(heights, mask):
    """Flat indices of the mask, highest level first, raster order within one; and where each level ends."""
    counts = np.zeros(257, np.int64)
    for i in range(heights.size):
        if mask[i]:
            counts[255 - heights[i] + 1] += 1
    starts = np.cumsum(counts)
    order, cursor = np.empty(starts[256], np.int32), starts[:256].copy()
    for i in range(heights.size):
        if mask[i]:
            order[cursor[255 - heights[i]]] = i
            cursor[255 - heights[i]] += 1
    return order, starts


@numba.njit(cache=True)
def flood(distance, mask, rise, seed_area):
    """Names int32 [h,w] (0 background) of steps 3 and 4, and the peak of each name, from levels and mask."""
    height, width = distance.shape
    heights, inside = distance.ravel(), mask.ravel()
    order, starts = _by_level(heights, inside)
    owner, settled = np.zeros(heights.size, np.int32), np.zeros(heights.size, np.bool_)
    queue, tail = np.empty(order.size, np.int32), starts[:256].copy()
    parent, peak = np.zeros(order.size + 1, np.int32), np.zeros(order.size + 1, np.int32)
    size, names = np.zeros(order.size + 1, np.int32), 0
    for bucket in range(256):
        head, level = starts[bucket], 255 - bucket
        for k in range(starts[bucket], starts[bucket + 1] + 1):
            while head < tail[bucket]:
                i = queue[head]
                head += 1
                settled[i] = True
                size[_root(parent, owner[i])] += 1
                y, x = i // width, i % width
                for side in range(4):
                    v = y + (-1 if side == 0 else 1 if side == 3 else 0)
                    u = x + (-1 if side == 1 else 1 if side == 2 else 0)
                    if v < 0 or u < 0 or v >= height or u >= width:
                        continue
                    j = v * width + u
                    if settled[j]:
                        _meet(parent, peak, size, owner[i], owner[j], level, rise, seed_area)
                    elif inside[j] and owner[j] == 0:
                        owner[j] = owner[i]
                        queue[tail[255 - heights[j]]] = j
                        tail[255 - heights[j]] += 1
            if k < starts[bucket + 1] and owner[order[k]] == 0:
                names += 1
                owner[order[k]], parent[names], peak[names] = names, names, level
                queue[tail[bucket]] = order[k]
                tail[bucket] += 1
    for i in range(owner.size):
        owner[i] = _root(parent, owner[i])
    return owner.reshape(height, width), peak[: names + 1]


@numba.njit(cache=True)
def keep_nuclei(names, peaks, least_peak, least_area):
    """Labels int32 [h,w] of step 5 and their number."""
    flat = names.ravel()
    area = np.bincount(flat, minlength=peaks.size)
    label, count = np.zeros(peaks.size, np.int32), 0
    out = np.zeros(flat.size, np.int32)
    for i in range(flat.size):
        name = flat[i]
        if name == 0 or peaks[name] < least_peak or area[name] < least_area:
            continue
        if label[name] == 0:
            count += 1
            label[name] = count
        out[i] = label[name]
    return out.reshape(names.shape), count


def label_nuclei(
    nucleus: np.ndarray, distance: np.ndarray, valid: tuple[int, int] | None = None, rules: Rules = RULES
) -> tuple[np.ndarray, int]:
    """Labels int32 [h,w] and their number, from float32 maps [h,w]; `valid` is (width, height) in pixels."""
    mask = levels(nucleus) >= rules.nucleus
    if valid is not None:
        mask[valid[1] :] = False
        mask[:, valid[0] :] = False
    names, peaks = flood(levels(distance), mask, rules.rise, rules.seed_area)
    return keep_nuclei(names, peaks, rules.peak, rules.area)
