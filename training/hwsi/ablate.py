"""The paper's two tables in our terms: which levels, and which losses of stage 1, the answers rest on.

Levels: the one model is trained with levels left out at random, so a row leaves levels out of its
prompt. Losses: stage 1 without some of its losses, then the projectors and the pointer alone trained
on its tokens, the language model as it is; every row, that of all losses too, has the same minutes.
Tasks are the answerable families (accuracy), reports and captions (F1 of facts). Every row resumes.
Run: python -m hwsi.ablate, or python -m hwsi.ablate --losses "all three" "L_s" --minutes 4
"""

import json
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from hwsi import align, protocol
from hwsi.asking import Asker, Store, store_key
from hwsi.compose import load_features
from hwsi.device import to
from hwsi.evaluate import FULL, QUICK, ROOT, SEED, asking, setup
from hwsi.features import TextSpace
from hwsi.proof import Bootstrap, spread
from hwsi.protocol import Case
from hwsi.questions import ANSWERABLE, right
from hwsi.reader import Reader
from hwsi.reports_text import f1, fact_counts, facts
from hwsi.sequence import CELL, PATCH, REGION, SLIDE, Drop
from hwsi.speak import Told, load_speaker, load_tuner
from hwsi.told import Bank
from hwsi.lessons import Teacher
from hwsi.trainer import Trainer

ALL = "slide + region + patch + cell"
NAMES = {"slide": SLIDE, "region": REGION, "patch": PATCH, "cell": CELL}
#: The paper's rows: each adds a level to the one before; then those that lack one or two.
LADDER = ("slide", "slide + region", "slide + region + patch", ALL)
LESS = ("slide + cell", "slide + patch", "slide + patch + cell", "slide + region + cell")
#: The paper's rows -> the losses that stage 1 goes without.
LOSSES = {
    "all three": (),
    "L_s + L_c": ("slide",),
    "L_s + L_WSI": ("consistency",),
    "L_s": ("slide", "consistency"),
    "L_c + L_WSI": ("scales",),
    "L_WSI": ("scales", "consistency"),
}
TEXTS = ("report", "caption")
#: Questions of each family for the rows of losses.
LOSS_EACH = 36


@dataclass
class Scores:
    """Tasks of a row: value, and values in every bootstrap draw."""

    value: dict[str, float]
    draws: dict[str, np.ndarray]

    def mean(self) -> tuple[float, np.ndarray]:
        return float(np.mean(list(self.value.values()))), np.nanmean(list(self.draws.values()), 0)


def scores(cases: list[Case], told: list[list[Told]]) -> Scores:
    """Accuracy of each answerable family; F1 of facts of reports and captions."""
    rows = [(c.number, a, t.text) for c, row in zip(cases, told) for a, t in zip(c.asked, row) if a.family in ANSWERABLE]
    boot = Bootstrap([n for n, _, _ in rows])
    families = np.array([a.family for _, a, _ in rows])
    hits = np.array([right(a, t) for _, a, t in rows], float)
    found = Scores({}, {})
    for family in sorted(set(families) - set(TEXTS)):
        chosen = families == family
        found.value[family], found.draws[family] = float(hits[chosen].mean()), boot.draws(hits, chosen)
    for family in TEXTS:
        chosen = np.flatnonzero(families == family)
        if len(chosen):
            counts = fact_counts(*([facts(text, family == "caption") for text in texts] for texts in ([rows[i][1].answer for i in chosen], [rows[i][2] for i in chosen])))
            found.value[family], found.draws[family] = float(f1(counts.sum(0))), f1(boot.weights[:, boot.of[chosen]] @ counts)
    return found


def table(rows: dict[str, Scores], base: str) -> dict:
    """Rows with the mean over tasks, that over questions of families alone, and the difference to the base row."""
    out, (whole, drawn) = {}, rows[base].mean()
    for name, row in rows.items():
        mean, draws = row.mean()
        families = float(np.mean([v for k, v in row.value.items() if k not in TEXTS]))
        out[name] = {"mean": spread(mean, draws), "families": round(families, 4), "tasks": {k: round(v, 4) for k, v in row.value.items()}}
        if name != base:
            out[name]["difference"] = spread(mean - whole, draws - drawn)
    return {"base": base, "rows": out}


def drop(levels: str) -> Drop:
    """What a row leaves out."""
    return Drop(frozenset(k for name, k in NAMES.items() if name not in levels.split(" + ")))


def levels(asker: Asker, cases: list[Case]) -> dict:
    """Every row of levels, and the prompt without any image as a floor; answers of all levels are those of the evaluation."""
    asked = [replace(c, asked=[a for a in c.asked if a.family in ANSWERABLE]) for c in cases]
    rows = {name: scores(asked, asker.image(asked, f"levels {name}", drop(name))) for name in (*LADDER, *LESS) if name != ALL}
    rows = {ALL: scores(cases, asker.image(cases, "image")), **rows, "no image": scores(cases, asker.blind(cases, "blind"))}
    return {"questions": sum(a.family in ANSWERABLE for c in cases for a in c.asked), "slides": len({c.number for c in cases}), **table(rows, ALL)}


def aligned(folder: Path, weights: Path, tokenizer: Tokenizer, without: tuple[str, ...], minutes: float) -> Reader:
    """The encoders of stage 1 without some losses, trained where they are not there yet."""
    if not (folder / "aligner.pt").exists():
        options = align.Options(minutes=minutes, without=without)
        aligner = align.new_aligner(weights, tokenizer, options)
        folder.mkdir(parents=True, exist_ok=True)
        align.train(aligner, tokenizer, Bank(load_features("train"), TextSpace(weights, tokenizer)), options, folder / "align-state.pt")
        align.save(aligner, folder)
    return Reader(folder)


def loss_row(name: str, weights: Path, pack: Path, out: Path, minutes: float, align_minutes: float) -> Scores:
    """Trains and measures one row; its scores as they are kept."""
    phrases, tokenizer = (Tokenizer.from_file(str(pack / f"{n}.json")) for n in ("tokenizer", "llm-tokenizer"))
    folder = out / name.replace(" ", "-")
    reader = aligned(folder, weights, phrases, LOSSES[name], align_minutes)
    space = TextSpace(weights, phrases)
    trainer = Trainer(load_tuner(weights, tokenizer), folder, True)
    teacher = Teacher(reader.read(load_features("train")), space, reader, tokenizer, SEED)
    trainer.stage("projectors", ["projectors", "pointer"], minutes, 8e-4, lambda: trainer.work.loss(to(teacher.batch())))
    bank = reader.read(load_features("test"))
    cases = protocol.balanced(protocol.draw([r for r in bank if not r.is_real], space, protocol.POOL, SEED), each=LOSS_EACH)
    asker = Asker(load_speaker(folder, tokenizer), reader, Store(folder / "answers", store_key(folder, None, cases)))
    asker.image(cases, "image")
    return measured(folder, cases)


def measured(folder: Path, cases: list[Case]) -> Scores:
    """Scores of a row from its kept answers."""
    kept = json.loads((folder / "answers" / "image.json").read_text())
    return scores(cases, [[Told(text) for text, _ in row] for row in kept])


def losses(names: list[str], weights: Path, pack: Path, out: Path, minutes: float, align_minutes: float) -> dict:
    """The rows asked for, beside those that are there."""
    rows = {n: loss_row(n, weights, pack, out, minutes, align_minutes) for n in LOSSES if n in names or (out / n.replace(" ", "-") / "answers" / "image.json").exists()}
    return {"minutes": minutes, "align minutes": align_minutes, **table(rows, "all three" if "all three" in rows else next(iter(rows)))}


def main() -> None:
    parser = asking(__doc__)
    parser.add_argument("--losses", nargs="+", choices=list(LOSSES), default=[], help="train and measure these rows of losses, not the levels")
    parser.add_argument("--minutes", type=float, default=4, help="of processor time for a row's projectors")
    parser.add_argument("--align-minutes", type=float, default=3, help="of processor time for a row's stage 1")
    parser.add_argument("--rows", type=Path, default=ROOT / "out" / "ablation")
    parser.add_argument("--out", type=Path, default=ROOT / "metrics" / "ablation.json")
    given = parser.parse_args()
    torch.set_num_threads(1)
    report = json.loads(given.out.read_text()) if given.out.exists() else {}
    if given.losses:
        report["losses"] = losses(given.losses, given.weights, given.pack, given.rows, given.minutes, given.align_minutes)
    else:
        made = setup(given.weights, given.pack, given.answers, QUICK if given.quick else FULL, not given.trained)
        report["levels"] = levels(made.asker, made.cases)
    given.out.write_text(json.dumps(report, indent=1) + "\n")
    for kind in report.values():
        for name, row in kind["rows"].items():
            print(f"{row['mean']['value']:.3f}  {name}")


if __name__ == "__main__":
    main()
