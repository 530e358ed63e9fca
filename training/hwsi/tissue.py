"""Which pixels and patches are tissue; the same rule stands in src/pipeline/tissue.ts."""

import cv2
import numpy as np

#: Tissue is looked for at this many microns per pixel.
TISSUE_MICRONS_PER_PIXEL = 8.0
#: A pixel is tissue when its channels spread this far, or its mean is this dark (of 255).
SPREAD, DARK = 15, 200
#: A patch is tissue from this share of tissue pixels.
TISSUE_SHARE = 0.10


def tissue_share(patch: np.ndarray) -> float:
    """uint8 RGB patch at 0.5 um/px [256, 256, 3] -> share of tissue pixels at 8 um/px."""
    small = cv2.resize(patch, (16, 16), interpolation=cv2.INTER_AREA).astype(np.int32)
    spread = small.max(2) - small.min(2)
    return float(((spread >= SPREAD) | (small.mean(2) < DARK)).mean())
