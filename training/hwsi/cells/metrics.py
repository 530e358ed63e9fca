"""Detection F1 (one-to-one within 3 um), binary panoptic quality and F1 by class."""

from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.spatial import cKDTree

from hwsi.vocab import CELL_CLASSES, MICRONS_PER_PIXEL

MATCH_MICRONS = 3.0


def match_points(true: np.ndarray, found: np.ndarray, reach: float) -> tuple[np.ndarray, np.ndarray]:
    """One-to-one pairs (indices into true and found) within `reach`: most pairs, then least total distance."""
    if not len(true) or not len(found):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    near = cKDTree(true).sparse_distance_matrix(cKDTree(found), reach, output_type="coo_matrix")
    cost = np.full((len(true), len(found)), 1e6)
    cost[near.row, near.col] = near.data
    rows, cols = linear_sum_assignment(cost)
    kept = cost[rows, cols] <= reach
    return rows[kept], cols[kept]


def panoptic_quality(true: np.ndarray, found: np.ndarray) -> float:
    """Binary PQ of two label maps [h,w]: pairs with IoU > 0.5 (Kirillov et al., 2019); nan if both are empty."""
    n, m = int(true.max()) + 1, int(found.max()) + 1
    joint = np.bincount(true.ravel().astype(np.int64) * m + found.ravel(), minlength=n * m).reshape(n, m)
    areas, sizes = joint.sum(1)[1:], joint.sum(0)[1:]
    overlap = joint[1:, 1:]
    union = areas[:, None] + sizes[None] - overlap
    iou = overlap / np.maximum(union, 1)
    hits = iou > 0.5
    total = (np.count_nonzero(areas) + np.count_nonzero(sizes)) / 2
    return float(iou[hits].sum() / total) if total else float("nan")


@dataclass
class Scores:
    """Counts over images: detection pairs, pairs and totals by class, one PQ per image."""

    pairs: int = 0
    true: int = 0
    found: int = 0
    quality: list[float] = field(default_factory=list)
    class_pairs: np.ndarray = field(default_factory=lambda: np.zeros(len(CELL_CLASSES), np.int64))
    class_true: np.ndarray = field(default_factory=lambda: np.zeros(len(CELL_CLASSES), np.int64))
    class_found: np.ndarray = field(default_factory=lambda: np.zeros(len(CELL_CLASSES), np.int64))

    def add(self, true: np.ndarray, true_class: np.ndarray, found: np.ndarray, found_class: np.ndarray) -> None:
        """Adds an image: centres [n,2] and [m,2] in pixels at 0.5 um/px, class of each."""
        rows, cols = match_points(true, found, MATCH_MICRONS / MICRONS_PER_PIXEL)
        self.pairs, self.true, self.found = self.pairs + len(rows), self.true + len(true), self.found + len(found)
        same = true_class[rows] == found_class[cols]
        kinds = len(CELL_CLASSES)
        self.class_pairs += np.bincount(true_class[rows][same], minlength=kinds)
        self.class_true += np.bincount(true_class, minlength=kinds)
        self.class_found += np.bincount(found_class, minlength=kinds)

    def summary(self) -> dict:
        """F1, precision, recall, PQ (mean over images) and F1 by class, rounded to 3 decimals."""
        by_class = 2 * self.class_pairs / np.maximum(self.class_true + self.class_found, 1)
        out = {
            "f1": round(2 * self.pairs / max(self.true + self.found, 1), 3),
            "precision": round(self.pairs / max(self.found, 1), 3),
            "recall": round(self.pairs / max(self.true, 1), 3),
            "nuclei": self.true,
            "class_f1": {n: round(float(v), 3) for n, v, t in zip(CELL_CLASSES, by_class, self.class_true) if t},
        }
        if self.quality:
            out["pq"] = round(float(np.nanmean(self.quality)), 3)
        return out
