"""What a rectangle of a drawn slide, such as a region, tells of the slide's architecture."""

import numpy as np

from hwsi.draw.layout import GRID, MALIGNANT, NECROSIS, SOLID, STROMA
from hwsi.draw.shares import block_of

#: A rectangle tells how nests lie from this many on.
LEAST_NESTS = 5
#: It tells a confluent mass from this share of its tissue on, and necrosis from this one.
LEAST_TUMOUR, LEAST_NECROSIS = 0.1, 0.012
#: It tells the place of the lymphocytes from this length of border on, pixels: that of two nests.
LEAST_BORDER = 2300.0


def region_truth(slide, labels: np.ndarray, x: int, y: int, w: int, h: int) -> dict[str, str]:
    """{arrangement, necrosis, immune} of a rectangle from the slide's labels [rows, cols]; "" where it is not told."""
    facts = slide.scenario
    block = block_of(labels, x, y, w, h)
    tissue = max(1, int((block > 0).sum()))
    dead = int((block == NECROSIS).sum()) / tissue
    enough = tells_growth(slide, block, x, y, w, h)
    if facts.tumour == "none":
        necrosis = "none" if tissue * GRID**2 > 0.02 * w * h else ""
    elif facts.necrosis == "none":
        necrosis = "none" if enough else ""
    else:
        necrosis = facts.necrosis if enough and dead >= LEAST_NECROSIS else ""
    return {
        "arrangement": facts.arrangement if enough else "",
        "necrosis": necrosis,
        "immune": facts.immune if border_of(block) >= LEAST_BORDER else "",
    }


def tells_growth(slide, block: np.ndarray, x: int, y: int, w: int, h: int) -> bool:
    """Whether enough of the tumour lies in the rectangle to see how it grows."""
    if slide.nests is None:
        tumour = np.isin(block, (SOLID, MALIGNANT, NECROSIS)).sum()
        return bool(tumour >= LEAST_TUMOUR * max(1, (block > 0).sum()))
    cx, cy = slide.nests.tumour.T
    return int(((cx >= x) & (cx < x + w) & (cy >= y) & (cy < y + h)).sum()) >= LEAST_NESTS


def border_of(block: np.ndarray) -> float:
    """Length in pixels of the border between solid tumour and stroma, counted on the grid."""
    sides = 0
    for a, b in ((block[1:], block[:-1]), (block[:, 1:], block[:, :-1])):
        sides += int((((a == SOLID) & (b == STROMA)) | ((a == STROMA) & (b == SOLID))).sum())
    return sides * GRID * np.pi / 4  # a staircase is 4 / pi times as long as the curve it follows
