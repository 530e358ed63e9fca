"""Tables of every region's and patch's token of a bank, partly fresh, and the encoders over a bank."""

import random

import numpy as np
import torch

from hwsi.aligner import Aligner
from hwsi.ccaf import CELL_WIDTH, Ccaf
from hwsi.compose import BankRegion, padded_cells
from hwsi.region import REGION_WIDTH, RegionEncoder
from hwsi.slide import SLIDE_WIDTH
from hwsi.told import Bank, Told, turned
from hwsi.vocab import REGION_PATCHES

#: Sets are encoded in groups of like length, so that little padding is computed.
GROUPS = 4
#: Share of a region's patches left out, and noise on their tokens, in training.
DROPPED, NOISE = 0.25, 0.15


def by_length(lengths: list[int], encode, width: int) -> torch.Tensor:
    """encode(indices) -> [k, width], called for GROUPS groups of like length; rows in the given order."""
    order = np.argsort(lengths, kind="stable")
    parts = [part for part in np.array_split(order, GROUPS) if len(part)]
    rows = torch.cat([encode(part) for part in parts]) if parts else torch.zeros(0, width)
    return rows[torch.from_numpy(np.argsort(np.concatenate(parts), kind="stable"))] if parts else rows


def encode_regions(model: RegionEncoder, bank: Bank, picked: list[tuple[int, int]], rng: random.Random | None = None) -> tuple[torch.Tensor, torch.Tensor]:
    """(region, variant) pairs -> rows of the region table, tokens [r, 192].

    With `rng`: turned or mirrored, with patches left out and noise on the rest (training).
    """
    def encode(part: np.ndarray) -> torch.Tensor:
        sets = [region_set(bank.regions[picked[j][0]], picked[j][1], rng) for j in part]
        return model.sparse(*map(torch.from_numpy, padded(sets)))

    rows = torch.tensor([i * bank.variants + v for i, v in picked])
    return rows, by_length([len(bank.regions[i].place) for i, _ in picked], encode, REGION_WIDTH)


def region_set(region: BankRegion, variant: int, rng: random.Random | None) -> tuple[np.ndarray, np.ndarray]:
    """Tokens [n, 192] and places [n] of a region's patches; with `rng` as training sees them."""
    tokens, places = region.tokens[variant], region.place.astype(np.int64)
    if rng is None:
        return tokens, places
    state = np.random.default_rng(rng.getrandbits(32))
    kept = state.permutation(len(places))[: max(1, round((1 - DROPPED) * len(places)))]
    noise = NOISE * state.standard_normal((len(kept), tokens.shape[1]), np.float32)
    return tokens[kept] + noise, turned_places(places[kept], rng.randrange(8))


def padded(sets: list[tuple[np.ndarray, np.ndarray]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Sets of tokens and places -> tokens [r, longest, 192], places, mask."""
    longest = max(len(places) for _, places in sets)
    tokens = np.zeros((len(sets), longest, sets[0][0].shape[1]), np.float32)
    places, mask = np.zeros((len(sets), longest), np.int64), np.zeros((len(sets), longest), np.float32)
    for row, (x, at) in enumerate(sets):
        tokens[row, : len(at)], places[row, : len(at)], mask[row, : len(at)] = x, at, 1
    return tokens, places, mask


def turned_places(places: np.ndarray, way: int) -> np.ndarray:
    """Places [n] on a region's grid, row by row, under one of its 8 symmetries."""
    grid = turned(np.stack([places % REGION_PATCHES, places // REGION_PATCHES], 1), way, REGION_PATCHES - 1)
    return grid[:, 1] * REGION_PATCHES + grid[:, 0]


def encode_cells(model: Ccaf, bank: Bank, patches: list[tuple[int, int]]) -> tuple[torch.Tensor, torch.Tensor]:
    """(region, patch) pairs -> rows of the cell table, tokens [p, 128]."""
    sets = [bank.regions[i].cells[p] for i, p in patches]
    encode = lambda part: model(*map(torch.from_numpy, padded_cells([sets[j] for j in part])))  # noqa: E731
    return torch.tensor([bank.cell_rows[key] for key in patches]), by_length([len(s) for s in sets], encode, CELL_WIDTH)


class Tables:
    """The last known token of each region in each variant, and of each patch's cells."""

    def __init__(self, bank: Bank):
        self.bank = bank
        self.regions = torch.zeros(len(bank.regions) * bank.variants, REGION_WIDTH)
        self.cells = torch.zeros(len(bank.cell_rows), CELL_WIDTH)
        self.seen = torch.zeros(len(bank.cell_rows))
        self.new_regions = self.new_cells = torch.zeros(0)

    @torch.no_grad()
    def begin(self, aligner: Aligner, most: int = 64) -> None:
        """From each region's first variant, for all of them: a beginning only."""
        every = [(i, 0) for i in range(len(self.bank.regions))]
        for start in range(0, len(every), most):
            rows, tokens = encode_regions(aligner.region, self.bank, every[start : start + most])
            for variant in range(self.bank.variants):
                self.regions[rows + variant] = tokens

    @torch.no_grad()
    def read(self, aligner: Aligner, slides: list[Told], most: int = 64) -> None:
        """All that these slides need, with the encoders as they are."""
        regions = sorted({(int(r), s.slide.variant) for s in slides for r in s.regions})
        for start in range(0, len(regions), most):
            rows, tokens = encode_regions(aligner.region, self.bank, regions[start : start + most])
            self.regions[rows] = tokens
        patches = sorted({(int(r), int(p)) for s in slides for r, p in s.kept})
        for start in range(0, len(patches), most):
            rows, tokens = encode_cells(aligner.ccaf, self.bank, patches[start : start + most])
            self.cells[rows], self.seen[rows] = tokens, 1

    def fresh(self, regions: tuple[torch.Tensor, torch.Tensor], cells: tuple[torch.Tensor, torch.Tensor]) -> None:
        """Puts tokens with gradient in place for this step."""
        self.region_rows, self.new_regions = regions
        self.cell_rows, self.new_cells = cells
        self.regions = self.regions.index_copy(0, self.region_rows, self.new_regions)
        self.cells = self.cells.index_copy(0, self.cell_rows, self.new_cells)
        self.seen[self.cell_rows] = 1

    def settle(self) -> None:
        """After the step: what was fresh stays as numbers."""
        self.regions, self.cells = self.regions.detach(), self.cells.detach()
        self.new_regions, self.new_cells = self.new_regions.detach(), self.new_cells.detach()

    def level_tokens(self, aligner: Aligner, arrays: dict[str, torch.Tensor]) -> dict[str, tuple[torch.Tensor, torch.Tensor]]:
        """Level -> tokens and mask of the slides of hwsi.told.slide_arrays."""
        regions, mask, kept = self.regions[arrays["rows"]], arrays["mask"], arrays["kept"]
        sizes = mask.sum(1).int().tolist()

        def encode(part: np.ndarray) -> torch.Tensor:
            of, n = torch.from_numpy(part), max(sizes[j] for j in part)
            return aligner.slide(regions[of, :n], arrays["positions"][of, :n], mask[of, :n])

        slide = by_length(sizes, encode, SLIDE_WIDTH)
        return {
            "slide": (slide[:, None], torch.ones(len(slide), 1)),
            "region": (regions, mask),
            "patch": (arrays["patches"], kept),
            "cell": (self.cells[arrays["cells"]], kept * self.seen[arrays["cells"]]),
        }

    def saved(self) -> dict[str, torch.Tensor]:
        return {"regions": self.regions.detach(), "cells": self.cells.detach(), "seen": self.seen}

    def load(self, saved: dict[str, torch.Tensor]) -> None:
        self.regions, self.cells, self.seen = saved["regions"], saved["cells"], saved["seen"]
