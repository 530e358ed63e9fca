"""Outlines of labelled nuclei, as src/pipeline/segment/outline.ts draws them.

The ring runs clockwise along the pixel borders of the nucleus, from the upper side of its first
pixel in raster order, and takes the middle of each border: half-pixel coordinates. Where two of its
pixels touch by a corner only, the ring stays with the pixel it is on. It is then simplified
(Douglas and Peucker, 1973; tolerance `TOLERANCE` pixels) between its first point and the point
farthest from it; of equal distances the earlier point counts. Holes are left out.
"""

import numba
import numpy as np

#: Half a pixel.
TOLERANCE = 0.5


@numba.njit(cache=True)
def trace(labels, label, start_y, start_x):
    """Ring float64 [k,2] (x, y) of one label from its first pixel; directions: 0 right, 1 down, 2 left, 3 up."""
    height, width = labels.shape
    dx, dy = (1, 0, -1, 0), (0, 1, 0, -1)
    points = [(start_x + 0.5, start_y + 0.0)]
    x, y, direction = start_x + 1, start_y, 0
    while True:
        # The pixels ahead of the corner (x, y): on the right hand and on the left.
        rx = x - (1 if direction == 1 or direction == 2 else 0)
        ry = y - (1 if direction == 2 or direction == 3 else 0)
        lx = x - (1 if direction == 2 or direction == 3 else 0)
        ly = y - (1 if direction == 3 or direction == 0 else 0)
        if not (0 <= rx < width and 0 <= ry < height and labels[ry, rx] == label):
            direction = (direction + 1) % 4
        elif 0 <= lx < width and 0 <= ly < height and labels[ly, lx] == label:
            direction = (direction + 3) % 4
        if x == start_x and y == start_y and direction == 0:
            return np.array(points)
        points.append((x + 0.5 * dx[direction], y + 0.5 * dy[direction]))
        x += dx[direction]
        y += dy[direction]


@numba.njit(cache=True)
def _farthest(ring, first, last, end):
    """Index strictly between first and last farthest from the line to `end`, and if beyond tolerance."""
    ax, ay = ring[first]
    bx, by = ring[end]
    across, along = bx - ax, by - ay
    length = across * across + along * along
    best, at = -1.0, -1
    for i in range(first + 1, last):
        px, py = ring[i, 0] - ax, ring[i, 1] - ay
        cross = across * py - along * px
        if cross * cross > best:
            best, at = cross * cross, i
    return at, best > TOLERANCE * TOLERANCE * length


@numba.njit(cache=True)
def simplify(ring):
    """The ring with only the points that Douglas and Peucker keep, order unchanged."""
    count = len(ring)
    far, best = 0, -1.0
    for i in range(1, count):
        gap = (ring[i, 0] - ring[0, 0]) ** 2 + (ring[i, 1] - ring[0, 1]) ** 2
        if gap > best:
            best, far = gap, i
    keep = np.zeros(count, np.bool_)
    keep[0], keep[far] = True, True
    stack = [(0, far), (far, count)]
    while len(stack) > 0:
        first, last = stack.pop()
        if last - first < 2:
            continue
        at, beyond = _farthest(ring, first, last, last % count)
        if beyond:
            keep[at] = True
            stack.append((first, at))
            stack.append((at, last))
    return ring[keep]


@numba.njit(cache=True)
def ring_length(ring):
    """Perimeter of the unsimplified ring in pixels."""
    total = 0.0
    for i in range(len(ring)):
        j = (i + 1) % len(ring)
        total += np.sqrt((ring[j, 0] - ring[i, 0]) ** 2 + (ring[j, 1] - ring[i, 1]) ** 2)
    return total
