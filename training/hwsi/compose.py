"""Slides composed from bank regions: features, places and truth, from one region to six."""

import random
from dataclasses import dataclass

import numpy as np

from hwsi import spf
from hwsi.facts import PatchTruth
from hwsi.features import OUT, TextSpace
from hwsi.view import SlideView, keep, slide_view
from hwsi.vocab import REGION_KEEP, SLIDE_PATCHES


@dataclass
class BankRegion:
    """Features of one region; arrays have a leading axis of 2 variants where the pixels differ."""

    place: np.ndarray  # [n]
    embeddings: np.ndarray  # [2, n, 192]
    tokens: np.ndarray  # [2, n, 192]
    truths: list[PatchTruth]
    tumour: str
    atypia: str
    cells: dict[int, np.ndarray]  # patch index -> [cells, 64]
    embedding: np.ndarray | None = None  # ViT_r's [2, 192], once trained
    cell_tokens: dict[int, np.ndarray] | None = None  # CCAF's [128] by patch index, once trained


def load_features(split: str) -> list[BankRegion]:
    regions = []
    for path in sorted((OUT / split).glob("*.npz")):
        f = dict(np.load(path))
        if len(f["place"]) < 3:
            continue
        atypia = str(f["atypia"])
        ends = np.cumsum(f["cell_count"])
        cells = {int(p): f["cells"][e - c : e] for p, c, e in zip(f["cell_patch"], f["cell_count"], ends)}
        truths = [PatchTruth(s, c, atypia) for s, c in zip(f["shares"], f["counts"])]
        regions.append(BankRegion(f["place"], f["embeddings"], f["tokens"], truths, str(f["tumour"]), atypia, cells))
    return regions


@dataclass
class Composed:
    """A slide: its regions with grid positions [n, 2] (column, row) and one variant of the features."""

    regions: list[BankRegion]
    positions: np.ndarray
    variant: int

    def view(self) -> SlideView:
        return slide_view([t for r in self.regions for t in r.truths])


def compose(bank: list[BankRegion], rng: random.Random) -> Composed:
    """Regions of one tumour kind and atypia, benign ones mixed in, on a grid read row by row."""
    first = rng.choice(bank)
    alike = [r for r in bank if r.tumour == "none" or (r.tumour, r.atypia) == (first.tumour, first.atypia)]
    if first.tumour == "none":
        alike = [r for r in bank if r.tumour == "none"]
    count = rng.choice((1, 1, 2, 2, 3, 4, 4, 5))
    chosen = [first] + [rng.choice(alike) for _ in range(count - 1)]
    rng.shuffle(chosen)
    columns = rng.randint(1, min(3, count))
    cells = [(i % columns, i // columns) for i in range(count)]
    return Composed(chosen, np.array(cells, np.int64), rng.randint(0, 1))


@dataclass
class Selected:
    """A kept patch: index of its region in the slide, of the patch in the region, and its id."""

    region: int
    patch: int
    id: int


def select(slide: Composed, space: TextSpace, question: str, rng: random.Random) -> list[Selected]:
    """Semantic patch filtering over the slide, as the app does it; ids at random."""
    entities, kept = space.entities(question), []
    for r, region in enumerate(slide.regions):
        order, relevance = spf.select(region.embeddings[slide.variant], entities, REGION_KEEP)
        kept += [(r, int(p), float(relevance[p])) for p in order if int(p) in region.cells]
    kept = sorted(kept, key=lambda k: -k[2])[:SLIDE_PATCHES]
    kept.sort(key=lambda k: (k[0], -k[2]))
    ids = rng.sample(range(1, SLIDE_PATCHES + 1), len(kept))
    return [Selected(r, p, i) for (r, p, _), i in zip(kept, ids)]


def view_of(slide: Composed, selected: list[Selected]) -> SlideView:
    truths = [slide.regions[s.region].truths[s.patch] for s in selected]
    return keep(slide.view(), truths, [s.id for s in selected])


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


