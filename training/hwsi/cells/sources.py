"""Training sources: each image with the maps that supervise it, read once and kept in memory.

A source's maps are uint8 at the image's own resolution, so that a crop is resampled by area together
with its pixels: `targets` [h,w,4] = nucleus and distance (255 is 1) and their two loss weights (64 is
1), `classes` [h,w,4] one-hot times 255, all zero where no class is known.
"""

from dataclasses import dataclass
from pathlib import Path

import cv2
import numba
import numpy as np

from hwsi.cells.augment import stain_vectors
from hwsi.vocab import CELL_CLASSES, MICRONS_PER_PIXEL

#: Where the real data stands unless a command is told otherwise: beside the repository.
DATA = Path(__file__).parents[4] / "shared" / "data"
#: Loss weights of nucleus and distance where two nuclei touch (64 is 1).
TOUCH_WEIGHTS = (128, 192)
#: CoNSeP type ids 1 other, 2 inflammatory, 3 epithelial, 4 spindle -> index in CELL_CLASSES.
CONSEP_CLASS = np.array([0, 3, 0, 1, 2], np.int64)
#: CoNSeP training images set apart to choose post-processing and checkpoints.
CONSEP_SELECTION = ("train_03", "train_08", "train_14", "train_20", "train_25")
#: A point has no outline: within this radius (um) it is surely nucleus, beyond the other surely not.
POINT_CORE_MICRONS, POINT_CLASS_MICRONS, POINT_CLEAR_MICRONS = 1.1, 2.2, 11.0


@dataclass(frozen=True)
class Source:
    """One image: `scale` is the factor that brings its pixels to 0.5 um/px (0.5 for a 40x image)."""

    rgb: np.ndarray
    targets: np.ndarray
    classes: np.ndarray
    scale: float
    stains: np.ndarray


@numba.njit(cache=True)
def _sweep(ids, distance, reverse):
    """One pass of the chamfer distance to the nearest pixel of another id (half a pixel nearer)."""
    height, width = ids.shape
    for i in range(height * width):
        k = height * width - 1 - i if reverse else i
        y, x = k // width, k % width
        if ids[y, x] == 0:
            continue
        best = distance[y, x]
        for dy in range(-1, 2):
            for dx in range(-1, 2):
                v, u = y + dy, x + dx
                if (dy == 0 and dx == 0) or v < 0 or u < 0 or v >= height or u >= width:
                    continue
                step = 1.0 if dy == 0 or dx == 0 else 1.41421356
                best = min(best, distance[v, u] + step if ids[v, u] == ids[y, x] else step - 0.5)
        distance[y, x] = best


@numba.njit(cache=True)
def _touching(ids, radius):
    """True within `radius` pixels (square) of two different nuclei."""
    height, width = ids.shape
    out = np.zeros((height, width), np.bool_)
    for y in range(height):
        for x in range(width):
            first = 0
            for v in range(max(0, y - radius), min(height, y + radius + 1)):
                for u in range(max(0, x - radius), min(width, x + radius + 1)):
                    if ids[v, u] > 0 and first == 0:
                        first = ids[v, u]
                    elif ids[v, u] > 0 and ids[v, u] != first:
                        out[y, x] = True
    return out


def normalised_distance(ids: np.ndarray) -> np.ndarray:
    """float32 map: 0 at each nucleus' border, 1 at its deepest point, from instance ids [h,w]."""
    ids = np.ascontiguousarray(ids.astype(np.int32))
    distance = np.where(ids > 0, 1e6, 0).astype(np.float32)
    _sweep(ids, distance, False)
    _sweep(ids, distance, True)
    deepest = np.zeros(ids.max() + 1, np.float32)
    np.maximum.at(deepest, ids.ravel(), distance.ravel())
    return np.where(ids > 0, distance / np.maximum(deepest[ids], 1), 0).clip(0, 1)


def mask_source(rgb: np.ndarray, ids: np.ndarray, classes: np.ndarray | None, scale: float) -> Source:
    """A source with instance ids [h,w]; `classes` [h,w] holds class + 1 (0 none), or None if unknown."""
    targets = np.zeros((*ids.shape, 4), np.uint8)
    targets[..., 0] = 255 * (ids > 0)
    targets[..., 1] = np.rint(255 * normalised_distance(ids))
    touch = _touching(np.ascontiguousarray(ids.astype(np.int32)), 2 if scale <= 0.6 else 1)
    targets[..., 2:] = np.where(touch[..., None], TOUCH_WEIGHTS, 64)
    onehot = np.zeros((*ids.shape, 4), np.uint8)
    if classes is not None:
        onehot = (classes[..., None] == np.arange(1, 5)).astype(np.uint8) * 255
    return Source(rgb, targets, onehot, scale, stain_vectors(rgb))


def point_source(rgb: np.ndarray, points: np.ndarray, scale: float) -> Source:
    """A source with points [m,3] (x, y, class): weights are zero where a point says nothing."""
    seeds = np.ones(rgb.shape[:2], np.uint8)
    seeds[points[:, 1], points[:, 0]] = 0
    nearest = np.zeros(seeds.shape, np.int64)
    distance, labels = cv2.distanceTransformWithLabels(seeds, cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL)
    owner = np.zeros(labels.max() + 1, np.int64)
    owner[labels[points[:, 1], points[:, 0]]] = points[:, 2]
    nearest = owner[labels]
    microns = distance * (MICRONS_PER_PIXEL * scale)
    core, clear = microns <= POINT_CORE_MICRONS, microns >= POINT_CLEAR_MICRONS
    targets = np.zeros((*seeds.shape, 4), np.uint8)
    targets[..., 0] = 255 * core
    targets[..., 1] = 230 * core
    targets[..., 2] = 64 * (core | clear)
    targets[..., 3] = 64 * (core | clear)
    named = microns <= POINT_CLASS_MICRONS
    onehot = ((nearest[..., None] == np.arange(4)) & named[..., None]).astype(np.uint8) * 255
    return Source(rgb, targets, onehot, scale, stain_vectors(rgb))


def read_rgb(path: Path) -> np.ndarray:
    """uint8 [h,w,3] RGB; raises FileNotFoundError where the file is absent."""
    image = cv2.imread(str(path), cv2.IMREAD_COLOR)
    if image is None:
        raise FileNotFoundError(path)
    return np.ascontiguousarray(image[..., ::-1])


def read_consep(path: Path) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Image at 0.25 um/px, instance ids, and class + 1 of each pixel (0 outside nuclei)."""
    ids = cv2.imread(str(path.with_name(path.stem + "_inst.png")), cv2.IMREAD_UNCHANGED).astype(np.int32)
    types = cv2.imread(str(path.with_name(path.stem + "_type.png")), cv2.IMREAD_UNCHANGED)
    return read_rgb(path), ids, np.where(ids > 0, CONSEP_CLASS[types] + 1, 0)


def read_points(path: Path) -> np.ndarray:
    """BRCA-M2C points [m,3]: x, y and the index in CELL_CLASSES (lymphocyte, epithelial, stromal -> 0, 1, 2)."""
    table = np.loadtxt(path.with_name(path.stem + "_points.csv"), delimiter=",", skiprows=1, ndmin=2)
    points = table.astype(np.int64)
    points[:, 2] -= 1
    assert points[:, 2].max() < len(CELL_CLASSES)
    return points


def consep_paths(split: str, data: Path = DATA) -> list[Path]:
    """Images of `train` (without the selection images), `selection` or `test`."""
    folder = data / "consep" / ("test" if split == "test" else "train")
    paths = sorted(folder.glob("*.jpg"))
    if split == "test":
        return paths
    return [p for p in paths if (p.stem in CONSEP_SELECTION) == (split == "selection")]


def load_consep(data: Path = DATA) -> list[Source]:
    """The CoNSeP training images, selection images left out."""
    return [mask_source(*read_consep(path), 0.5) for path in consep_paths("train", data)]


def load_brca(data: Path = DATA) -> list[Source]:
    """BRCA-M2C training images with points, clipped to the image."""
    sources = []
    for path in sorted((data / "brca-m2c" / "train").glob("*.jpg")):
        rgb, points = read_rgb(path), read_points(path)
        points[:, 0] = points[:, 0].clip(0, rgb.shape[1] - 1)
        points[:, 1] = points[:, 1].clip(0, rgb.shape[0] - 1)
        sources.append(point_source(rgb, points, 1.0))
    return sources


def load_dsb(data: Path = DATA) -> list[Source]:
    """DSB 2018 images; scaled so that the median nucleus measures 15 px (7.5 um), as magnification is unknown."""
    sources = []
    for path in sorted((data / "dsb2018" / "train").glob("*_inst.png")):
        ids = cv2.imread(str(path), cv2.IMREAD_UNCHANGED).astype(np.int32)
        rgb = read_rgb(path.with_name(path.name.replace("_inst", "")))
        areas = np.bincount(ids.ravel())[1:]
        diameter = 2 * np.sqrt(np.median(areas[areas > 0]) / np.pi)
        sources.append(mask_source(rgb, ids, None, float(15 / diameter)))
    return sources
