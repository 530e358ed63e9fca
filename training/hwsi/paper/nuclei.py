"""CellViT's maps -> cells with their tokens (paper eq. 3): Sobel of the HV maps, markers, watershed.

The steps are those of HoVer-Net (Graham et al. 2019, section 3.2), at the 20x setting of CellViT.
"""

import cv2
import numpy as np
from scipy.ndimage import binary_fill_holes, find_objects, label
from skimage.segmentation import watershed

#: Sobel's window, and least areas in pixels at 0.5 um/px.
SOBEL, AREA, MARKER_AREA = 11, 10, 3
#: A pixel is part of a border from this normalised gradient.
BORDER = 0.4


def _without_small(labels: np.ndarray, area: int) -> np.ndarray:
    counts = np.bincount(labels.ravel())
    counts[0] = 0
    return np.where(counts[labels] >= area, labels, 0)


def _unit(values: np.ndarray) -> np.ndarray:
    low, high = values.min(), values.max()
    return (values - low) / (high - low) if high > low else np.zeros_like(values)


def instances(nucleus: np.ndarray, hv: np.ndarray) -> np.ndarray:
    """Probability [h, w] and HV maps [2, h, w] -> labels int [h, w], 0 outside nuclei."""
    mask = _without_small(label(nucleus >= 0.5)[0], AREA) > 0
    if not mask.any():
        return np.zeros(mask.shape, np.int32)
    across = cv2.Sobel(_unit(hv[0].astype(np.float64)), cv2.CV_64F, 1, 0, ksize=SOBEL)
    down = cv2.Sobel(_unit(hv[1].astype(np.float64)), cv2.CV_64F, 0, 1, ksize=SOBEL)
    border = np.where(mask, np.maximum(1 - _unit(across), 1 - _unit(down)), 0)
    basins = -cv2.GaussianBlur((1 - border) * mask, (3, 3), 0)
    inner = binary_fill_holes(mask & (border < BORDER)).astype(np.uint8)
    inner = cv2.morphologyEx(inner, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (5, 5)))
    markers = _without_small(label(inner)[0], MARKER_AREA)
    return watershed(basins, markers=markers, mask=mask).astype(np.int32)


def cells(nucleus: np.ndarray, hv: np.ndarray, types: np.ndarray, tokens: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """One patch's maps [h, w], [2, h, w], [6, h, w] and tokens [d, h / 16, w / 16] -> cell embeddings [n, d], types [n] of 1..5.

    A cell's embedding is the mean of the tokens that its bounding box touches.
    """
    labels, found, kinds = instances(nucleus, hv), [], []
    best = types[1:].argmax(0) + 1
    for number, box in enumerate(find_objects(labels), 1):
        if box is None:
            continue
        inside = labels[box] == number
        kinds.append(np.bincount(best[box][inside], minlength=len(types)).argmax())
        rows, columns = (slice(s.start // 16, -(-s.stop // 16)) for s in box)
        found.append(tokens[:, rows, columns].mean((1, 2)))
    return np.array(found, np.float32).reshape(-1, len(tokens)), np.array(kinds, np.int64)
