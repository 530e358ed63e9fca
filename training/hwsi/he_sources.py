"""Real and drawn H&E by source, as patches of 256 px at 0.5 um/px grouped by image.

The sources are centres or scanners of their own, so that one can be left out of a calibration.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import pyvips
import tifffile
import torch
from PIL import Image

from hwsi.stain import jitter
from hwsi.tissue import TISSUE_SHARE, tissue_share
from hwsi.vocab import MICRONS_PER_PIXEL, PATCH_PIXELS

BANK = Path(__file__).parents[1] / "out" / "bank"


@dataclass
class Slide:
    """Patches [n, 256, 256, 3] uint8 of one image; `source` is left out as a whole, `row` is reported."""

    source: str
    row: str
    name: str
    patches: np.ndarray


def read(path: Path) -> np.ndarray:
    return cv2.imread(str(path))[:, :, ::-1]


def scaled(image: np.ndarray, factor: float) -> np.ndarray:
    return cv2.resize(np.ascontiguousarray(image), None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)


def tiles(image: np.ndarray, most: int = 64) -> np.ndarray:
    """Patches that cover the image, evenly overlapping, tissue only, at most about `most`."""
    height, width = image.shape[:2]
    down, right = (max(0, PATCH_PIXELS - length) for length in (height, width))
    if down or right:
        image = cv2.copyMakeBorder(np.ascontiguousarray(image), 0, down, 0, right, cv2.BORDER_REFLECT_101)

    def starts(length: int) -> np.ndarray:
        return np.linspace(0, max(0, length - PATCH_PIXELS), max(1, -(-length // PATCH_PIXELS))).astype(int)

    cut = [image[y : y + PATCH_PIXELS, x : x + PATCH_PIXELS] for y in starts(height) for x in starts(width)]
    kept = [patch for patch in cut if tissue_share(patch) >= TISSUE_SHARE]
    return np.array(kept[:: max(1, len(kept) // most)])


def _j2k_page(path: Path) -> np.ndarray:
    """The first page of an Aperio slide of JPEG 2000 tiles in RGB (compression 33005)."""
    with tifffile.TiffFile(path) as file:
        page = file.pages[0]
        columns = -(-page.imagewidth // page.tilewidth)
        rows = -(-page.imagelength // page.tilelength)
        out = np.full((rows * page.tilelength, columns * page.tilewidth, 3), 255, np.uint8)
        for index, (offset, size) in enumerate(zip(page.dataoffsets, page.databytecounts)):
            file.filehandle.seek(offset)
            tile = np.array(Image.open(io.BytesIO(file.filehandle.read(size))).convert("RGB"))
            y, x = (index // columns) * page.tilelength, (index % columns) * page.tilewidth
            out[y : y + tile.shape[0], x : x + tile.shape[1]] = tile
        return out[: page.imagelength, : page.imagewidth]


def _plain_page(path: Path) -> np.ndarray:
    return pyvips.Image.new_from_file(str(path)).numpy()[:, :, :3]


def _ycbcr_page(path: Path) -> np.ndarray:
    """A JPEG whose YCbCr is tagged RGB."""
    return cv2.cvtColor(np.ascontiguousarray(_plain_page(path)[:, :, [0, 2, 1]]), cv2.COLOR_YCrCb2RGB)


#: File, its reader, its um/px (the TCGA slide names none; its nuclei are those of 0.5).
SCANS = {
    "CMU-1-Small-Region": ("CMU-1-Small-Region.svs", _plain_page, 0.499),
    "TCGA-CR-7395": ("TCGA-CR-7395-01A-01-TS1_jp2k.svs", _j2k_page, 0.5),
    "OS-1 detail": ("OS-1-detail.ome.tif", _ycbcr_page, 0.227),
}


def real(data: Path) -> list[Slide]:
    """Every real image with tissue. Tissue crops belong to the source they were cut from."""
    return [slide for slide in _real(data) if len(slide.patches)]


def _real(data: Path) -> Iterator[Slide]:
    for path in sorted((data / "consep").glob("*/*.jpg")):
        yield Slide("CoNSeP", "CoNSeP", path.stem, tiles(scaled(read(path), 0.25 / MICRONS_PER_PIXEL)))
    for path in sorted((data / "brca-m2c").glob("*/*.jpg")):
        yield Slide("BRCA-M2C", "BRCA-M2C", path.stem, tiles(read(path)))
    for path in sorted((data / "dsb2018").glob("*/*.png")):
        if not path.stem.endswith("_inst"):
            yield Slide("DSB 2018", "DSB 2018", path.stem, tiles(read(path)))
    for path in sorted((data / "tissue").glob("*/*/*.jpg"))[::2]:
        source = "CoNSeP" if path.name.startswith("consep") else "BRCA-M2C"
        if path.parent.name != "BACK":
            yield Slide(source, f"tissue crops of {source}", path.stem, tiles(read(path)))
    for name, (file, reader, mpp) in SCANS.items():
        if (data / "slides" / file).exists():
            yield Slide(name, name, name, tiles(scaled(reader(data / "slides" / file), mpp / MICRONS_PER_PIXEL)))


def changed(slides: list[Slide], seed: int = 0) -> list[Slide]:
    """The same H&E in another stain and light, compressed hard, or out of focus: still H&E."""
    generator = torch.Generator().manual_seed(seed)

    def stained(patches: np.ndarray) -> np.ndarray:
        pixels = torch.from_numpy(np.ascontiguousarray(patches.transpose(0, 3, 1, 2))).float() / 255
        return (jitter(pixels, generator) * 255).round().byte().numpy().transpose(0, 2, 3, 1)

    def compressed(patches: np.ndarray) -> np.ndarray:
        return np.array([cv2.imdecode(cv2.imencode(".jpg", p, [cv2.IMWRITE_JPEG_QUALITY, 40])[1], 1) for p in patches])

    def blurred(patches: np.ndarray) -> np.ndarray:
        return np.array([cv2.GaussianBlur(p, (0, 0), 2) for p in patches])

    ways = {"another stain and light": stained, "JPEG of quality 40": compressed, "blurred by 1 um": blurred}
    return [Slide(s.source, row, s.name, way(s.patches[:4])) for row, way in ways.items() for s in slides]


def drawn(split: str, regions: int = 50, patches: int = 8) -> list[Slide]:
    """Regions of the bank, evenly over it; empty where no bank was drawn."""
    paths = sorted((BANK / split).glob("*.npz"))
    slides = []
    for path in paths[:: max(1, len(paths) // regions)]:
        pixels = np.load(path)["pixels"]
        chosen = np.linspace(0, len(pixels) - 1, min(patches, len(pixels))).astype(int)
        slides.append(Slide("drawn", "drawn", f"{split} {path.stem}", pixels[chosen]))
    return slides


def deep_zoom(path: Path) -> Slide:
    """A Deep Zoom slide at 0.5 um/px: the inner patch of every other full-resolution tile."""
    folder = path.with_name(f"{path.stem}_files")
    level = max((p for p in folder.iterdir() if p.is_dir()), key=lambda p: int(p.name))
    images = [read(tile) for tile in sorted(level.iterdir())[::2]]
    patches = [p for image in images if min(image.shape[:2]) >= PATCH_PIXELS for p in tiles(image)[:1]]
    return Slide("drawn", "drawn", path.stem, np.array(patches))
