"""The direction of collagen: fibres follow the level lines of a stream function."""

import math

from numba import njit

from hwsi.draw.noise import noise


@njit(cache=True, inline="always")
def flow(lattice, turn, x, y):
    """Stream function of the collagen in pixels; a slide's main direction is `turn` radians."""
    return (
        x * math.sin(turn)
        - y * math.cos(turn)
        + 420.0 * noise(lattice, x / 900.0 + 31.0, y / 900.0)
        + 52.0 * noise(lattice, x / 210.0, y / 210.0 + 77.0)
        + 9.0 * noise(lattice, x / 52.0 + 13.0, y / 52.0)
    )


@njit(cache=True)
def fibre_angle(lattice, turn, x, y):
    """Direction of the fibres at a point, radians."""
    gx = flow(lattice, turn, x + 6.0, y) - flow(lattice, turn, x - 6.0, y)
    gy = flow(lattice, turn, x, y + 6.0) - flow(lattice, turn, x, y - 6.0)
    return math.atan2(gx, -gy)
