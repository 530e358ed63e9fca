"""What does not change in training, once per slide: tokens of ViT_256, kept patches, their cells.

HIPT's ViT_256 and CellViT stay frozen in the paper (section 3.6), so their outputs are kept in files:
about 0.2 MB of tokens a region at the paper's sizes and 0.8 KB a cell. Pixels are read again in training.
One file a slide: what is there is not made again, and ranks share the slides.
"""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from hwsi import spf
from hwsi.paper.slides import Case, Slide, SlideError
from hwsi.tissue import TISSUE_SHARE, tissue_share
from hwsi.vocab import PATCH_PIXELS

if TYPE_CHECKING:  # those need timm
    from hwsi.paper.frozen import Frozen


def region_patches(slide: Slide, column: int, row: int, grid: int) -> np.ndarray:
    """uint8 [grid^2, 256, 256, 3], row by row."""
    side = grid * PATCH_PIXELS
    image = slide.read(column * side, row * side, side)
    return image.reshape(grid, PATCH_PIXELS, grid, PATCH_PIXELS, 3).swapaxes(1, 2).reshape(-1, PATCH_PIXELS, PATCH_PIXELS, 3)


def prepare_slide(case: Case, frozen: "Frozen", entities: np.ndarray) -> dict[str, np.ndarray]:
    """Regions with tissue: place [r, 2], tokens [r, g^2, 384]; kept patches: kept [q, 3] (region, column
    and row on the slide's grid of patches), relevance [q]; their cells: count [q], cells [n, 384], types [n]."""
    slide, sizes = Slide(case), frozen.sizes
    out = {k: [] for k in ("place", "tokens", "kept", "relevance", "count", "cells", "types")}
    for column, row in slide.regions(sizes.grid):
        patches = region_patches(slide, column, row, sizes.grid)
        tissue = np.flatnonzero([tissue_share(p) >= TISSUE_SHARE for p in patches])
        if not len(tissue):
            continue
        embeddings = frozen.run(frozen.conch.image, patches[tissue])[0]
        chosen, relevance = spf.select(embeddings, entities, sizes.keep)
        places = tissue[chosen]
        found, types = frozen.cells_of(patches[places])
        out["kept"] += [(len(out["place"]), column * sizes.grid + p % sizes.grid, row * sizes.grid + p // sizes.grid) for p in places]
        out["place"].append((column, row))
        out["tokens"].append(frozen.run(frozen.patch, patches)[0])
        out["relevance"] += list(relevance[chosen])
        out["count"] += [len(f) for f in found]
        out["cells"] += found
        out["types"] += types
    width = sizes.hipt.width
    return {
        "place": np.array(out["place"], np.int64).reshape(-1, 2),
        "tokens": np.array(out["tokens"], np.float16).reshape(-1, sizes.grid**2, width),
        "kept": np.array(out["kept"], np.int64).reshape(-1, 3),
        "relevance": np.array(out["relevance"], np.float32),
        "count": np.array(out["count"], np.int64),
        "cells": np.concatenate(out["cells"] or [np.zeros((0, width))]).astype(np.float16),
        "types": np.concatenate(out["types"] or [np.zeros(0)]).astype(np.int64),
    }


def write_npz(path: Path, arrays: dict[str, np.ndarray]) -> None:
    """A whole file or none."""
    part = path.with_suffix(".part.npz")
    np.savez(part, **arrays)
    part.replace(path)


def prepare(cases: list[Case], frozen: "Frozen", entities: np.ndarray, cache: Path) -> None:
    """Writes the files that are missing; a slide that cannot be read is named and left out."""
    for case in cases:
        if not (cache / f"{case.name}.npz").exists():
            try:
                write_npz(cache / f"{case.name}.npz", prepare_slide(case, frozen, entities))
            except SlideError as fault:
                print("left out:", fault, flush=True)


def with_tissue(cases: list[Case], cache: Path) -> list[Case]:
    """Cases whose file holds at least one region."""
    files = {c: cache / f"{c.name}.npz" for c in cases}
    return [c for c, file in files.items() if file.exists() and len(np.load(file)["place"])]


def same_encoders(cache: Path, options: dict[str, str]) -> None:
    """Notes what a cache is made with; raises ValueError where it was made with something else."""
    note, said = cache / "made-with.json", json.dumps(options, indent=1, sort_keys=True)
    if note.exists() and note.read_text() != said:
        raise ValueError(f"{cache} was made with {note.read_text()}, not with {said}: choose another --out")
    note.write_text(said)
