"""Crops of drawn slides as a training source, each slide by its own seed (below 19000)."""

from pathlib import Path

import numpy as np

from hwsi.cells.sources import Source, mask_source
from hwsi.draw.slide import open_drawn_slide
from hwsi.vocab import PATCH_PIXELS

CROPS, CROP_PATCHES, SLIDE_PIXELS, FIRST_SEED = 180, 2, 4096, 3000
CACHE = Path(__file__).parents[2] / "out" / "cells" / "drawn.npz"


def draw_crop(seed: int, side: int = CROP_PATCHES * PATCH_PIXELS) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Pixels uint8 [side,side,3], ids and class + 1 (0 none) of a place of the slide, glass mostly avoided."""
    rng = np.random.default_rng((seed, 77))
    slide = open_drawn_slide(seed, SLIDE_PIXELS, SLIDE_PIXELS)
    glass = slide.patch_grid()[..., 0]
    rows, cols = np.nonzero(glass[:-1, :-1] < (0.95 if rng.random() < 0.1 else 0.4))
    if len(rows) == 0:
        rows, cols = np.nonzero(glass[:-1, :-1] <= glass[:-1, :-1].min())
    pick = rng.integers(len(rows))
    box = (int(cols[pick]) * PATCH_PIXELS, int(rows[pick]) * PATCH_PIXELS, side, side)
    ids, classes = slide.instances(*box)
    return slide.render(*box), ids, classes.astype(np.int64) + 1


def load_drawn() -> list[Source]:
    """The drawn crops as sources; drawn once, then read from the cache."""
    if not CACHE.exists():
        crops = [draw_crop(FIRST_SEED + i) for i in range(CROPS)]
        rgb, ids, classes = (np.stack(part) for part in zip(*crops))
        CACHE.parent.mkdir(parents=True, exist_ok=True)
        np.savez_compressed(CACHE, rgb=rgb, ids=ids.astype(np.int32), classes=classes.astype(np.uint8))
    with np.load(CACHE) as stored:
        return [mask_source(*parts, 1.0) for parts in zip(stored["rgb"], stored["ids"], stored["classes"], strict=True)]
