"""Stage 1: hierarchical alignment of the cell, region and slide levels (paper eq. 6 to 9).

On cached features: the patch and text encoders were trained before (hwsi.train_patch) and stay as
they are here; each scale has a head into the text space, and the text tower of this stage starts
from the pack's and learns sentences and reports (hwsi.aligner). The encoders start where stage 0
left them (hwsi.ground), as the paper's start pretrained. Batches: hwsi.batches.

Run: python -m hwsi.align --minutes 8 [--seed 0] [--without scales slide consistency] [--weight 0.1]
     [--tau paper] [--levels slide region patch cell] [--out training/out/weights]
"""

import argparse
import random
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer

from hwsi.aligner import LEVELS, Aligner, fuse
from hwsi.batches import Batches, Said, Scales, cell_words, known_facts
from hwsi.compose import load_features
from hwsi.contrast import each_positive, two_way
from hwsi.facts import denied, patch_facts
from hwsi.features import TextSpace
from hwsi.ground import FILE
from hwsi.loop import Loop
from hwsi.phrases import CELL_PHRASES, PATCH_PHRASES
from hwsi.reports import wording
from hwsi.statements import STATEMENTS
from hwsi.tokenizer import encode_texts
from hwsi.told import Bank, Told, slide_arrays

LOSSES = ("scales", "slide", "consistency")
#: Highest rates of learning; the paper's is 1e-3.
ENCODERS_RATE, TEXT_RATE, HEADS_RATE = 5e-4, 1e-3, 2e-3
#: Chance of each level to stay in a slide's second vector; the first has all of them.
STAYS = 0.5


@dataclass(frozen=True)
class Options:
    """What a run does; equal options and seed give equal runs up to the processor's pace."""

    minutes: float = 8.0
    seed: int = 0
    without: tuple[str, ...] = ()  # of LOSSES
    weight: float = 0.1  # of eq. 8: at 1 it flattens the cell tokens onto the patches
    tau: str = "learned"  # or "paper": 0.02, fixed
    levels: tuple[str, ...] = LEVELS


class Step:
    """The losses of a step (eq. 9)."""

    def __init__(self, aligner: Aligner, tokenizer: Tokenizer, bank: Bank, options: Options):
        self.aligner, self.tokenizer, self.options = aligner, tokenizer, options
        self.batches = Batches(bank, aligner, options.seed)
        self.rng = random.Random()

    def losses(self, number: int) -> dict[str, torch.Tensor]:
        """Every loss that the options keep, weighted."""
        self.rng = self.batches.rng_of(number)
        scales = self.batches.scales(self.rng)
        units = {"cell": scales.cells, "patch": scales.patches, "region": scales.regions}
        z = {s: self.aligner.scale(s, tokens) for s, tokens in units.items() if s in self.options.levels}
        losses = self.scales(z, scales) if "scales" not in self.options.without else {}
        if "consistency" not in self.options.without and self.options.weight and len(z) > 1:
            losses["consistency"] = self.options.weight * consistency(z, scales)
        return losses | self.slides(self.batches.slides(number, self.rng))

    def scales(self, z: dict[str, torch.Tensor], scales: Scales) -> dict[str, torch.Tensor]:
        """Eq. 6 of cells, patches and regions."""
        told = {
            "cell": ([cell_words(t) for t in scales.truths], CELL_PHRASES),
            "patch": ([(patch_facts(t), denied(t)) for t in scales.truths], PATCH_PHRASES),
            "region": (scales.statements, STATEMENTS),
        }
        return {s: self.scale_loss(z[s], *told[s]) for s in z}

    def scale_loss(self, z: torch.Tensor, told: list[Said], table: dict[str, list[str]]) -> torch.Tensor:
        """Eq. 6 by fact: rows of z against one wording of each fact."""
        words = self.words([self.rng.choice(table[f]) for f in table])
        return two_way(z @ words.T / self.aligner.tau(), *known_facts(told, list(table)), each_positive)

    def slides(self, slides: list[Told]) -> dict[str, torch.Tensor]:
        """Statements of the slides (eq. 6) and their reports (eq. 7), by all levels and by some."""
        batches = self.batches
        tokens = batches.tables.level_tokens(self.aligner, slide_arrays(batches.bank, slides, self.rng))
        vectors, exist = self.aligner.levels(tokens)
        exist = exist * torch.tensor([float(level in self.options.levels) for level in LEVELS])
        some = exist * (torch.rand_like(exist) < STAYS)
        some = torch.where(some.amax(1, keepdim=True) > 0, some, exist)
        z = torch.cat([fuse(vectors, exist), fuse(vectors, some)])
        losses = {}
        if "scales" not in self.options.without:
            losses["statements"] = self.scale_loss(z, [(s.holds, s.denies) for s in slides] * 2, STATEMENTS)
        if "slide" not in self.options.without:
            losses["slide"] = self.report_loss(z, [s.report for s in slides])
        return losses

    def report_loss(self, z: torch.Tensor, reports: list[tuple[str, ...]]) -> torch.Tensor:
        """Eq. 7: each slide, by all levels and by some, against the reports of the batch; equal reports are positives."""
        same = torch.tensor([[set(x) == set(y) for y in reports] for x in reports])
        logits = z @ report_vectors(self.aligner, self.words, reports, self.rng).T / self.aligner.tau()
        both = [two_way(part, same, torch.ones_like(same), each_positive) for part in logits.split(len(reports))]
        return sum(both) / 2

    def words(self, lines: list[str]) -> torch.Tensor:
        return encode_words(self.aligner, self.tokenizer, lines)


def consistency(z: dict[str, torch.Tensor], scales: Scales) -> torch.Tensor:
    """Eq. 8 on unit vectors: region against the mean of its cells and patches, cell against patch."""
    across = torch.zeros(())
    for s in ("cell", "patch"):
        if s in z and "region" in z:
            across = across + (z["region"] - scales.mean(z[s])).pow(2).sum(1).mean() / 2
    if "cell" in z and "patch" in z:
        across = across + (z["cell"] - z["patch"]).pow(2).sum(1).mean()
    return across


def encode_words(aligner: Aligner, tokenizer: Tokenizer, lines: list[str]) -> torch.Tensor:
    """Lines -> unit vectors [m, 192]; computed no longer than the longest."""
    ids, masks = (torch.tensor(rows) for rows in encode_texts(tokenizer, lines))
    longest = int(masks.sum(1).max())
    return aligner.text(ids[:, :longest], masks[:, :longest])


def report_vectors(aligner: Aligner, words, reports: list[tuple[str, ...]], rng: random.Random) -> torch.Tensor:
    """Reports as tuples of facts -> unit vectors [b, 192]; each fact is worded once for the batch."""
    facts = sorted({f for report in reports for f in report})
    row = {f: i for i, f in enumerate(facts)}
    longest = max(map(len, reports))
    rows, mask = torch.zeros(len(reports), longest, dtype=torch.int64), torch.zeros(len(reports), longest)
    for i, report in enumerate(reports):
        rows[i, : len(report)], mask[i, : len(report)] = torch.tensor([row[f] for f in report]), 1
    return aligner.reports(words([wording(f, rng) for f in facts]), rows, mask)


def new_aligner(weights: Path, tokenizer: Tokenizer, options: Options) -> Aligner:
    """The encoders of stage 0 (random without its file), the pack's text tower, heads random by the seed."""
    torch.manual_seed(options.seed)
    aligner = Aligner(tokenizer.get_vocab_size(), options.tau)
    aligner.text.load_state_dict(torch.load(weights / "text-encoder.pt"))
    if (weights / FILE).exists():
        for name, state in torch.load(weights / FILE).items():
            getattr(aligner, name).load_state_dict(state)
    return aligner


def train(aligner: Aligner, tokenizer: Tokenizer, bank: Bank, options: Options, state: Path | None = None) -> Loop:
    """Trains for the options' minutes; what begins at random learns faster than what is pretrained."""
    step = Step(aligner, tokenizer, bank, options)
    groups: dict[float, list] = {ENCODERS_RATE: [], TEXT_RATE: [], HEADS_RATE: []}
    for name, parameter in aligner.named_parameters():
        if parameter.requires_grad:
            part = name.split(".")[0]
            groups[ENCODERS_RATE if part in ("ccaf", "region", "slide") else TEXT_RATE if part == "text" else HEADS_RATE].append(parameter)
    loop = Loop(step.batches, step.losses, [{"params": g, "rate": rate} for rate, g in groups.items()], asdict(options), state)
    loop.train()
    return loop


def save(aligner: Aligner, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for name, part in (("ccaf", aligner.ccaf), ("region-encoder", aligner.region), ("slide-encoder", aligner.slide)):
        torch.save(part.state_dict(), out / f"{name}.pt")
    torch.save(aligner.state_dict(), out / "aligner.pt")


def parse() -> tuple[argparse.Namespace, Options]:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=8, help="of processor time")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--without", nargs="*", choices=LOSSES, default=[], help="losses left out of eq. 9")
    parser.add_argument("--weight", type=float, default=0.1, help="of the cross-scale consistency, eq. 8")
    parser.add_argument("--tau", choices=("learned", "paper"), default="learned")
    parser.add_argument("--levels", nargs="+", choices=LEVELS, default=list(LEVELS))
    parser.add_argument("--weights", type=Path, default=Path("training/out/weights"), help="folder of text-encoder.pt and ground.pt")
    parser.add_argument("--out", type=Path, default=Path("training/out/weights"))
    parser.add_argument("--tokenizer", type=Path, default=Path("public/pack/tokenizer.json"))
    given = parser.parse_args()
    return given, Options(given.minutes, given.seed, tuple(given.without), given.weight, given.tau, tuple(given.levels))


def main() -> None:
    given, options = parse()
    torch.set_num_threads(1)
    tokenizer = Tokenizer.from_file(str(given.tokenizer))
    aligner = new_aligner(given.weights, tokenizer, options)
    bank = Bank(load_features("train"), TextSpace(given.weights, tokenizer))
    train(aligner, tokenizer, bank, options, given.out / "align-state.pt")
    save(aligner, given.out)


if __name__ == "__main__":
    main()
