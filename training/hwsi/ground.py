"""Stage 0 of the upper levels: CCAF, region and slide encoder on truth.

The paper begins stage 1 with encoders that are pretrained; ours first learn to tell the facts of
cells, regions and slides from drawn truth, through a linear head each that is then thrown away.
Run: python -m hwsi.ground --minutes 6, before hwsi.align.
"""

import argparse
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits

from hwsi.batches import Batches, Said, cell_words, known_facts
from hwsi.ccaf import CELL_WIDTH, Ccaf
from hwsi.compose import load_features
from hwsi.features import TextSpace
from hwsi.loop import Loop
from hwsi.phrases import CELL_PHRASES
from hwsi.region import REGION_WIDTH, RegionEncoder
from hwsi.slide import SLIDE_WIDTH, SlideEncoder
from hwsi.statements import STATEMENTS
from hwsi.told import Bank, slide_arrays

#: The encoders as stage 0 leaves them.
FILE = "ground.pt"


class Ground(nn.Module):
    """The encoders, each with a linear head over the facts of its scale."""

    def __init__(self):
        super().__init__()
        self.ccaf, self.region, self.slide = Ccaf(), RegionEncoder(), SlideEncoder()
        self.heads = nn.ModuleDict({"cell": nn.Linear(CELL_WIDTH, len(CELL_PHRASES)), "region": nn.Linear(REGION_WIDTH, len(STATEMENTS)), "slide": nn.Linear(SLIDE_WIDTH, len(STATEMENTS))})

    def encoders(self) -> dict[str, dict[str, torch.Tensor]]:
        return {name: getattr(self, name).state_dict() for name in ("ccaf", "region", "slide")}


#: Facts that few regions show and that lie in the arrangement of patches alone weigh this much more.
HARD, HARDER = ("arrangement:", "necrosis:", "immune:", "focality:", "front:"), 4.0


def fact_loss(logits: torch.Tensor, told: list[Said], facts: list[str]) -> torch.Tensor:
    """Cross-entropy of each fact over the rows where it is known, weighted mean over the facts known of any."""
    positive, known = known_facts(told, facts)
    loss = binary_cross_entropy_with_logits(logits, positive.float(), reduction="none") * known
    rows = known.sum(0)
    weights = torch.tensor([HARDER if f.startswith(HARD) else 1.0 for f in facts]) * (rows > 0)
    return (loss.sum(0) / rows.clamp(min=1) * weights).sum() / weights.sum()


def losses(model: Ground, batches: Batches, number: int) -> dict[str, torch.Tensor]:
    """Losses of a step at the three scales."""
    rng = batches.rng_of(number)
    scales = batches.scales(rng)
    slides = batches.slides(number, rng)
    tokens = batches.tables.level_tokens(model, slide_arrays(batches.bank, slides, rng))
    return {
        "cell": fact_loss(model.heads["cell"](scales.cells), [cell_words(t) for t in scales.truths], list(CELL_PHRASES)),
        "region": fact_loss(model.heads["region"](scales.regions), scales.statements, list(STATEMENTS)),
        "slide": fact_loss(model.heads["slide"](tokens["slide"][0][:, 0]), [(s.holds, s.denies) for s in slides], list(STATEMENTS)),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=6, help="of processor time")
    parser.add_argument("--weights", type=Path, default=Path("training/out/weights"))
    parser.add_argument("--tokenizer", type=Path, default=Path("public/pack/tokenizer.json"))
    given = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(0)
    model = Ground()
    bank = Bank(load_features("train"), TextSpace(given.weights, Tokenizer.from_file(str(given.tokenizer))))
    batches = Batches(bank, model, seed=1000)
    groups = [{"params": list(model.parameters()), "rate": 1e-3}]
    Loop(batches, lambda number: losses(model, batches, number), groups, {"minutes": given.minutes}, given.weights / "ground-state.pt").train()
    torch.save(model.encoders(), given.weights / FILE)


if __name__ == "__main__":
    main()
