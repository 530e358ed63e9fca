"""The truth files that lie beside a drawn slide's tiles. Coordinates are level-0 pixels (0.5 um).

slide.json    {name, seed, width, height, micronsPerPixel, scenario: {tumour, arrangement, necrosis: whether
              there is any, necrosisContext, lymphoid, adipose, benignGlands, infiltrate, immune, atypia;
              values in hwsi.draw.scenario}, tissues: {tissue: share of the tissue's area, glass left
              out}, cells: {cell class: count}, report: two or three sentences}
regions.json  {regionPixels, regions: [{column, row, x, y, width, height, architecture, main, present,
              necrosis, shares, arrangement, necrosisContext, immune, cells}]} row by row. `architecture` is "solid", "glandular" or "none": the
              tumour's growth where it fills at least PRESENT of the region's tissue; `main` the tissue of
              the largest share and `present` all of at least PRESENT, both without glass (main is null and
              present empty in a region of glass); `shares` as in patches.json, `cells` per CELL_CLASSES; `arrangement`,
              `necrosisContext` and `immune` as the region itself shows them (hwsi.draw.regions), else "".
patches.json  {patchPixels, columns, rows, tissues, cellClasses, shares, cells}: per patch, row by row,
              shares of TISSUES in thousandths (whole numbers, so a sum may miss 1000 by rounding) and
              cells per class. The last column and row may be partial.
cells.bin     little-endian: "CELL", uint32 count, then CELL_BYTES per cell, ordered by patch, row by row:
              uint16 x, uint16 y       centre in quarters of a pixel
              uint8 a, uint8 b         half axes in quarters of a pixel
              uint8 turn               angle of the first axis (to +y) in 1/256 of a turn
              uint8 kind               class + 4 * tissue, ids into CELL_CLASSES and TISSUES
              The outline itself is what the slide's seed draws (hwsi.draw.outline).
"""

import json
import math
import struct
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from hwsi.draw.outline import CLASS_OF_KIND, KIND, TISSUE, TURN, A, B, X, Y
from hwsi.draw.report import ARCHITECTURE, report_of
from hwsi.draw.slide import DrawnSlide
from hwsi.vocab import CELL_CLASSES, PATCH_PIXELS, REGION_PIXELS, TISSUES

MAGIC, CELL_BYTES = b"CELL", 8
#: A tissue is present in a region from this share of the region's tissue.
PRESENT = 0.03


def write_truth(slide: DrawnSlide, name: str, folder: Path) -> None:
    """Writes the four files into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    rows, _ = slide.nuclei(0, 0, slide.width, slide.height)
    grid = slide.patch_grid()
    counts = cell_counts(rows, grid.shape[:2])
    (folder / "cells.bin").write_bytes(pack_cells(rows, grid.shape[1]))
    dump(folder / "patches.json", patches_json(grid, counts))
    dump(folder / "regions.json", regions_json(slide, counts))
    dump(folder / "slide.json", slide_json(slide, name, counts))


def dump(path: Path, value: object) -> None:
    """Compact JSON with a final newline."""
    path.write_text(json.dumps(value, separators=(",", ":")) + "\n", encoding="utf-8")


def cell_counts(rows: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    """Cells per patch and class, int64 [rows, cols, 4]."""
    out = np.zeros((*shape, len(CELL_CLASSES)), np.int64)
    patch = (rows[:, [Y, X]] // PATCH_PIXELS).astype(int)
    np.add.at(out, (patch[:, 0], patch[:, 1], CLASS_OF_KIND[rows[:, KIND].astype(int)]), 1)
    return out


def pack_cells(rows: np.ndarray, columns: int) -> bytes:
    """cells.bin from nucleus rows [n, 7]."""
    place = (rows[:, Y] // PATCH_PIXELS) * columns + rows[:, X] // PATCH_PIXELS
    order = np.lexsort((rows[:, X], rows[:, Y], place))
    rows = rows[order]
    out = np.zeros((len(rows), CELL_BYTES), np.uint8)
    centre = np.ascontiguousarray(np.round(rows[:, [X, Y]] * 4), "<u2")
    out[:, 0:4] = centre.view(np.uint8).reshape(-1, 4)
    out[:, 4:6] = np.clip(np.round(rows[:, [A, B]] * 4), 1, 255)
    out[:, 6] = np.round(rows[:, TURN] / (2 * math.pi) * 256).astype(int) % 256
    out[:, 7] = CLASS_OF_KIND[rows[:, KIND].astype(int)] + 4 * rows[:, TISSUE].astype(int)
    return MAGIC + struct.pack("<I", len(out)) + out.tobytes()


@dataclass(frozen=True)
class TrueCell:
    """A cell of a cells.bin: centre, half axes and the first axis' angle, in pixels and radians."""

    cell_class: int
    tissue: int
    centre: tuple[float, float]
    half_axes: tuple[float, float]
    turn: float


def unpack_cells(data: bytes) -> list[TrueCell]:
    """The cells of a cells.bin; ValueError on other bytes."""
    if data[:4] != MAGIC or len(data) != 8 + CELL_BYTES * struct.unpack_from("<I", data, 4)[0]:
        raise ValueError("not a cells.bin")
    rows = (struct.unpack_from("<HHBBBB", data, at) for at in range(8, len(data), CELL_BYTES))
    return [TrueCell(kind % 4, kind // 4, (x / 4, y / 4), (a / 4, b / 4), turn * math.pi / 128) for x, y, a, b, turn, kind in rows]


def thousandths(shares: np.ndarray) -> list:
    """Shares as whole thousandths."""
    return np.round(shares * 1000).astype(int).tolist()


def patches_json(grid: np.ndarray, counts: np.ndarray) -> dict:
    """patches.json from shares [rows, cols, 8] and counts [rows, cols, 4]."""
    rows, columns = grid.shape[:2]
    return {
        "patchPixels": PATCH_PIXELS,
        "columns": columns,
        "rows": rows,
        "tissues": TISSUES,
        "cellClasses": CELL_CLASSES,
        "shares": thousandths(grid.reshape(-1, len(TISSUES))),
        "cells": counts.reshape(-1, len(CELL_CLASSES)).tolist(),
    }


def regions_json(slide: DrawnSlide, counts: np.ndarray) -> dict:
    """regions.json; counts per patch and class [rows, cols, 4]."""
    regions = []
    per = REGION_PIXELS // PATCH_PIXELS
    for y in range(0, slide.height, REGION_PIXELS):
        for x in range(0, slide.width, REGION_PIXELS):
            row, column = y // REGION_PIXELS, x // REGION_PIXELS
            w, h = min(REGION_PIXELS, slide.width - x), min(REGION_PIXELS, slide.height - y)
            inside = counts[row * per : (row + 1) * per, column * per : (column + 1) * per].sum((0, 1))
            where = {"column": column, "row": row, "x": x, "y": y, "width": w, "height": h}
            told = slide.region_truth(x, y, w, h)
            told["necrosisContext"] = told.pop("necrosis")
            facts = region_facts(slide.tissue_shares(x, y, w, h))
            regions.append(where | facts | told | {"cells": inside.tolist()})
    return {"regionPixels": REGION_PIXELS, "regions": regions}


def region_facts(shares: np.ndarray) -> dict:
    """Architecture, main and present tissues, necrosis and shares of one region."""
    inside = of_tissue(shares)
    present = [t for t in TISSUES[1:] if inside.get(t, 0.0) >= PRESENT]
    tumour = [t for t in present if t in ARCHITECTURE]
    return {
        "architecture": ARCHITECTURE[tumour[0]] if tumour else "none",
        "main": max(present, key=inside.__getitem__) if present else None,
        "present": present,
        "necrosis": "necrosis" in present,
        "shares": thousandths(shares),
    }


def of_tissue(shares: np.ndarray) -> dict[str, float]:
    """Shares of the tissue's area, glass left out; empty where there is hardly any tissue."""
    area = 1.0 - shares[0]
    return {} if area < 0.02 else {t: float(s / area) for t, s in zip(TISSUES[1:], shares[1:], strict=True)}


def slide_json(slide: DrawnSlide, name: str, counts: np.ndarray) -> dict:
    """slide.json; counts per patch and class [rows, cols, 4]."""
    shares = of_tissue(slide.tissue_shares(0, 0, slide.width, slide.height))
    facts = asdict(slide.scenario)
    facts |= {"necrosis": facts["necrosis"] != "none", "necrosisContext": facts["necrosis"]}
    facts["benignGlands"] = facts.pop("benign_glands")
    return {
        "name": name,
        "seed": slide.seed,
        "width": slide.width,
        "height": slide.height,
        "micronsPerPixel": slide.microns_per_pixel,
        "scenario": facts,
        "tissues": {t: round(s, 4) for t, s in shares.items()},
        "cells": dict(zip(CELL_CLASSES, counts.sum((0, 1)).tolist(), strict=True)),
        "report": report_of(slide, shares),
    }
