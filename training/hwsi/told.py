"""Composed slides as stage 1 reads them, numbered without end, and the bank's tables of tokens.

Slide k of a stream is composed from a seed and k alone, so a run that is resumed meets the same
slides. At step t the batch is drawn from a window of the stream that moves on by a few slides a
step: composing a slide and reading its truths costs more than training on it.
"""

import random
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import torch

from hwsi import spf
from hwsi.compose import BankRegion, Composed, compose, compose_spread, sample_spread
from hwsi.features import TOPICS, TextSpace
from hwsi.reports import report_facts
from hwsi.statements import view_statements
from hwsi.vocab import REGION_KEEP, SLIDE_PATCHES

#: Slides at hand at every step, and how many of them are new in each.
WINDOW, NEW = 320, 8
#: Share of slides whose tumour is spread on purpose over up to 36 regions (6 by 6), and over up to 16.
LARGE, SPREAD = 0.05, 0.2


@dataclass(frozen=True)
class Told:
    """A slide by index into the bank, with its statements and its report's facts."""

    slide: Composed
    regions: np.ndarray  # [n]
    kept: np.ndarray  # [q, 2]: region of the bank, patch of the region
    holds: frozenset[str]
    denies: frozenset[str]
    report: tuple[str, ...]


class Bank:
    """Regions with the patches that the filter keeps of each, by question."""

    def __init__(self, regions: list[BankRegion], space: TextSpace):
        self.regions, self.space = regions, space
        self.index = {id(r): i for i, r in enumerate(regions)}
        self.ill = [r for r in regions if r.tumour not in ("none", "") and not r.is_real]
        self.kept_in = lru_cache(maxsize=None)(self._kept_in)
        #: First row of each region in the table of cell tokens, and the row of a region's patch.
        self.cell_rows = {key: row for row, key in enumerate((i, p) for i, r in enumerate(regions) for p in r.cells)}

    @property
    def variants(self) -> int:
        return max(len(r.tokens) for r in self.regions)

    def _kept_in(self, region: int, variant: int, question: str) -> tuple[tuple[int, float], ...]:
        """Semantic patch filtering in one region: (patch, relevance) of those whose cells are known."""
        r = self.regions[region]
        order, relevance = spf.select(r.embeddings[variant], self.space.entities(question), REGION_KEEP)
        return tuple((int(p), float(relevance[p])) for p in order if int(p) in r.cells)

    def kept(self, regions: np.ndarray, variant: int, question: str) -> np.ndarray:
        """The most relevant patches of a slide (hwsi.compose.select): [q, 2] region, patch."""
        found = [(score, int(r), p) for r in regions for p, score in self.kept_in(int(r), variant, question)]
        found.sort(key=lambda f: -f[0])
        return np.array([f[1:] for f in found[:SLIDE_PATCHES]], np.int64).reshape(-1, 2)

    def tell(self, slide: Composed, question: str) -> Told:
        """The slide with what is said of it; patches are kept for a question, never for the report."""
        regions = np.array([self.index[id(r)] for r in slide.regions])
        view = slide.view()
        holds, denies = view_statements(view)
        kept = self.kept(regions, slide.variant, question)
        return Told(slide, regions, kept, frozenset(holds), frozenset(denies), tuple(report_facts(slide, view)))

    def compose(self, rng: random.Random) -> Composed:
        """As hwsi.compose does, with more slides that only their whole tells."""
        kind = rng.random()
        if self.ill and kind < LARGE + SPREAD:
            return compose_spread(self.regions, rng, rng.choice(self.ill), sample_spread(rng, 37 if kind < LARGE else 16))
        return compose(self.regions, rng)


class Stream:
    """Slide after slide of a bank, by number."""

    def __init__(self, bank: Bank, seed: int):
        self.bank, self.seed, self.first, self.slides = bank, seed, 0, []

    def slide(self, number: int) -> Told:
        rng = random.Random(f"{self.seed} {number}")
        return self.bank.tell(self.bank.compose(rng), rng.choice(("", *TOPICS)))

    def window(self, step: int) -> list[Told]:
        """The slides at hand at a step; steps come in order, from any first one."""
        first = step * NEW
        known = self.slides[first - self.first :] if self.first <= first else []
        known += [self.slide(first + i) for i in range(len(known), WINDOW)]
        self.first, self.slides = first, known
        return known


def slide_arrays(bank: Bank, slides: list[Told], rng: random.Random | None) -> dict[str, torch.Tensor]:
    """Rows of the region table [b, n] with positions and mask; kept patches [b, q, 192], rows of the cell table, mask.

    With `rng` each slide is turned or mirrored: nothing that is said of one depends on it.
    """
    n, q = max(len(s.regions) for s in slides), max(1, max(len(s.kept) for s in slides))
    rows, positions, mask = np.zeros((len(slides), n), np.int64), np.zeros((len(slides), n, 2), np.int64), np.zeros((len(slides), n), np.float32)
    patches, cells, kept = np.zeros((len(slides), q, 192), np.float32), np.zeros((len(slides), q), np.int64), np.zeros((len(slides), q), np.float32)
    for i, s in enumerate(slides):
        m, k, v = len(s.regions), len(s.kept), s.slide.variant
        rows[i, :m], mask[i, :m], kept[i, :k] = s.regions * bank.variants + v, 1, 1
        positions[i, :m] = turned(s.slide.positions, rng.randrange(8)) if rng else s.slide.positions
        if k:
            patches[i, :k] = [bank.regions[r].embeddings[v][p] for r, p in s.kept]
            cells[i, :k] = [bank.cell_rows[int(r), int(p)] for r, p in s.kept]
    names = {"rows": rows, "positions": positions, "mask": mask, "patches": patches, "cells": cells, "kept": kept}
    return {k: torch.from_numpy(v) for k, v in names.items()}


def turned(places: np.ndarray, way: int, last: int | None = None) -> np.ndarray:
    """Places [n, 2] (column, row) of a grid under one of its 8 symmetries; `last` is the grid's last index."""
    size = places.max(0) if last is None else np.array([last, last])
    out = places.copy()
    if way & 1:
        out[:, 0] = size[0] - out[:, 0]
    if way & 2:
        out[:, 1] = size[1] - out[:, 1]
    return out[:, ::-1].copy() if way & 4 else out
