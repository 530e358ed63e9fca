"""The batches of stage 0 and stage 1: regions and patches encoded with gradient, and slides.

A step takes 24 regions and two patches of each, with gradient, and 64 slides of one to 36 regions.
Encoding the slides' own regions and cells would cost 20 times the step, so they are read from
tables of all tokens of the bank: rows of the step's regions and patches carry gradient, the others
are as old as their last turn (as in XBM, arXiv 1912.06798). Regions enter the table at the start, a
patch's cells with their first turn. What a step draws depends on the seed and its number alone.
"""

import random
from dataclasses import dataclass

import numpy as np
import torch

from hwsi.compose import Composed
from hwsi.facts import PatchTruth, cell_facts
from hwsi.features import TOPICS
from hwsi.phrases import CELL_PHRASES
from hwsi.statements import view_statements
from hwsi.tables import Tables, encode_cells, encode_regions
from hwsi.told import Bank, Stream, Told

SLIDES, REGIONS, CELL_PATCHES = 64, 24, 2
#: What surely holds, and what surely does not.
Said = tuple[set[str], set[str]]


@dataclass
class Scales:
    """Tokens of a step with gradient: regions [r, 192], and of c patches cells [c, 128] and patches [c, 192]."""

    regions: torch.Tensor
    cells: torch.Tensor
    patches: torch.Tensor
    of: torch.Tensor  # [c] the region (row of `regions`) of each patch
    statements: list[Said]  # of the regions
    truths: list[PatchTruth]  # of the patches

    def mean(self, z: torch.Tensor) -> torch.Tensor:
        """Mean over each region's patches: [c, d] -> [r, d]."""
        member = (self.of[None] == torch.arange(len(self.regions))[:, None]).float()
        return member @ z / member.sum(1, keepdim=True)


class Batches:
    """Batches of one bank for a model with `ccaf`, `region` and `slide`."""

    def __init__(self, bank: Bank, model: torch.nn.Module, seed: int):
        self.bank, self.model, self.seed = bank, model, seed
        self.stream, self.tables = Stream(bank, seed), Tables(bank)
        self.tables.begin(model)
        views = [Composed([r], np.zeros((1, 2), np.int64), 0).view() for r in bank.regions]
        self.statements = [view_statements(view) for view in views]
        self.usable = [i for i, r in enumerate(bank.regions) if r.cells]

    def rng_of(self, number: int) -> random.Random:
        """The step's own randomness, PyTorch's too."""
        torch.manual_seed(self.seed * 100_003 + number)
        return random.Random(f"{self.seed} step {number}")

    def scales(self, rng: random.Random) -> Scales:
        bank = self.bank
        picked = [(i, rng.randrange(len(bank.regions[i].tokens))) for i in rng.sample(self.usable, min(REGIONS, len(self.usable)))]
        chosen = [(row, p) for row, (i, v) in enumerate(picked) for p in self.patches(i, v, rng)]
        regions = encode_regions(self.model.region, bank, picked, rng)
        cells = encode_cells(self.model.ccaf, bank, [(picked[row][0], p) for row, p in chosen])
        self.tables.fresh(regions, cells)
        patches = np.stack([bank.regions[picked[row][0]].embeddings[picked[row][1]][p] for row, p in chosen])
        return Scales(
            regions[1], cells[1], torch.from_numpy(patches), torch.tensor([row for row, _ in chosen]),
            [self.statements[i] for i, _ in picked], [bank.regions[picked[row][0]].truths[p] for row, p in chosen],
        )  # fmt: skip

    def patches(self, region: int, variant: int, rng: random.Random) -> list[int]:
        """Patches of a region that the filter keeps for a question drawn at random."""
        kept = [p for p, _ in self.bank.kept_in(region, variant, rng.choice(("", *TOPICS)))]
        kept = kept or list(self.bank.regions[region].cells)
        return rng.sample(kept, min(CELL_PATCHES, len(kept)))

    def slides(self, number: int, rng: random.Random) -> list[Told]:
        return rng.sample(self.stream.window(number), SLIDES)


def cell_words(truth: PatchTruth) -> Said:
    """Words for cells that hold and that do not; atypia is unknown in real patches."""
    holds = cell_facts(truth)
    unknown = {f for f in CELL_PHRASES if f.startswith("nuclei:")} if truth.real else set()
    return holds, set(CELL_PHRASES) - holds - unknown


def known_facts(told: list[Said], facts: list[str]) -> tuple[torch.Tensor, torch.Tensor]:
    """bool [n, f]: the fact surely holds; it is known whether it holds."""
    positive = torch.tensor([[f in holds for f in facts] for holds, _ in told])
    return positive, positive | torch.tensor([[f in denies for f in facts] for _, denies in told])
