"""From stain to pixels: section thickness, Beer-Lambert, point spread, white point, sensor noise."""

import math

import numpy as np
from numba import njit

from hwsi.draw.noise import key_of, noise, unit

#: Pixels that the point spread reaches.
SPREAD = 3


def kernel_of(sigma: float, sharpening: float = 0.0) -> np.ndarray:
    """Normalised Gaussian less a share of a wider one, float64 [2 * SPREAD + 1]: lens, and unsharp mask."""
    at = np.arange(-SPREAD, SPREAD + 1)
    k, wide = np.exp(-0.5 * (at / sigma) ** 2), np.exp(-0.5 * (at / (2.2 * sigma)) ** 2)
    return (1 + sharpening) * k / k.sum() - sharpening * wide / wide.sum()


@njit(cache=True)
def transmit(lattice, stain, thickness, x0, y0, canvas):
    """Light through the section, float32 [3, h, w] in [0, 1]: exp(-optical density), never above 1."""
    h = canvas.shape[1]
    w = canvas.shape[2]
    out = np.empty((3, h, w), np.float32)
    for r in range(h):
        for c in range(w):
            x = x0 + c + 0.5
            y = y0 + r + 0.5
            broad = noise(lattice, x / 640.0 + 19.0, y / 640.0)
            thick = 1.0 + thickness * (broad + 0.5 * noise(lattice, x / 90.0, y / 90.0 + 19.0))
            haem = max(canvas[0, r, c], 0.0) * thick
            eosin = max(canvas[1, r, c], 0.0) * thick
            red = max(canvas[2, r, c], 0.0) * thick
            for k in range(3):
                out[k, r, c] = math.exp(-(haem * stain[0, k] + eosin * stain[1, k] + red * stain[2, k]))
    return out


@njit(cache=True)
def blur(light, kernel):
    """Separable point spread without padding: [3, h, w] to [3, h - 2 SPREAD, w - 2 SPREAD]."""
    h = light.shape[1] - 2 * SPREAD
    w = light.shape[2] - 2 * SPREAD
    across = np.empty((3, light.shape[1], w), np.float32)
    out = np.empty((3, h, w), np.float32)
    for k in range(3):
        for r in range(light.shape[1]):
            for c in range(w):
                total = 0.0
                for j in range(2 * SPREAD + 1):
                    total += kernel[j] * light[k, r, c + j]
                across[k, r, c] = total
        for r in range(h):
            for c in range(w):
                total = 0.0
                for j in range(2 * SPREAD + 1):
                    total += kernel[j] * across[k, r + j, c]
                out[k, r, c] = total
    return out


@njit(cache=True)
def expose(seed, light, white, grain, x0, y0):
    """Sensor: white point and noise of `grain` grey levels, uint8 [h, w, 3]."""
    h = light.shape[1]
    w = light.shape[2]
    out = np.empty((h, w, 3), np.uint8)
    for r in range(h):
        for c in range(w):
            key = key_of(seed, 99, x0 + c, y0 + r)
            shared = unit(key, 1) + unit(key, 2) - 1.0
            for k in range(3):
                own = np.float64((key >> np.uint64(10 * k)) & np.uint64(1023)) / 512.0 - 1.0
                value = white[k] * light[k, r, c] + grain * (1.6 * shared + 0.8 * own)
                out[r, c, k] = np.uint8(min(max(value + 0.5, 0.0), 255.0))
    return out
