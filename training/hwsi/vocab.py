"""The words every part shares: cell classes, tissues, ids and sizes.

The same names and order stand in the pack's manifest, which is what the app reads.
"""

#: Microns per pixel at which every model of the pack reads (20x).
MICRONS_PER_PIXEL = 0.5
#: Side of a patch and of a region in pixels at MICRONS_PER_PIXEL (paper, section 3.1).
PATCH_PIXELS = 256
REGION_PIXELS = 4096
#: Patches on one side of a region.
REGION_PATCHES = REGION_PIXELS // PATCH_PIXELS

#: Cell classes; the index is the class id of every map, mask and table (Okabe-Ito colours).
CELL_CLASSES = ("inflammatory", "epithelial", "spindle", "other")
CELL_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7")

#: Tissues of the drawn slides, in the order of every share vector.
TISSUES = (
    "background",
    "stroma",
    "benign glands",
    "malignant glands",
    "solid tumour",
    "lymphoid aggregate",
    "adipose",
    "necrosis",
)

#: At most this many patches of a slide reach the language model, each with an id P1..P64.
SLIDE_PATCHES = 64
#: Patches that semantic patch filtering keeps in a region (k; the paper gives none).
REGION_KEEP = 16

#: The word beside each of a patch's four counts and its cell class (None: all cells together).
COUNT_WORDS = {" cells": None, " lymphocytes": "inflammatory", " epithelial": "epithelial", " spindle": "spindle"}
#: Area of a patch in mm2.
PATCH_MM2 = (PATCH_PIXELS * MICRONS_PER_PIXEL / 1000) ** 2
#: The word that stands with a region's number, from 1 in the order of the prompt.
REGION_WORD = " region"
