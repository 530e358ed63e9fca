"""Measure the exported cell model: python -m hwsi.cells.evaluate -> training/metrics/cells.json.

CoNSeP test images are resampled to 0.5 um/px; a whole image is segmented at once. Drawn slides are
held out by seed. `--selection` measures the five CoNSeP images set apart from training instead.
"""

import argparse
import json
from pathlib import Path

import cv2
import numba
import numpy as np

from hwsi.cells.export import FILE, ROOT
from hwsi.cells.infer import image_maps, load_cell_model
from hwsi.cells.metrics import Scores, panoptic_quality
from hwsi.cells.postprocess import RULES, Rules, label_nuclei
from hwsi.cells.sources import DATA, consep_paths, read_consep, read_points, read_rgb
from hwsi.vocab import CELL_CLASSES

DRAWN_SEEDS, DRAWN_SIDE = range(19000, 19012), 512


@numba.njit(cache=True)
def halve_ids(ids):
    """Ids at half the resolution: the most frequent of 2x2, a nucleus before background, then the first."""
    out = np.zeros((ids.shape[0] // 2, ids.shape[1] // 2), ids.dtype)
    for y in range(out.shape[0]):
        for x in range(out.shape[1]):
            block = ids[2 * y : 2 * y + 2, 2 * x : 2 * x + 2].copy().ravel()
            best = -1
            for value in block:
                score = 2 * np.sum(block == value) + (1 if value > 0 else 0)
                if score > best:
                    best, out[y, x] = score, value
    return out


def centres_of(labels: np.ndarray, values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Centres [m,2] (x, y) of the labels present, and sums [m,c] of `values` [c,h,w] over each."""
    flat = labels.ravel()
    present = np.unique(flat[flat > 0])
    area = np.bincount(flat, minlength=1)[present] if len(present) else np.zeros(0)
    y, x = np.indices(labels.shape)
    sums = [np.bincount(flat, v.ravel(), flat.max() + 1)[present] for v in (x + 0.5, y + 0.5, *values)]
    return np.stack([sums[0] / area, sums[1] / area], 1), np.stack(sums[2:], 1)


def add_image(scores: Scores, maps: dict, ids: np.ndarray, onehot: np.ndarray, rules: Rules = RULES) -> None:
    """Scores one image with true ids [h,w] and true classes as one-hot planes [4,h,w]."""
    labels, _ = label_nuclei(maps["nucleus"], maps["distance"], None, rules)
    true, named = centres_of(ids, onehot)
    found, chances = centres_of(labels, maps["classes"])
    scores.add(true, named.argmax(1), found, chances.argmax(1))
    scores.quality.append(panoptic_quality(ids, labels))


def consep_images(split: str, data: Path = DATA):
    """(pixels, ids, one-hot classes) of each image at 0.5 um/px."""
    for path in consep_paths(split, data):
        rgb, ids, named = read_consep(path)
        half = cv2.resize(rgb, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
        small = halve_ids(ids)
        kinds = np.zeros(ids.max() + 1, np.int64)
        kinds[ids.ravel()] = named.ravel()
        yield half, small, kinds[small] == np.arange(1, 5)[:, None, None]


def drawn_images():
    """(pixels, ids, one-hot classes) of the middle of each held-out drawn slide."""
    from hwsi.draw.slide import open_drawn_slide

    for seed in DRAWN_SEEDS:
        slide = open_drawn_slide(seed, 4096, 4096)
        box = ((4096 - DRAWN_SIDE) // 2, (4096 - DRAWN_SIDE) // 2, DRAWN_SIDE, DRAWN_SIDE)
        ids, classes = slide.instances(*box)
        yield slide.render(*box), ids, classes == np.arange(4)[:, None, None]


def score_masks(model, images) -> dict:
    """Scores over images with masks."""
    scores = Scores()
    for rgb, ids, onehot in images:
        add_image(scores, image_maps(model, rgb), ids, onehot)
    return scores.summary()


def score_points(model, data: Path) -> dict:
    """Scores on BRCA-M2C val, patients of train left out (by the 12-character barcode).

    "other" is not annotated there, so the best of the first three classes is taken.
    """
    scores = Scores()
    known = {path.name[:12] for path in (data / "brca-m2c" / "train").glob("*.jpg")}
    for path in sorted((data / "brca-m2c" / "val").glob("*.jpg")):
        if path.name[:12] in known:
            continue
        maps, points = image_maps(model, read_rgb(path)), read_points(path)
        labels, _ = label_nuclei(maps["nucleus"], maps["distance"])
        found, chances = centres_of(labels, maps["classes"])
        scores.add(points[:, :2] + 0.5, points[:, 2], found, chances[:, :3].argmax(1))
    return scores.summary()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, default=ROOT / "public/pack" / FILE, help=".onnx or .pt")
    parser.add_argument("--selection", action="store_true")
    parser.add_argument("--data", type=Path, default=DATA, help="folder with consep/ and brca-m2c/")
    parser.add_argument("--out", type=Path, default=ROOT / "training/metrics/cells.json")
    args = parser.parse_args()
    model = load_cell_model(args.model)
    if args.selection:
        print(json.dumps({"consep selection": score_masks(model, consep_images("selection", args.data))}))
        return
    results = {
        "classes": CELL_CLASSES,
        "consep test": score_masks(model, consep_images("test", args.data)),
        "brca-m2c val": score_points(model, args.data),
        "drawn held out": score_masks(model, drawn_images()),
    }
    args.out.write_text(json.dumps(results, indent=2) + "\n")
    print(json.dumps(results, indent=2))


if __name__ == "__main__":
    main()
