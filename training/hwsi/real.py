"""Regions made of real tissue patches, for the bank: `python -m hwsi.real --data ../shared/data`.

The patches (224 px at 0.5 um/px, mirrored out to 256) of one split are laid at random places of a
region, by theme: a tumour with its stroma, or benign tissue. Their class is their whole truth
(hwsi.facts.REAL_FACTS), with the annotated cells as counts; how they lie means nothing and is never
said. The files stay out of the repository.
"""

import argparse
import csv
from pathlib import Path

import cv2
import numpy as np

from hwsi import bank
from hwsi.vocab import PATCH_PIXELS, REGION_PATCHES, TISSUES

#: Classes of a theme and how likely each is.
THEMES = {
    "tumour": {"TUM": 0.5, "STR": 0.25, "LYM": 0.13, "ADI": 0.07, "DEB": 0.05},
    "benign": {"NORM": 0.3, "STR": 0.2, "MUS": 0.2, "ADI": 0.15, "LYM": 0.15},
}
COUNTS = ("n_inflammatory_or_lymphocyte", "n_epithelial_or_tumour", "n_spindle_or_stromal", "n_other")
REGIONS = {"train": 40, "val": 0, "test": 12}


def read_patch(path: Path) -> np.ndarray:
    """uint8 RGB [256, 256, 3]; raises FileNotFoundError where the file is absent."""
    image = cv2.imread(str(path))[:, :, ::-1]
    around = (PATCH_PIXELS - image.shape[0]) // 2
    return cv2.copyMakeBorder(image, around, around, around, around, cv2.BORDER_REFLECT_101)


def read_index(folder: Path, split: str) -> dict[str, list[tuple[Path, list[int]]]]:
    """Class -> (file, cells per CELL_CLASSES) of one split of the tissue set."""
    table: dict[str, list[tuple[Path, list[int]]]] = {}
    with (folder / "tissue/index.csv").open() as file:
        for row in csv.DictReader(file):
            if row["split"] == split:
                path = folder / "tissue" / split / row["class"] / row["file"]
                table.setdefault(row["class"], []).append((path, [int(row[c] or 0) for c in COUNTS]))
    glass = sorted((folder / "tissue" / split / "BACK").glob("*.jpg"))  # not in the index: it holds no cells
    return {**table, "BACK": [(path, [0] * len(COUNTS)) for path in glass]} if glass else table


def real_region(table: dict[str, list[tuple[Path, list[int]]]], seed: int) -> dict[str, np.ndarray]:
    """A region as `hwsi.bank.draw_region` gives it, with the class of each patch in `real`."""
    state = np.random.default_rng((seed, 5))
    theme = list(THEMES)[seed % len(THEMES)]
    shares = {c: p for c, p in THEMES[theme].items() if c in table}
    some = state.choice(list(shares), min(len(shares), int(state.integers(2, 5))), replace=False)
    kinds = [*dict.fromkeys(["TUM" if theme == "tumour" else str(some[0]), *map(str, some)])]
    chance = np.array([shares[k] for k in kinds]) / sum(shares[k] for k in kinds)
    chosen = sorted(state.choice(REGION_PATCHES**2, int(state.integers(8, 49)), replace=False))
    classes = [str(c) for c in state.choice(kinds, len(chosen), p=chance)]
    picked = [table[c][int(state.integers(len(table[c])))] for c in classes]
    return {
        "place": np.array(chosen, np.int16),
        "pixels": np.stack([read_patch(path) for path, _ in picked]),
        "shares": np.zeros((len(chosen), len(TISSUES)), np.float32),
        "counts": np.array([cells for _, cells in picked], np.int16),
        "inside": np.zeros(len(chosen), np.int16),
        "real": np.array(classes),
        **{k: np.array(v) for k, v in {"atypia": "", "tumour": theme, "arrangement": "", "necrosis": "", "immune": ""}.items()},
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    arguments = parser.parse_args()
    for split, count in REGIONS.items():
        if not count or not (arguments.data / "tissue").exists():
            continue
        table = read_index(arguments.data, "train" if split == "train" else "val")
        for seed in range(count):
            np.savez(bank.OUT / split / f"real{seed:04d}.npz", **real_region(table, seed))
        print(f"{split}: {count} regions of real patches")


if __name__ == "__main__":
    main()
