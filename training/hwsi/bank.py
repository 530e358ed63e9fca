"""The bank: drawn regions with their truth, from which slides of any size are composed.

A bank region is one 4096x4096 region (or a partial one) of a drawn slide: its tissue patches'
pixels, places on the 16x16 grid, and truths. Splits are disjoint by seed. Regions of real patches
(hwsi.real) lie beside the drawn ones as files that start with "real"; they are never committed.
Run: python -m hwsi.bank --split train --regions 220
"""

import argparse
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import cv2
import numpy as np

from hwsi.draw.outline import CLASS_OF_KIND, KIND, TISSUE, X, Y
from hwsi.draw.slide import DrawnSlide, open_drawn_slide
from hwsi.facts import INFLAMMATORY, TUMOURS, PatchTruth
from hwsi.tissue import TISSUE_SHARE, tissue_share
from hwsi.vocab import PATCH_PIXELS, REGION_PATCHES, REGION_PIXELS, TISSUES

OUT = Path(__file__).parents[1] / "out" / "bank"
#: First seed of each split; training never reaches the next one.
FIRST_SEED = {"train": 0, "val": 15000, "test": 17000}


def _plan(seed: int) -> tuple[int, int, int, int]:
    """Slide width and height and region column and row: small slides, whole regions (only these hold
    enough nests to tell how they lie), and regions of larger slides with their edges."""
    state = np.random.default_rng(seed * 7 + 1)
    kind = state.random()
    if kind < 0.2:
        width, height = (int(v) * PATCH_PIXELS for v in state.integers(6, 14, 2))
        return width, height, 0, 0
    if kind < 0.8:
        return REGION_PIXELS, REGION_PIXELS, 0, 0
    width, height = (int(v) * PATCH_PIXELS + int(state.integers(0, 256)) for v in state.integers(18, 33, 2))
    return width, height, int(state.integers(0, 2)), int(state.integers(0, 2))


def _compress(pixels: np.ndarray, state: np.random.Generator) -> np.ndarray:
    """As slides are stored: JPEG or WebP at a quality drawn once for the region."""
    kind = ".webp" if state.random() < 0.5 else ".jpg"
    flag = cv2.IMWRITE_WEBP_QUALITY if kind == ".webp" else cv2.IMWRITE_JPEG_QUALITY
    encoded = cv2.imencode(kind, pixels[:, :, ::-1], [flag, int(state.integers(45, 92))])[1]
    return cv2.imdecode(encoded, cv2.IMREAD_COLOR)[:, :, ::-1]


def draw_region(seed: int) -> dict[str, np.ndarray]:
    """pixels uint8 [n, 256, 256, 3], place [n] on the grid row by row, shares, counts, facts of the slide."""
    width, height, column, row = _plan(seed)
    return region_of(open_drawn_slide(seed, width, height), seed, column, row)


def region_of(slide: DrawnSlide, seed: int, column: int = 0, row: int = 0) -> dict[str, np.ndarray]:
    """A region of an open slide, stored and read as slides are."""
    left, top = column * REGION_PIXELS, row * REGION_PIXELS
    w, h = min(REGION_PIXELS, slide.width - left), min(REGION_PIXELS, slide.height - top)
    canvas = np.full((REGION_PIXELS, REGION_PIXELS, 3), 255, np.uint8)
    canvas[:h, :w] = _compress(slide.render(left, top, w, h), np.random.default_rng(seed))
    counts, inside = count_cells(*slide.nuclei(left, top, w, h), left, top)
    kept = []
    for place in range(REGION_PATCHES**2):
        y, x = (place // REGION_PATCHES) * PATCH_PIXELS, (place % REGION_PATCHES) * PATCH_PIXELS
        area = max(0, min(PATCH_PIXELS, w - x)) * max(0, min(PATCH_PIXELS, h - y))
        patch = canvas[y : y + PATCH_PIXELS, x : x + PATCH_PIXELS]
        if area >= 0.25 * PATCH_PIXELS**2 and tissue_share(patch) >= TISSUE_SHARE:
            shares = slide.tissue_shares(left + x, top + y, min(PATCH_PIXELS, w - x), min(PATCH_PIXELS, h - y))
            kept.append((place, patch, shares, counts.reshape(-1, 4)[place], inside.ravel()[place]))
    return {
        "place": np.array([k[0] for k in kept], np.int16),
        "pixels": np.array([k[1] for k in kept], np.uint8).reshape(-1, PATCH_PIXELS, PATCH_PIXELS, 3),
        "shares": np.array([k[2] for k in kept], np.float32).reshape(-1, 8),
        "counts": np.array([k[3] for k in kept], np.int16).reshape(-1, 4),
        "inside": np.array([k[4] for k in kept], np.int16),
        "atypia": np.array(slide.scenario.atypia),
        "tumour": np.array(slide.scenario.tumour),
        **{k: np.array(v) for k, v in slide.region_truth(left, top, w, h).items()},
    }


def count_cells(rows: np.ndarray, keys: np.ndarray, left: int, top: int) -> tuple[np.ndarray, np.ndarray]:
    """Nuclei (hwsi.draw.outline) of a region -> cells per patch and class [16, 16, 4], inflammatory ones in tumour [16, 16]."""
    counts = np.zeros((REGION_PATCHES, REGION_PATCHES, 4), np.int16)
    inside = np.zeros((REGION_PATCHES, REGION_PATCHES), np.int16)
    row, column = ((rows[:, axis] - start).astype(int) // PATCH_PIXELS for axis, start in ((Y, top), (X, left)))
    classes = CLASS_OF_KIND[rows[:, KIND].astype(int)]
    np.add.at(counts, (row, column, classes), 1)
    among = (classes == INFLAMMATORY) & np.isin(rows[:, TISSUE].astype(int), [TISSUES.index(t) for t in TUMOURS])
    np.add.at(inside, (row[among], column[among]), 1)
    return counts, inside


def _write(job: tuple[int, str]) -> int:
    seed, path = job
    if not Path(path).exists():
        region = draw_region(seed)
        if not len(region["place"]):
            return 0
        np.savez(path, **region)
    return 1


def draw_bank(split: str, regions: int, workers: int = 2) -> Path:
    """Draws what is missing of the split; resumable, one file a region."""
    folder = OUT / split
    folder.mkdir(parents=True, exist_ok=True)
    seeds = range(FIRST_SEED[split], FIRST_SEED[split] + regions)
    with ProcessPoolExecutor(workers) as pool:
        done = sum(pool.map(_write, [(s, str(folder / f"{s:05d}.npz")) for s in seeds], chunksize=2))
    print(f"{split}: {done} regions with tissue")
    return folder


def load_bank(split: str) -> list[dict[str, np.ndarray]]:
    """The drawn regions of a split."""
    return [dict(np.load(path)) for path in sorted((OUT / split).glob("[0-9]*.npz"))]


def truths(region: dict[str, np.ndarray]) -> list[PatchTruth]:
    """The truth of each patch of a drawn or real region."""
    atypia, real = str(region["atypia"]), region.get("real", np.full(len(region["place"]), ""))
    rows = zip(region["shares"], region["counts"], real, region["inside"])
    return [PatchTruth(s, c, atypia, str(r), int(i)) for s, c, r, i in rows]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--split", choices=list(FIRST_SEED), required=True)
    parser.add_argument("--regions", type=int, default=220)
    arguments = parser.parse_args()
    draw_bank(arguments.split, arguments.regions)


if __name__ == "__main__":
    main()
