"""Stage 1: hierarchical alignment of the cell, region and slide levels (paper eq. 6 to 9).

On cached features: the patch and text encoders were trained before (hwsi.train_patch) and stay as
they are here. Each scale has a linear head into the text space, used for alignment only; the text
tower of this stage starts from the pack's and learns sentences and reports.
Run: python -m hwsi.align --minutes 5
"""

import argparse
import random
import time
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn
from torch.nn.functional import normalize

from hwsi.ccaf import CELL_WIDTH, Ccaf
from hwsi.compose import BankRegion, compose, load_features, padded_cells, tissue_tokens
from hwsi.contrast import two_way
from hwsi.facts import cell_facts, denied, patch_facts
from hwsi.patch import PATCH_WIDTH
from hwsi.phrases import CELL_PHRASES, PATCH_PHRASES
from hwsi.region import REGION_WIDTH, RegionEncoder
from hwsi.slide import SLIDE_WIDTH, SlideEncoder
from hwsi.statements import STATEMENTS, view_statements
from hwsi.text import TextEncoder
from hwsi.tokenizer import encode_texts
from hwsi.view import slide_view

SLIDES, CELL_PATCHES = 10, 5
#: Weight of the cross-scale consistency (eq. 8): at 1 it flattens the cell tokens onto the patches.
CONSISTENCY = 0.1


class Aligner(nn.Module):
    """The encoders of stage 1 with a head per scale into the text space [192]."""

    def __init__(self, vocabulary: int):
        super().__init__()
        self.ccaf, self.region, self.slide = Ccaf(), RegionEncoder(), SlideEncoder()
        self.text = TextEncoder(vocabulary)
        self.heads = nn.ModuleDict(
            {"cell": nn.Linear(CELL_WIDTH, PATCH_WIDTH), "region": nn.Linear(REGION_WIDTH, PATCH_WIDTH),
             "slide": nn.Linear(SLIDE_WIDTH, PATCH_WIDTH)}
        )
        self.log_tau = nn.Parameter(torch.tensor(0.07).log())

    def tau(self) -> torch.Tensor:
        return self.log_tau.exp().clamp(min=0.03)


class Step:
    """One batch of composed slides and its loss (eq. 9)."""

    def __init__(self, aligner: Aligner, tokenizer: Tokenizer, bank: list[BankRegion], rng: random.Random):
        self.aligner, self.tokenizer, self.bank, self.rng = aligner, tokenizer, bank, rng

    def words(self, lines: list[str]) -> torch.Tensor:
        ids, masks = encode_texts(self.tokenizer, lines)
        return self.aligner.text(torch.tensor(ids), torch.tensor(masks))

    def scale_loss(self, z: torch.Tensor, holds: list[set[str]], denies: list[set[str]], table: dict[str, list[str]]) -> torch.Tensor:
        """Eq. 6 by fact: rows of z against one wording of each fact."""
        facts = list(table)
        words = self.words([self.rng.choice(table[f]) for f in facts])
        positive = torch.tensor([[f in h for f in facts] for h in holds])
        known = positive | torch.tensor([[f in d for f in facts] for d in denies])
        return two_way(z @ words.T / self.aligner.tau(), positive, known)

    def loss(self) -> dict[str, torch.Tensor]:
        a, slides = self.aligner, [compose(self.bank, self.rng) for _ in range(SLIDES)]
        regions = [(r, s.variant) for s in slides for r in s.regions]
        embedded = a.region.sparse(*map(torch.from_numpy, tissue_tokens(regions)))
        z_region = normalize(a.heads["region"](embedded), dim=1)
        longest = max(len(s.regions) for s in slides)
        packed = torch.zeros(SLIDES, longest, REGION_WIDTH)
        mask, places = torch.zeros(SLIDES, longest), torch.zeros(SLIDES, longest, 2, dtype=torch.int64)
        at = 0
        for i, s in enumerate(slides):
            n = len(s.regions)
            packed[i, :n], mask[i, :n] = embedded[at : at + n], 1
            places[i, :n] = torch.from_numpy(s.positions)
            at += n
        z_slide = normalize(a.heads["slide"](a.slide(packed, places, mask)), dim=1)
        chosen = [[self.rng.choice(list(r.cells)) for _ in range(CELL_PATCHES)] for r, _ in regions]
        sets = [r.cells[p] for (r, _), ps in zip(regions, chosen) for p in ps]
        z_cell = normalize(a.heads["cell"](a.ccaf(*map(torch.from_numpy, padded_cells(sets)))), dim=1)
        truths = [r.truths[p] for (r, _), ps in zip(regions, chosen) for p in ps]
        z_patch = torch.from_numpy(np.stack([r.embeddings[v][p] for (r, v), ps in zip(regions, chosen) for p in ps]))
        held = [cell_facts(t) for t in truths]
        region_views = [view_statements(slide_view(r.truths)) for r, _ in regions]
        views = [s.view() for s in slides]
        reports = [self.report(v) for v in views]
        return {
            "cell": self.scale_loss(z_cell, held, [set(CELL_PHRASES) - h for h in held], CELL_PHRASES),
            "patch": self.scale_loss(z_patch, [patch_facts(t) for t in truths], [denied(t) for t in truths], PATCH_PHRASES),
            "region": self.scale_loss(z_region, *map(list, zip(*region_views)), STATEMENTS),
            "slide facts": self.scale_loss(z_slide, *map(list, zip(*map(view_statements, views))), STATEMENTS),
            "slide": self.report_loss(z_slide, reports),
            "consistency": CONSISTENCY * self.consistency(z_cell, z_patch, z_region),
        }

    def report(self, view) -> str:
        """A shuffled paragraph of true statements (eq. 7's report), as many as fit the text tower."""
        lines = [self.rng.choice(STATEMENTS[f]) for f in view_statements(view)[0]]
        self.rng.shuffle(lines)
        return ". ".join(lines[:4])

    def report_loss(self, z_slide: torch.Tensor, reports: list[str]) -> torch.Tensor:
        """Eq. 7: each slide against the reports of the batch; equal reports are positives."""
        same = torch.tensor([[x == y for y in reports] for x in reports])
        return two_way(z_slide @ self.words(reports).T / self.aligner.tau(), same, torch.ones_like(same))

    @staticmethod
    def consistency(z_cell: torch.Tensor, z_patch: torch.Tensor, z_region: torch.Tensor) -> torch.Tensor:
        """Eq. 8 on unit embeddings: region against the mean of its cells and patches, cell against patch."""
        n = len(z_region)
        means = [z.reshape(n, CELL_PATCHES, -1).mean(1) for z in (z_cell, z_patch)]
        across = sum((z_region - m).pow(2).sum(1).mean() for m in means) / 2
        return across + (z_cell - z_patch).pow(2).sum(1).mean()


def save(aligner: Aligner, out: Path) -> None:
    for name, part in (("ccaf", aligner.ccaf), ("region-encoder", aligner.region), ("slide-encoder", aligner.slide)):
        torch.save(part.state_dict(), out / f"{name}.pt")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=5, help="of processor time")
    parser.add_argument("--out", type=Path, default=Path("training/out/weights"))
    parser.add_argument("--tokenizer", type=Path, default=Path("public/pack/tokenizer.json"))
    arguments = parser.parse_args()
    torch.manual_seed(0)
    tokenizer = Tokenizer.from_file(str(arguments.tokenizer))
    aligner = Aligner(tokenizer.get_vocab_size())
    aligner.text.load_state_dict(torch.load(arguments.out / "text-encoder.pt"))
    step = Step(aligner, tokenizer, load_features("train"), random.Random(0))
    optimiser = torch.optim.AdamW(aligner.parameters(), lr=1e-3, weight_decay=0.02)
    start, count, total = time.process_time(), 0, {}
    while (spent := time.process_time() - start) < arguments.minutes * 60:
        for group in optimiser.param_groups:
            group["lr"] = 1e-3 * min(1, (count + 1) / 30) * (0.5 + 0.5 * np.cos(np.pi * spent / arguments.minutes / 60)) + 1e-6
        losses = step.loss()
        optimiser.zero_grad()
        sum(losses.values()).backward()
        nn.utils.clip_grad_norm_(aligner.parameters(), 1.0)
        optimiser.step()
        count += 1
        for name, value in losses.items():
            total[name] = total.get(name, 0) * 0.95 + float(value) * 0.05
        if count % 25 == 0:
            scale = 1 - 0.95**count
            print(f"{spent / 60:5.1f} min  step {count}", {k: round(v / scale, 3) for k, v in total.items()}, flush=True)
            save(aligner, arguments.out)
    save(aligner, arguments.out)


if __name__ == "__main__":
    main()
