"""Write fixtures/goldens/cells: maps of three patches and the cells that come of them.

  python -m hwsi.cells.goldens

Each NAME.bin.gz holds bytes: nucleus and distance [256,256] (value / 256), classes [4,64,64]
(value / 256), pixels [3,256,256] (value / 255) but for noise, whose pixels are u / 2^24 of the same
u, rounded down. `features` are float32 u / 2^32 of u = (i * 2654435761 + seed * 40503) mod 2^32. NAME.json.gz holds `valid`, `seed`, the cells and the
embeddings. Two patches are drawn, one of them partial; the third is coarse noise, full of ties.
"""

import gzip
import json
from pathlib import Path

import cv2
import numpy as np

from hwsi.cells.export import ROOT
from hwsi.cells.infer import cells_of_maps, load_cell_model, run_maps, to_pixels
from hwsi.cells.net import FEATURES
from hwsi.draw.slide import open_drawn_slide
from hwsi.vocab import PATCH_PIXELS

FOLDER = ROOT / "fixtures/goldens/cells"
#: name -> (slide seed, x, y) of a drawn patch at 0.5 um/px.
PLACES = {"drawn": (19100, 1536, 1536), "partial": (19104, 2048, 1024)}
VALID = {"drawn": (256, 256), "partial": (201, 130), "noise": (256, 256)}


def as_bytes(values: np.ndarray) -> np.ndarray:
    """Values in 0..1 as bytes, value / 256."""
    return np.clip(np.rint(values * 256), 0, 255).astype(np.uint8)


def drawn_maps(model, name: str) -> tuple[np.ndarray, ...]:
    """Bytes of nucleus, distance, classes and pixels that the model gives for a drawn patch."""
    seed, x, y = PLACES[name]
    rgb = open_drawn_slide(seed, 4096, 4096).render(x, y, PATCH_PIXELS, PATCH_PIXELS)
    maps = run_maps(model, to_pixels(rgb[None]))
    bytes_of = (as_bytes(maps[key][0]) for key in ("nucleus", "distance", "classes"))
    return *bytes_of, np.ascontiguousarray(rgb.transpose(2, 0, 1))


def noise_maps() -> tuple[np.ndarray, ...]:
    """Bytes of smooth noise in steps of 32, so that peaks, saddles and areas tie."""
    rng = np.random.default_rng(7)
    size = (PATCH_PIXELS, PATCH_PIXELS)
    maps = [cv2.resize(rng.random((40, 40)), size, interpolation=cv2.INTER_LINEAR) for _ in range(2)]
    stepped = [(as_bytes(m) // 32 * 32)[None] for m in maps]
    classes = rng.integers(0, 256, (4, 64, 64), np.uint8)
    return *stepped, classes, (counted(3 * PATCH_PIXELS**2, list(VALID).index("noise")) >> 24).astype(np.uint8).reshape(3, *size)


def filled(seed: int) -> np.ndarray:
    """The `features` of the module text, float32 [48,64,64]."""
    return (counted(FEATURES * 64 * 64, seed) / 2.0**32).astype(np.float32).reshape(FEATURES, 64, 64)


def counted(count: int, seed: int) -> np.ndarray:
    """The u of the module text, uint64 [count]."""
    return (np.arange(count, dtype=np.uint64) * 2654435761 + seed * 40503) % (1 << 32)


def write_golden(folder: Path, name: str, seed: int, parts: tuple[np.ndarray, ...]) -> int:
    """Writes one golden; gives the number of its cells."""
    nucleus, distance, classes, pixels = parts
    maps = {"nucleus": nucleus, "distance": distance, "classes": classes}
    maps = {key: value.astype(np.float32) / np.float32(256) for key, value in maps.items()}
    maps["features"] = filled(seed)
    cells, embeddings = cells_of_maps(maps, pixels.astype(np.float32) / np.float32(255), VALID[name])
    rows = [
        {
            "id": cell.id, "cellClass": cell.cell_class, "confidence": cell.confidence,
            "centre": cell.centre, "areaPixels": cell.area_pixels, "outline": cell.outline.tolist(),
        }
        for cell in cells
    ]
    valid = {"width": VALID[name][0], "height": VALID[name][1]}
    rounded = [[round(float(v), 6) for v in row] for row in embeddings]
    text = json.dumps({"valid": valid, "seed": seed, "cells": rows, "embeddings": rounded}, separators=(",", ":"))
    (folder / f"{name}.json.gz").write_bytes(gzip.compress(f"{text}\n".encode(), mtime=0))
    packed = b"".join(part.tobytes() for part in (parts[:3] if name == "noise" else parts))
    (folder / f"{name}.bin.gz").write_bytes(gzip.compress(packed, mtime=0))
    return len(cells)


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    model = load_cell_model()
    for seed, name in enumerate(VALID):
        parts = noise_maps() if name == "noise" else drawn_maps(model, name)
        print(name, write_golden(FOLDER, name, seed, parts), "cells")


if __name__ == "__main__":
    main()
