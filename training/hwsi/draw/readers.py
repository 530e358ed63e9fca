"""What a reader of a slide's truth sees: features that decide each matched set, and the exchange that hides it.

Each reader takes the slides of one matched group and a generator (None: nothing is exchanged) and
returns features [slides, d]. What is exchanged stays the same as a whole: the patches of the
region, the nuclei of the group, the classes of the slide.
"""

import numpy as np
from scipy.ndimage import gaussian_filter
from scipy.spatial import cKDTree

from hwsi.draw.layout import MALIGNANT, NECROSIS, SOLID
from hwsi.draw.outline import CLASS_OF_KIND, KIND, VERTICES, A, B, X, Y, radius_table
from hwsi.draw.slide import DrawnSlide
from hwsi.vocab import CELL_CLASSES, REGION_PATCHES

INFLAMMATORY, EPITHELIAL = CELL_CLASSES.index("inflammatory"), CELL_CLASSES.index("epithelial")


def region_grid(slide: DrawnSlide, rng: np.random.Generator | None) -> np.ndarray:
    """Shares of the first region's patches, [rows, cols, 8]; shuffled among themselves by a generator."""
    grid = slide.patch_grid()[:REGION_PATCHES, :REGION_PATCHES]
    if rng is not None:
        grid = rng.permutation(grid.reshape(-1, grid.shape[-1])).reshape(grid.shape)
    return grid


def histogram(plane: np.ndarray) -> list[float]:
    """How a share is spread over the patches, wherever they lie."""
    return [plane.mean(), plane.std(), *((plane > t).mean() for t in (0.02, 0.2, 0.5, 0.8))]


def joins(a: np.ndarray, b: np.ndarray, reach: int) -> list[float]:
    """Mean product of two planes at each lag up to a reach, over the directions of a half turn: [mean, most, least]."""
    out = []
    for lag in range(1, reach + 1):
        ways = []
        for turn in np.arange(0, np.pi, np.pi / 8):
            dx, dy = round(lag * np.cos(turn)), round(lag * np.sin(turn))
            moved = np.zeros_like(b)
            source = b[max(0, -dy) : b.shape[0] - max(0, dy), max(0, -dx) : b.shape[1] - max(0, dx)]
            moved[max(0, dy) : max(0, dy) + source.shape[0], max(0, dx) : max(0, dx) + source.shape[1]] = source
            ways.append((a * moved).mean())
        out += [np.mean(ways), np.max(ways), np.min(ways)]
    return out


def architecture(slides: list[DrawnSlide], rng: np.random.Generator | None = None) -> np.ndarray:
    """Join counts of tumour patches and the spread of their places."""
    return np.array([_growth(region_grid(s, rng)) for s in slides])


def _growth(grid: np.ndarray) -> list[float]:
    plane = grid[..., SOLID]
    yy, xx = np.mgrid[0 : plane.shape[0], 0 : plane.shape[1]]
    spread = np.cov(np.stack([xx.ravel(), yy.ravel()]), aweights=plane.ravel() + 1e-9)
    tissue = np.sqrt((grid[..., 0] < 0.5).sum())
    minor, major = np.sqrt(np.linalg.eigvalsh(spread).clip(0))
    return [*histogram(plane), *joins(plane, plane, 6), minor / tissue, major / tissue]


def necrosis(slides: list[DrawnSlide], rng: np.random.Generator | None = None) -> np.ndarray:
    """How much tumour lies around necrosis, at three widths, and join counts of the two."""
    return np.array([_around(region_grid(s, rng)) for s in slides])


def _around(grid: np.ndarray) -> list[float]:
    tumour, dead = grid[..., SOLID], grid[..., NECROSIS]
    near = [(gaussian_filter(tumour, s) * dead).sum() / (dead.sum() + 1e-9) for s in (1.5, 2.5, 4.0)]
    return [*histogram(tumour), *histogram(dead), *near, *joins(dead, tumour, 4)]


def morphology(slides: list[DrawnSlide], rng: np.random.Generator | None = None) -> np.ndarray:
    """Mean and spread of the tumour nuclei's areas and elongations; exchanged among the slides of the group."""
    shapes = [shapes_of(s) for s in slides]
    if rng is not None:
        pool = rng.permutation(np.concatenate(shapes))
        shapes = np.split(pool, np.cumsum([len(s) for s in shapes])[:-1])
    return np.array([[*s.mean(0), *s.std(0), *np.quantile(s[:, 0], (0.1, 0.9))] for s in shapes])


def shapes_of(slide: DrawnSlide) -> np.ndarray:
    """Log area and log elongation of every epithelial nucleus in tumour, [n, 2]."""
    rows, keys = slide.nuclei(0, 0, slide.width, slide.height)
    kept = (CLASS_OF_KIND[rows[:, KIND].astype(int)] == EPITHELIAL) & np.isin(rows[:, -1], (SOLID, MALIGNANT))
    out, table = np.empty((kept.sum(), 2)), np.empty(VERTICES)
    for i, (row, key) in enumerate(zip(rows[kept], keys[kept], strict=True)):
        radius_table(key, int(row[KIND]), table)
        out[i] = np.log(row[A] * row[B] * (table * np.roll(table, -1)).mean()), np.log(row[A] / row[B])
    return out


def neighbourhood(slides: list[DrawnSlide], rng: np.random.Generator | None = None) -> np.ndarray:
    """Which cells stand beside lymphocytes and tumour cells; classes exchanged among a slide's positions."""
    return np.array([_beside(s, rng) for s in slides])


def _beside(slide: DrawnSlide, rng: np.random.Generator | None) -> list[float]:
    rows = slide.nuclei(0, 0, slide.width, slide.height)[0]
    kind = CLASS_OF_KIND[rows[:, KIND].astype(int)]
    kind = kind if rng is None else rng.permutation(kind)
    near = kind[cKDTree(rows[:, [X, Y]]).query(rows[:, [X, Y]], 7)[1][:, 1:]]
    share = np.bincount(kind, minlength=len(CELL_CLASSES)) / len(kind)
    pairs = [(near[kind == a] == b).mean() for a in (INFLAMMATORY, EPITHELIAL) for b in (INFLAMMATORY, EPITHELIAL)]
    return [*share, *pairs]


READERS = {
    "cell morphology": morphology,
    "neighbourhood": neighbourhood,
    "architecture": architecture,
    "necrosis in context": necrosis,
}
