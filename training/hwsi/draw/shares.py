"""Area shares of the tissues, counted on the label grid of hwsi.draw.layout."""

import math

import numpy as np

from hwsi.draw.layout import GRID
from hwsi.vocab import PATCH_PIXELS, TISSUES


def shares_of(labels: np.ndarray, x: float, y: float, w: float, h: float) -> np.ndarray:
    """Area-weighted tissue shares of a rectangle, float64 [8], sum 1."""
    wx, wy = overlap(x, w, labels.shape[1])[0], overlap(y, h, labels.shape[0])[0]
    block = block_of(labels, x, y, w, h)
    weights = wy[:, None] * wx[None, :]
    counts = np.bincount(block.ravel(), weights.ravel(), minlength=len(TISSUES))
    return counts / counts.sum()


def block_of(labels: np.ndarray, x: float, y: float, w: float, h: float) -> np.ndarray:
    """Labels of the grid cells that a rectangle touches, [rows, cols]."""
    wx, c0 = overlap(x, w, labels.shape[1])
    wy, r0 = overlap(y, h, labels.shape[0])
    return labels[r0 : r0 + len(wy), c0 : c0 + len(wx)]


def overlap(start: float, length: float, cells: int) -> tuple[np.ndarray, int]:
    """Pixels that each grid cell of one axis shares with [start, start + length), and the first cell."""
    first = int(np.clip(math.floor(start / GRID), 0, cells - 1))
    last = int(np.clip(math.ceil((start + length) / GRID), first + 1, cells))
    edges = np.arange(first, last + 1) * float(GRID)
    spans = np.minimum(edges[1:], start + length) - np.maximum(edges[:-1], start)
    return np.maximum(spans, 1e-9), first


def patch_shares(labels: np.ndarray, width: int, height: int) -> np.ndarray:
    """Shares of each patch of the slide, float64 [rows, cols, 8]; the last row and column may be partial."""
    rows, cols = math.ceil(height / PATCH_PIXELS), math.ceil(width / PATCH_PIXELS)
    per = PATCH_PIXELS // GRID
    weights = np.outer(overlap(0, height, labels.shape[0])[0], overlap(0, width, labels.shape[1])[0])
    out = np.zeros((rows, cols, len(TISSUES)))
    for t in range(len(TISSUES)):
        padded = np.zeros((rows * per, cols * per))
        padded[: labels.shape[0], : labels.shape[1]] = weights * (labels == t)
        out[..., t] = padded.reshape(rows, per, cols, per).sum((1, 3))
    return out / out.sum(-1, keepdims=True)
