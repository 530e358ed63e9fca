"""Slides of a table, read at 0.5 um/px whatever their own resolution.

The table is a CSV with a header: slide (a path, taken from the table's folder if relative), report,
and mpp (microns per pixel) for files that do not carry it.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from hwsi.vocab import MICRONS_PER_PIXEL, PATCH_PIXELS


class SlideError(ValueError):
    """A slide cannot be read, or its resolution is unknown."""


@dataclass(frozen=True)
class Case:
    """One row of the table."""

    name: str
    path: Path
    report: str
    mpp: float | None


def read_table(path: Path) -> list[Case]:
    """Rows in order; raises SlideError where a column is missing or a slide is named twice."""
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    if not rows or not {"slide", "report"} <= set(rows[0]):
        raise SlideError(f"{path}: the table needs the columns slide and report (and mpp where files lack it)")
    cases = [Case(Path(r["slide"]).stem, path.parent / r["slide"], r["report"], float(r["mpp"]) if r.get("mpp") else None) for r in rows]
    if len({c.name for c in cases}) < len(cases):
        raise SlideError(f"{path}: two slides have one file name")
    return cases


class OpenSlideFile:
    """Formats of scanners, by openslide."""

    def __init__(self, path: Path, mpp: float | None):
        import openslide

        self.file = openslide.OpenSlide(path)
        known = self.file.properties.get(openslide.PROPERTY_NAME_MPP_X)
        self.mpp = mpp or (float(known) if known else None)
        self.size = self.file.dimensions

    def read(self, x: int, y: int, width: int, height: int, scale: float) -> np.ndarray:
        """Level-0 rectangle, as pixels about `scale` level-0 pixels wide or narrower; outside is white."""
        level = self.file.get_best_level_for_downsample(scale * 1.001)
        down = self.file.level_downsamples[level]
        image = np.asarray(self.file.read_region((x, y), level, (max(1, round(width / down)), max(1, round(height / down)))))
        alpha = image[:, :, 3:].astype(np.uint16)
        return ((image[:, :, :3] * alpha + 255 * (255 - alpha)) // 255).astype(np.uint8)


class VipsFile:
    """Plain images (PNG, JPEG, TIFF), by libvips."""

    def __init__(self, path: Path, mpp: float | None):
        import pyvips

        image = pyvips.Image.new_from_file(str(path))
        self.image = (image.flatten(background=255) if image.hasalpha() else image).colourspace("srgb").cast("uchar")
        self.mpp, self.size = mpp, (image.width, image.height)

    def read(self, x: int, y: int, width: int, height: int, scale: float) -> np.ndarray:
        right, bottom = min(x + width, self.size[0]), min(y + height, self.size[1])
        out = np.full((height, width, 3), 255, np.uint8)
        if right > max(x, 0) and bottom > max(y, 0):
            out[: bottom - y, : right - x] = self.image.crop(x, y, right - x, bottom - y).numpy()[:, :, :3]
        return out


class Slide:
    """A slide in pixels of 0.5 um; `size` is (width, height) of those."""

    def __init__(self, case: Case):
        plain = case.path.suffix.lower() in {".png", ".jpg", ".jpeg"}
        try:
            self.file = (VipsFile if plain else OpenSlideFile)(case.path, case.mpp)
        except Exception as fault:
            raise SlideError(f"{case.path}: not readable ({fault})") from fault
        if not self.file.mpp:
            raise SlideError(f"{case.path}: microns per pixel unknown; give the table a column mpp")
        self.scale = MICRONS_PER_PIXEL / self.file.mpp  # level-0 pixels in one of ours
        self.size = tuple(int(v / self.scale) for v in self.file.size)

    def read(self, x: int, y: int, side: int) -> np.ndarray:
        """uint8 RGB [side, side, 3] with its corner at (x, y), all in pixels of 0.5 um; white outside."""
        reach = max(1, round(side * self.scale))
        pixels = self.file.read(round(x * self.scale), round(y * self.scale), reach, reach, self.scale)
        if pixels.shape[:2] == (side, side):
            return pixels
        smaller = pixels.shape[0] > side
        return cv2.resize(pixels, (side, side), interpolation=cv2.INTER_AREA if smaller else cv2.INTER_CUBIC)

    def patch(self, column: int, row: int) -> np.ndarray:
        """The patch [256, 256, 3] at a place of the slide's grid of patches."""
        return self.read(column * PATCH_PIXELS, row * PATCH_PIXELS, PATCH_PIXELS)

    def regions(self, grid: int) -> list[tuple[int, int]]:
        """(column, row) of every region of `grid` by `grid` patches, row by row."""
        columns, rows = (-(-s // (grid * PATCH_PIXELS)) for s in self.size)
        return [(c, r) for r in range(rows) for c in range(columns)]
