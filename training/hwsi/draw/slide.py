"""One drawn slide: pixels, cells, instances and tissue shares of any rectangle (the door of hwsi.draw)."""

from dataclasses import dataclass

import numpy as np

from hwsi.draw.cells import REACH, place
from hwsi.draw.glands import glands_near
from hwsi.draw.ground import paint_glands, paint_ground
from hwsi.draw.layout import F_RIM, SOLID, STROMA, build_fields, label_grid, rim_depth
from hwsi.draw.noise import random_lattice
from hwsi.draw.nuclei import paint_ids, paint_nuclei
from hwsi.draw.optics import SPREAD, blur, expose, kernel_of, transmit
from hwsi.draw.outline import CLASS_OF_KIND, KIND, TISSUE, X, Y, outline_of
from hwsi.draw.scenario import Scenario, sample_scenario
from hwsi.draw.regions import region_truth
from hwsi.draw.shares import patch_shares, shares_of
from hwsi.draw.sites import RIM
from hwsi.draw.style import sample_stain, sample_style
from hwsi.draw.vessels import VESSEL_REACH, paint_vessels, vessels_near
from hwsi.vocab import MICRONS_PER_PIXEL

__all__ = ["DrawnCell", "DrawnSlide", "Scenario", "open_drawn_slide", "sample_scenario"]


#: Side of the tiles in which a large rectangle is drawn, pixels.
TILE = 1024


@dataclass(frozen=True)
class DrawnCell:
    """One nucleus: centre and outline float64 [24, 2] in level-0 pixels, ids into CELL_CLASSES and TISSUES."""

    x: float
    y: float
    cell_class: int
    outline: np.ndarray
    tissue: int


class DrawnSlide:
    """A slide that is drawn where it is looked at; equal (seed, size, scenario) give equal pixels."""

    microns_per_pixel = MICRONS_PER_PIXEL

    def __init__(self, seed: int, width: int, height: int, scenario: Scenario):
        self.seed, self.width, self.height, self.scenario = seed, width, height, scenario
        rng = np.random.default_rng((seed, 12))
        self._lattice = random_lattice(rng)
        self._style = sample_style(rng, np.random.default_rng((seed, 14)), scenario)
        self._stain, self._white = sample_stain(rng)
        self._fields, self.nests = build_fields(rng, self._lattice, width, height, scenario)
        self._labels = label_grid(self._lattice, self._fields)
        if scenario.immune:
            self._line_border(rng.uniform(0.45, 0.6))
        self._kernel = kernel_of(self._style.blur, self._style.sharpening)

    def _line_border(self, share: float) -> None:
        """Lays a band of lymphocytes along the border of solid tumour, as many inside it as else outside."""
        depth = self._fields[F_RIM] = rim_depth(self._labels)
        inside = ((self._labels == SOLID) & (depth > 0) & (depth < RIM)).sum()
        outside = ((self._labels == STROMA) & (depth < 0) & (depth > -RIM)).sum()
        fewer = share * min(inside, outside)
        if self.scenario.immune == "infiltrated":
            self._style = self._style._replace(rim_inside=fewer / max(1, inside))
        else:
            self._style = self._style._replace(rim_outside=fewer / max(1, outside))

    def render(self, x: int, y: int, w: int, h: int) -> np.ndarray:
        """Pixels, uint8 RGB [h, w, 3]; beyond the slide lies glass."""
        out = np.empty((h, w, 3), np.uint8)
        for left, top, wide, high in tiles_of(w, h):
            out[top : top + high, left : left + wide] = self._render_tile(x + left, y + top, wide, high)
        return out

    def _render_tile(self, x: int, y: int, w: int, h: int) -> np.ndarray:
        canvas = np.empty((3, h + 2 * SPREAD, w + 2 * SPREAD), np.float32)
        x0, y0 = x - SPREAD, y - SPREAD
        structures, rows, keys = self._nuclei(x0, y0, w + 2 * SPREAD, h + 2 * SPREAD, REACH)
        paint_ground(self.seed, self._lattice, self._fields, self._style, x0, y0, canvas)
        paint_vessels(self.seed, self._lattice, self._style, *structures[4:], x0, y0, canvas)
        paint_glands(self._lattice, self._style, structures[:4], x0, y0, canvas)
        paint_nuclei(self._lattice, self._style, rows, keys, x0, y0, canvas)
        light = transmit(self._lattice, self._stain, self._style.thickness, x0, y0, canvas)
        return expose(self.seed, blur(light, self._kernel), self._white, self._style.grain, x, y)

    def cells(self, x: int, y: int, w: int, h: int) -> list[DrawnCell]:
        """The nuclei whose centre lies in the rectangle, in no particular order."""
        return [
            DrawnCell(row[X], row[Y], int(CLASS_OF_KIND[int(row[KIND])]), outline_of(row, key), int(row[TISSUE]))
            for row, key in zip(*self.nuclei(x, y, w, h), strict=True)
        ]

    def nuclei(self, x: int, y: int, w: int, h: int) -> tuple[np.ndarray, np.ndarray]:
        """As `cells`, as arrays: rows float64 [n, 7] (columns of hwsi.draw.outline) and the keys of their outlines."""
        tiles = [self._nuclei(x + left, y + top, wide, high, 0.0)[1:] for left, top, wide, high in tiles_of(w, h)]
        return np.concatenate([rows for rows, _ in tiles]), np.concatenate([keys for _, keys in tiles])

    def instances(self, x: int, y: int, w: int, h: int) -> tuple[np.ndarray, np.ndarray]:
        """Nucleus ids int32 [h, w] (0 none, numbered within this rectangle) and classes int8 [h, w] (-1 none).

        Nuclei cut by the rectangle's edge are included; where two overlap, the one on top counts.
        """
        _, rows, keys = self._nuclei(x, y, w, h, REACH)
        ids, classes = np.zeros((h, w), np.int32), np.full((h, w), -1, np.int8)
        paint_ids(rows, keys, CLASS_OF_KIND, x, y, ids, classes)
        return ids, classes

    def tissue_shares(self, x: int, y: int, w: int, h: int) -> np.ndarray:
        """Area shares of TISSUES in the rectangle, float64 [8], sum 1, counted on cells of 8 um."""
        return shares_of(self._labels, x, y, w, h)

    def region_truth(self, x: int, y: int, w: int, h: int) -> dict[str, str]:
        """{arrangement, necrosis, immune} as the rectangle itself shows them; "" where it does not tell."""
        return region_truth(self, self._labels, x, y, w, h)

    def patch_grid(self) -> np.ndarray:
        """Tissue shares of every patch, float64 [rows, cols, 8]; the last row and column may be partial."""
        return patch_shares(self._labels, self.width, self.height)

    def _nuclei(self, x: int, y: int, w: int, h: int, margin: float):
        lattice, fields, style = self._lattice, self._fields, self._style
        box = (x - margin, y - margin, x + w + margin, y + h + margin)
        wide = (box[0] - VESSEL_REACH, box[1] - VESSEL_REACH, box[2] + VESSEL_REACH, box[3] + VESSEL_REACH)
        glands = glands_near(self.seed, lattice, fields, style, *wide)
        structures = glands + vessels_near(self.seed, lattice, fields, style, glands, *box)
        rows, keys = place(self.seed, lattice, fields, style, structures, box)
        return structures, rows, keys


def tiles_of(w: int, h: int) -> list[tuple[int, int, int, int]]:
    """A rectangle cut into tiles (left, top, width, height): looking up glands grows with the square of a tile."""
    return [(c, r, min(TILE, w - c), min(TILE, h - r)) for r in range(0, h, TILE) for c in range(0, w, TILE)]


def open_drawn_slide(seed: int, width: int, height: int, scenario: Scenario | None = None) -> DrawnSlide:
    """A slide of the given size; without a scenario, the one of its seed."""
    return DrawnSlide(seed, width, height, scenario or sample_scenario(seed))
