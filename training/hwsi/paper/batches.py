"""Batches of stage 1 by step: what a step reads depends on seed, step and rank alone, so a run can go on."""

import random
from functools import lru_cache
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from hwsi.paper.prepare import with_tissue
from hwsi.paper.sizes import Sizes
from hwsi.paper.slides import Case, Slide
from hwsi.paper.texts import SCALES, draw_texts, word_ids
from hwsi.slide import GRID


def order(count: int, epoch: int, seed: int) -> np.ndarray:
    return np.random.default_rng((seed, epoch)).permutation(count)


@lru_cache(maxsize=16)
def opened(case: Case) -> Slide:
    """Slides stay open in each reading process."""
    return Slide(case)


class Shared(torch.utils.data.Dataset):
    """Item `step` is this rank's part of the step's batch of cases."""

    def __init__(self, count: int, batch: int, rank: int, world: int, seed: int = 0):
        self.count, self.rank, self.world, self.seed = count, rank, world, seed
        self.batch = min(batch, count) // world * world
        if not self.batch:
            raise ValueError(f"{count} cases are too few for {world} processes")
        self.steps_per_epoch = count // self.batch

    def chosen(self, step: int) -> np.ndarray:
        """Indices of the cases."""
        at = step % self.steps_per_epoch * self.batch
        whole = order(self.count, step // self.steps_per_epoch, self.seed)[at : at + self.batch]
        return whole[self.rank :: self.world]

    def rng(self, step: int, index: int) -> random.Random:
        return random.Random(f"{self.seed} {step} {index}")

    def __len__(self) -> int:
        return 2**31 - 1


class Aligned(Shared):
    """Batches of hwsi.paper.hierarchy.Hierarchy."""

    def __init__(self, cases: list[Case], cache: Path, tokenizer: Tokenizer, sizes: Sizes, regions: int, patches: int, cells: int, most: int, **shared):
        self.cases = with_tissue(cases, cache)
        super().__init__(len(self.cases), **shared)
        self.cache, self.tokenizer, self.sizes = cache, tokenizer, sizes
        self.regions, self.patches, self.cells, self.most = regions, patches, cells, most

    def __getitem__(self, step: int) -> dict:
        slides = [self.slide(self.cases[i], self.rng(step, int(i))) for i in self.chosen(step)]
        longest = max(len(s["tokens"]) for s in slides)
        for s in slides:
            n = len(s["tokens"])
            s["mask"] = np.arange(longest) < n
            for k in ("tokens", "places"):
                s[k] = np.concatenate([s[k], np.zeros((longest - n, *s[k].shape[1:]), s[k].dtype)])
        batch = {k: torch.from_numpy(np.stack([s[k] for s in slides])) for k in slides[0] if k != "words"}
        for k in ("tokens", "mask", "cells"):
            batch[k] = batch[k].float()
        batch["words"] = {k: torch.tensor([s["words"][k] for s in slides]) for k in SCALES}
        return batch

    def slide(self, case: Case, rng: random.Random) -> dict:
        held = dict(np.load(self.cache / f"{case.name}.npz"))
        regions = sorted(rng.sample(range(len(held["place"])), min(self.most, len(held["place"]))))
        looked = [rng.randrange(len(regions)) for _ in range(self.regions)] if len(regions) < self.regions else rng.sample(range(len(regions)), self.regions)
        firsts = np.concatenate([[0], np.cumsum(held["count"])])
        pixels, cells, types = [], [], []
        for region in looked:
            kept = np.flatnonzero(held["kept"][:, 0] == regions[region])
            for row in (kept[rng.randrange(len(kept))] for _ in range(self.patches)) if len(kept) < self.patches else rng.sample(list(kept), self.patches):
                pixels.append(opened(case).patch(*held["kept"][row, 1:]))
                found = range(firsts[row], firsts[row + 1])
                some = list(found) if len(found) <= self.cells else rng.sample(found, self.cells)
                cells.append(np.zeros((self.cells, held["cells"].shape[1]), np.float16))
                types.append(np.zeros(self.cells, np.int64))
                cells[-1][: len(some)], types[-1][: len(some)] = held["cells"][some], held["types"][some]
        shape = (self.regions, self.patches)
        texts = draw_texts(case.report, rng)
        return {
            "tokens": held["tokens"][regions],
            "places": held["place"][regions].clip(0, GRID - 1),
            "chosen": np.array(looked),
            "pixels": np.stack(pixels).reshape(*shape, *pixels[0].shape),
            "cells": np.stack(cells).reshape(*shape, *cells[0].shape),
            "types": np.stack(types).reshape(*shape, -1),
            "words": {k: word_ids(self.tokenizer, texts[k], self.sizes.conch_text.context) for k in SCALES},
        }
