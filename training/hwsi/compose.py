"""Slides composed from bank regions: features, places and truth, from one region to 37.

A slide of several regions is in one stain (a variant of the features that all regions share).
"""

import random
from dataclasses import dataclass

import numpy as np

from hwsi import spf
from hwsi.facts import TUMOURS, PatchTruth
from hwsi.bank import truths
from hwsi.features import OUT, TextSpace
from hwsi.view import Layout, SlideView, keep, region_view, slide_view
from hwsi.vocab import REGION_KEEP, REGION_PATCHES, SLIDE_PATCHES, TISSUES

TUMOUR_INDICES = tuple(TISSUES.index(t) for t in TUMOURS)


@dataclass
class BankRegion:
    """Features of one region; arrays have a leading axis of v stain variants where the pixels differ."""

    place: np.ndarray  # [n]
    embeddings: np.ndarray  # [v, n, 192]
    tokens: np.ndarray  # [v, n, 192]
    truths: list[PatchTruth]
    tumour: str
    atypia: str
    cells: dict[int, np.ndarray]  # patch index -> [cells, 64]
    arrangement: str = ""
    necrosis: str = ""
    immune: str = ""
    embedding: np.ndarray | None = None  # ViT_r's [v, 192], once trained
    cell_tokens: dict[int, np.ndarray] | None = None  # CCAF's [128] by patch index, once trained

    @property
    def is_real(self) -> bool:
        """Made of real patches (hwsi.real)."""
        return bool(self.truths[0].real)

    def holds_tumour(self) -> bool | None:
        """From the tumour's share of the region's patches; None when unsure."""
        if self.is_real:
            return None
        part = np.mean([sum(t.shares[i] for i in TUMOUR_INDICES) for t in self.truths])
        return True if part >= 0.03 else False if part <= 0.002 else None


def load_features(split: str) -> list[BankRegion]:
    regions = []
    for path in sorted((OUT / split).glob("*.npz")):
        f = dict(np.load(path))
        if len(f["place"]) < 3:
            continue
        ends = np.cumsum(f["cell_count"])
        cells = {int(p): f["cells"][e - c : e] for p, c, e in zip(f["cell_patch"], f["cell_count"], ends)}
        told = {k: str(f[k]) for k in ("tumour", "atypia", "arrangement", "necrosis", "immune")}
        regions.append(BankRegion(f["place"], f["embeddings"], f["tokens"], truths(f), cells=cells, **told))
    return regions


@dataclass
class Composed:
    """A slide: its regions with grid positions [n, 2] (column, row) and one variant of the features."""

    regions: list[BankRegion]
    positions: np.ndarray
    variant: int

    def view(self) -> SlideView:
        layouts = [Layout(r.arrangement, r.necrosis, r.immune, tuple(map(int, p)), r.holds_tumour()) for r, p in zip(self.regions, self.positions)]
        view = slide_view([t for r in self.regions for t in r.truths], layouts)
        view.regions = {n: region_view(r.truths, r.holds_tumour()) for n, r in enumerate(self.regions, 1)}
        return view


#: Columns and rows of a cut: slides of about a millimetre, as they are shown to try a thing out.
CUT = (5, 10)


def cut(region: BankRegion, rng: random.Random) -> BankRegion:
    """A rectangle of a drawn region as a small slide; how its nests lie is not told of it."""
    columns, rows = rng.randint(*CUT), rng.randint(*CUT)
    left, top = rng.randint(0, max(0, REGION_PATCHES - columns)), rng.randint(0, max(0, REGION_PATCHES - rows))
    row, column = region.place // REGION_PATCHES - top, region.place % REGION_PATCHES - left
    inside = np.flatnonzero((row >= 0) & (row < rows) & (column >= 0) & (column < columns))
    cells = {at: region.cells[int(p)] for at, p in enumerate(inside) if int(p) in region.cells}
    place = (row * REGION_PATCHES + column)[inside]
    small = BankRegion(place, region.embeddings[:, inside], region.tokens[:, inside], [region.truths[p] for p in inside], region.tumour, region.atypia, cells)
    if region.cell_tokens is not None:
        small.cell_tokens = {at: region.cell_tokens[int(inside[at])] for at in cells}
    if inside.size and small.holds_tumour() is False:
        small.tumour = "none"
    return small


def with_cuts(bank: list[BankRegion], each: int, rng: random.Random) -> list[BankRegion]:
    """The bank and `each` cuts of every drawn region that keep enough tissue."""
    found = [cut(r, rng) for r in bank if not r.is_real for _ in range(each)]
    return bank + [c for c in found if len(c.place) >= CUT[0] ** 2 // 2 and len(c.cells) >= 3]


#: Facts of a region that few regions of the bank hold.
RARE = ("arrangement", "necrosis", "immune")


def uncommon(bank: list[BankRegion], rng: random.Random) -> BankRegion:
    """A region of a random value of a random rare fact."""
    fact = rng.choice(RARE)
    value = rng.choice(sorted({getattr(r, fact) for r in bank} - {"", "none"}))
    return rng.choice([r for r in bank if getattr(r, fact) == value])


def compose(bank: list[BankRegion], rng: random.Random, first: BankRegion | None = None) -> Composed:
    """One of the kinds of slide around a region: a few regions, tumour spread over many, or real patches."""
    first = first or rng.choice(bank)
    if first.is_real:
        return _gather([first], rng)
    if first.tumour != "none" and rng.random() < 0.3:
        return compose_spread(bank, rng, first, sample_spread(rng))
    count = rng.choice((1, 1, 1, 2, 2, 3, 4, 5))
    return _gather([first] + [rng.choice(_alike(bank, first)) for _ in range(count - 1)], rng)


def _alike(bank: list[BankRegion], first: BankRegion) -> list[BankRegion]:
    """Drawn regions that can stand beside the first: of its tumour and its facts, or benign."""
    facts = ("tumour", "atypia", "arrangement", "necrosis", "immune")
    same = [r for r in bank if r.tumour == first.tumour and all(getattr(r, f) in ("", getattr(first, f)) for f in facts[1:])]
    return same + ([] if first.tumour == "none" else [r for r in bank if r.tumour == "none"])


def _gather(chosen: list[BankRegion], rng: random.Random) -> Composed:
    """The regions in random order on a grid read row by row."""
    rng.shuffle(chosen)
    columns = rng.randint(1, min(3, len(chosen)))
    cells = [(i % columns, i // columns) for i in range(len(chosen))]
    return Composed(chosen, np.array(cells, np.int64), _variant(chosen, rng))


def _variant(chosen: list[BankRegion], rng: random.Random) -> int:
    """A stain: any for one region, one that all share for several."""
    return rng.randrange(0 if len(chosen) == 1 else 1, len(chosen[0].embeddings))


@dataclass(frozen=True)
class Spread:
    """Where the regions with tumour lie on a grid of regions: the matched set of the whole slide."""

    columns: int
    rows: int
    count: int  # regions with tumour; fewer where so many do not fit
    touching: bool  # focality: each touches another (8 neighbours), or none does
    front: str  # "edge": on the grid's border only, "inside": in its inside only, "any"


def sample_spread(rng: random.Random, most: int = 16) -> Spread:
    """A grid of at most `most` regions with its tumour drawn independently of its size."""
    sizes = [s for s in ((3, 3), (4, 3), (3, 4), (4, 4), (5, 4), (5, 5), (6, 6)) if s[0] * s[1] <= most]
    return Spread(*rng.choice(sizes), rng.randint(1, 4), rng.random() < 0.5, rng.choice(("any", "edge", "inside")))


def compose_spread(bank: list[BankRegion], rng: random.Random, first: BankRegion, spread: Spread) -> Composed:
    """Regions like `first` at the places of the tumour, benign ones elsewhere."""
    grid = [(c, r) for r in range(spread.rows) for c in range(spread.columns)]
    places = tumour_places(grid, spread, rng)
    ill = [r for r in _alike(bank, first) if r.tumour != "none" and r.holds_tumour()] or [first]
    well = [r for r in bank if r.tumour == "none" and not r.is_real]
    chosen = [rng.choice(ill if p in places else well) for p in grid]
    return Composed(chosen, np.array(grid, np.int64), _variant(chosen, rng))


def tumour_places(grid: list[tuple[int, int]], spread: Spread, rng: random.Random) -> set[tuple[int, int]]:
    """Places of the regions with tumour: of some trials, the one with the most, `count` where so many fit."""
    border = {(c, r) for c, r in grid if c in (0, spread.columns - 1) or r in (0, spread.rows - 1)}
    allowed = {"any": grid, "edge": sorted(border), "inside": [g for g in grid if g not in border]}[spread.front]
    best: list[tuple[int, int]] = []
    for _ in range(12):
        places = [rng.choice(allowed)]
        while len(places) < spread.count:
            near = [g for g in allowed if any(max(abs(g[0] - p[0]), abs(g[1] - p[1])) <= 1 for p in places)]
            free = [g for g in (near if spread.touching else allowed) if g not in places and (spread.touching or g not in near)]
            if not free:
                break
            places.append(rng.choice(free))
        best = max(best, places, key=len)
    return set(best)


@dataclass
class Selected:
    """A kept patch: index of its region in the slide, of the patch in the region, its id, and its cells
    per class as they were counted (None: the truth)."""

    region: int
    patch: int
    id: int
    counts: np.ndarray | None = None


def select(slide: Composed, space: TextSpace, question: str, rng: random.Random) -> list[Selected]:
    """Semantic patch filtering over the slide, as the app does it; ids at random."""
    entities, kept = space.entities(question), []
    for r, region in enumerate(slide.regions):
        order, relevance = spf.select(region.embeddings[slide.variant], entities, REGION_KEEP)
        kept += [(r, int(p), float(relevance[p])) for p in order if int(p) in region.cells]
    kept = sorted(kept, key=lambda k: -k[2])[:SLIDE_PATCHES]
    kept.sort(key=lambda k: (k[0], -k[2]))
    ids = rng.sample(range(1, SLIDE_PATCHES + 1), len(kept))
    return [Selected(r, p, i, counted(slide.regions[r].truths[p].counts, rng)) for (r, p, _), i in zip(kept, ids)]


def counted(counts: np.ndarray, rng: random.Random) -> np.ndarray:
    """True cells per class -> as a segmentation counts them: each number a tenth off or so, at random."""
    return np.array([max(0, round(rng.gauss(n, 0.1 * n + 0.3))) for n in counts], np.int64)


def view_of(slide: Composed, selected: list[Selected]) -> SlideView:
    truths = [slide.regions[s.region].truths[s.patch] for s in selected]
    return keep(slide.view(), truths, [s.id for s in selected], [t.counts if s.counts is None else s.counts for s, t in zip(selected, truths)], [s.region + 1 for s in selected])


def tissue_tokens(regions: list[tuple[BankRegion, int]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(region, variant) pairs -> tokens [r, n, 192], grid places [r, n], mask [r, n]; n is the longest."""
    longest = max(len(r.place) for r, _ in regions)
    tokens = np.zeros((len(regions), longest, regions[0][0].tokens.shape[2]), np.float32)
    places = np.zeros((len(regions), longest), np.int64)
    mask = np.zeros((len(regions), longest), np.float32)
    for row, (region, variant) in enumerate(regions):
        n = len(region.place)
        tokens[row, :n], places[row, :n], mask[row, :n] = region.tokens[variant], region.place, 1
    return tokens, places, mask


def padded_cells(sets: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Lists of [c, 64] -> [p, longest, 64] and mask [p, longest]; at least one column."""
    longest = max([1, *(len(s) for s in sets)])
    cells = np.zeros((len(sets), longest, 64), np.float32)
    mask = np.zeros((len(sets), longest), np.float32)
    for row, found in enumerate(sets):
        cells[row, : len(found)], mask[row, : len(found)] = found, 1
    return cells, mask


