"""Proof that the language model looks: its answers on held-out slides beside the same without and with other images.

The weights are those of the int4 file, answered in PyTorch (hwsi.speak); a sample is compared with the
pack's own files in onnxruntime. Slides and questions are those of hwsi.protocol, of drawn test regions
and, apart, of real patches. Every condition is kept in training/out/answers, so that a stopped run goes
on. Run: python -m hwsi.evaluate (about 15 minutes of one core); hwsi.ablate for the levels.
"""

import argparse
import json
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from hwsi import protocol
from hwsi.asking import Asker, Store, store_key
from hwsi.compose import BankRegion, Composed, Selected, load_features
from hwsi.counted import Counts, shown
from hwsi.features import TextSpace
from hwsi.pack_speaker import PackSpeaker
from hwsi.pointing import faithfulness, pointing, taken
from hwsi.proof import CONDITIONS, Record, accuracy, apart, refusal
from hwsi.protocol import Case, lent
from hwsi.questions import ask, right
from hwsi.reader import Reader
from hwsi.reports_text import compared, load_wordnet
from hwsi.speak import Told, load_speaker

__all__ = ["PackSpeaker"]

ROOT = Path(__file__).parents[1]
SEED = 4


@dataclass(frozen=True)
class Size:
    """How much is asked: slides to draw questions from, questions of a family, of pointing and of the pack's files."""

    pool: int = protocol.POOL
    each: int = protocol.EACH
    pointed: int = 400
    real_pool: int = 240
    real_each: int = 36
    fresh_pool: int = 400
    fresh_each: int = 24
    agreed: int = 60


#: `--quick` is about 600 questions and 5 minutes.
FULL, QUICK = Size(), Size(500, 20, 100, 120, 14, 120, 8, 20)


def drawn_cases(bank: list[BankRegion], space: TextSpace, size: Size = FULL) -> list[Case]:
    """The protocol's slides and questions of drawn regions."""
    cases = protocol.balanced(protocol.draw([r for r in bank if not r.is_real], space, size.pool, SEED), each=size.each)
    protocol.exchange(cases)
    return cases


def real_cases(bank: list[BankRegion], space: TextSpace, size: Size = FULL) -> list[Case]:
    """Slides of real patches; what they answer is balanced as far as it goes."""
    cases = protocol.balanced(protocol.draw([r for r in bank if r.is_real], space, size.real_pool, SEED), each=size.real_each)
    protocol.exchange(cases)
    return cases


def fresh_cases(bank: list[BankRegion], space: TextSpace, size: Size = FULL) -> list[Case]:
    """Questions in wordings that were written apart from training's."""
    fresh = lambda view, rng, family, split: ask(view, rng, family, "fresh")  # noqa: E731
    return protocol.balanced(protocol.draw([r for r in bank if not r.is_real], space, size.fresh_pool, SEED + 1, fresh), each=size.fresh_each)


def records(cases: list[Case], told: dict[str, list[list[Told]]]) -> list[Record]:
    """One for every question: answers with their numbers as the page shows them."""
    lent_to = lambda c: lent(c, cases[c.other], 0)  # noqa: E731
    other = {"image": lambda c: counts_of(c.slide, c.selected), "blind": lambda c: {}, "exchanged": lambda c: counts_of(cases[c.other].slide, lent_to(c))}
    out = []
    for s, case in enumerate(cases):
        counts = {k: other[k](case) for k in told}
        for i, asked in enumerate(case.asked):
            out.append(Record(case.number, asked, {k: shown(v[s][i].text, counts[k]) for k, v in told.items()}, told["image"][s][i].text))
    return out


def counts_of(slide: Composed, selected: list[Selected]) -> Counts:
    """What was counted in the kept patches."""
    return {s.id: slide.regions[s.region].truths[s.patch].counts if s.counts is None else s.counts for s in selected}


def conditions(asker: Asker, cases: list[Case], prefix: str = "") -> dict[str, list[list[Told]]]:
    """Own, no and another slide's tokens."""
    return dict(zip(CONDITIONS, (asker.image(cases, f"{prefix}image"), asker.blind(cases, f"{prefix}blind"), asker.exchanged(cases, f"{prefix}exchanged"))))


def point(asker: Asker, cases: list[Case], space: TextSpace) -> dict:
    """Pointing accuracy, and what the answers lose with their evidence."""
    told = [t[0] for t in asker.image(cases, "pointed")]
    rows = taken(cases, told)
    names = sorted({n for r in rows for n in r.kept})
    chance: dict[str, list] = {"full": asker.likelihoods("chance full", [r.case for r in rows], lambda i: asker.row(rows[i].case.slide, rows[i].case.selected), [r.stem for r in rows])}
    hits: dict[str, list] = {"full": [1.0] * len(rows)}
    for name in names:
        chosen = [r for r in rows if name in r.kept]
        cut = [replace(r.case, selected=r.kept[name]) for r in chosen]
        found = asker.likelihoods(f"chance {name}", cut, lambda i, cut=cut: asker.row(cut[i].slide, cut[i].selected), [r.stem for r in chosen])
        answers = asker.image(cut, f"answers {name}")
        at = {r.case.number: (p, right(r.case.asked[0], t[0].text)) for r, p, t in zip(chosen, found, answers)}
        chance[name], hits[name] = ([at[r.case.number][i] if r.case.number in at else None for r in rows] for i in (0, 1))
    chance = {k: [None if p is None else float(np.exp(p)) for p in v] for k, v in chance.items()}
    return {"pointing": pointing(cases, told, space), "faithfulness": faithfulness(rows, chance, hits)}


def written(rows: list[Record]) -> dict:
    """Reports and captions against the true ones."""
    wordnet, out = load_wordnet(), {}
    for family in ("report", "caption"):
        chosen = [r for r in rows if r.asked.family == family]
        if chosen:
            told = {c: [r.told[c] for r in chosen] for c in CONDITIONS}
            out[family] = compared([r.asked.answer for r in chosen], told, [r.slide for r in chosen], family == "caption", wordnet)
    return out


def agreement(asker: Asker, pack: Path, cases: list[Case], told: list[list[Told]], count: int) -> dict:
    """Answers of the pack's files equal to those of the batched speaker, on every n-th case's first question."""
    speaker, picked = PackSpeaker(pack), range(0, len(cases), max(1, len(cases) // count))

    def make() -> list[str]:
        return [speaker.answer(asker.row(cases[i].slide, cases[i].selected), cases[i].asked[0].question) for i in picked]

    same = [a == told[i][0].text for a, i in zip(asker.store.keep("pack", make), picked)]
    claims = [right(cases[i].asked[0], a) == right(cases[i].asked[0], told[i][0].text) for a, i in zip(asker.store.keep("pack", make), picked)]
    return {"questions": len(same), "equal answers": round(float(np.mean(same)), 4), "equally right": round(float(np.mean(claims)), 4)}


@dataclass
class Setup:
    """What the evaluation and the ablation of levels share: test regions, the drawn cases, who answers."""

    space: TextSpace
    bank: list[BankRegion]
    cases: list[Case]
    asker: Asker
    size: Size = FULL


def setup(weights: Path, pack: Path, answers: Path, size: Size = FULL, int4: bool = True) -> Setup:
    """`int4`: the language model of the pack's file; else as it was trained, where nothing is exported yet."""
    space, reader = TextSpace(weights, Tokenizer.from_file(str(pack / "tokenizer.json"))), Reader(weights)
    bank, decoder = reader.read(load_features("test")), pack / "llm-decoder.onnx" if int4 else None
    cases = drawn_cases(bank, space, size)
    speaker = load_speaker(weights, Tokenizer.from_file(str(pack / "llm-tokenizer.json")), decoder)
    return Setup(space, bank, cases, Asker(speaker, reader, Store(answers / ("quick" if size == QUICK else "full"), store_key(weights, decoder, cases))), size)


def evaluate(made: Setup, pack: Path | None) -> dict:
    """The whole report; `pack` is compared with the batched speaker."""
    asker, drawn = made.asker, made.cases
    pointed = protocol.pointed([r for r in made.bank if not r.is_real], made.space, made.size.pointed, SEED)
    told = conditions(asker, drawn)
    rows = records(drawn, told)
    report = {"written": "numbers weighed together against each word", "regions": sum(not r.is_real for r in made.bank), "drawn": accuracy(rows), "refusals": refusal(rows), **point(asker, pointed, made.space), "texts": written(rows)}
    fresh = fresh_cases(made.bank, made.space, made.size)
    report["fresh wordings"] = apart(records(fresh, {"image": asker.image(fresh, "fresh")}))
    if any(r.is_real for r in made.bank):
        real = real_cases(made.bank, made.space, made.size)
        real_rows = records(real, conditions(asker, real, "real "))
        report |= {"real": accuracy(real_rows), "real texts": written(real_rows)}
    return report | ({"agreement": agreement(asker, pack, drawn, told["image"], made.size.agreed)} if pack else {})


def asking(description: str) -> argparse.ArgumentParser:
    """A parser of what is asked, and who answers."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pack", type=Path, default=ROOT.parent / "public" / "pack")
    parser.add_argument("--weights", type=Path, default=ROOT / "out" / "weights")
    parser.add_argument("--answers", type=Path, default=ROOT / "out" / "answers")
    parser.add_argument("--trained", action="store_true", help="answer with the weights as trained, not with the pack's int4 file")
    parser.add_argument("--quick", action="store_true", help="a third of the questions, about 5 minutes")
    return parser


def main() -> None:
    parser = asking(__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "metrics" / "answers.json")
    given = parser.parse_args()
    torch.set_num_threads(1)
    report = evaluate(setup(given.weights, given.pack, given.answers, QUICK if given.quick else FULL, not given.trained), None if given.trained else given.pack)
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_text(json.dumps(report, indent=1) + "\n")
    print(json.dumps(report["drawn"]["answerable"], indent=1), json.dumps(report["drawn"]["criteria"], indent=1), sep="\n")


if __name__ == "__main__":
    main()
