"""Evaluation of seeing: what each level and each loss of stage 1 gives, on composed held-out slides.

First the pack's own model (weights/aligner.pt): every row of levels from one model trained with
level dropout, and the matched sets with their controls. Then short runs of stage 1 from the same
stage 0, three seeds each: all losses, each removed, the temperature and weight of the paper, and
models trained on some levels only. What a run gave is kept in training/out/seeing, what is known so
far written to training/metrics/seeing.json; runs that are there are skipped, and runs stand in the order
of their weight, so that what a budget cuts is the least of them.
Run: python -m hwsi.seeing [--minutes 1] [--budget 35]
"""

import argparse
import json
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from hwsi.align import Options, new_aligner, train
from hwsi.aligner import LEVELS, Aligner
from hwsi.compose import load_features
from hwsi.features import TextSpace
from hwsi.heldout import DIAGNOSES, MATCHED
from hwsi.measure import Outcome, draw_weights, summary
from hwsi.sight import LEVEL_ROWS, Sight
from hwsi.told import Bank

ROOT = Path(__file__).parents[1]
PACK, BASE = "pack", "all"
SEEDS = (0, 1, 2)
#: Minutes that a run takes besides its training: tables, held-out slides, probe.
AROUND = 0.4


@dataclass(frozen=True)
class Row:
    """A kind of run: what it changes, and the levels that its slides are told by."""

    name: str
    change: dict
    levels: tuple[tuple[str, ...], ...] = (LEVELS,)


ROWS = (
    Row(BASE, {}, LEVEL_ROWS),
    Row("without L_WSI", {"without": ("slide",)}),
    Row("without L_c (weight 0)", {"without": ("consistency",)}),
    Row("L_s alone", {"without": ("slide", "consistency")}),
    Row("weight 1", {"weight": 1.0}),
    Row("tau 0.02", {"tau": "paper"}),
    Row("trained on slide", {"levels": ("slide",)}, (("slide",),)),
    Row("trained on slide + region + patch", {"levels": LEVELS[:3]}, (LEVELS[:3],)),
    Row("without L_s", {"without": ("scales",)}),
)
#: How many of the rows come first, in all seeds.
LOSS_ROWS = 4


class Store:
    """Outcomes of runs as files, and the JSON that is rendered from them."""

    def __init__(self, folder: Path, metrics: Path, key: dict):
        self.folder, self.metrics, self.key = folder, metrics, key
        folder.mkdir(parents=True, exist_ok=True)
        mark = folder / "key.json"
        if mark.exists() and json.loads(mark.read_text()) != key:
            for path in folder.glob("*.npz"):
                path.unlink()
        mark.write_text(json.dumps(key))

    def path(self, row: str, seed: int) -> Path:
        return self.folder / f"{row.replace(' ', '-')}.{seed}.npz"

    def has(self, row: str, seed: int) -> bool:
        return self.path(row, seed).exists()

    def keep(self, row: str, seed: int, outcomes: dict[tuple[str, ...], Outcome], controls: dict | None = None) -> None:
        arrays = {f"{' + '.join(levels)}|{name}": values for levels, o in outcomes.items() for name, values in asdict(o).items()}
        np.savez(self.path(row, seed), controls=np.array(json.dumps(controls or {})), **arrays)

    def load(self, row: str) -> tuple[dict[str, list[Outcome]], list[dict], int]:
        """Levels -> outcomes by seed, controls by seed, and the number of seeds."""
        files = [dict(np.load(self.path(row, s))) for s in SEEDS if self.has(row, s)]
        found: dict[str, list[Outcome]] = {}
        for f in files:
            for levels in dict.fromkeys(k.split("|")[0] for k in f if "|" in k):
                found.setdefault(levels, []).append(Outcome(**{k.split("|")[1]: v for k, v in f.items() if k.startswith(f"{levels}|")}))
        return found, [json.loads(str(f["controls"])) for f in files], len(files)

    def write(self, sight: Sight) -> None:
        """The JSON of all that is there."""
        base = self.load(BASE)[0]
        every = " + ".join(LEVELS)
        report: dict = {**self.key, "classes": list(DIAGNOSES), "class slides": np.bincount(sight.truth, minlength=len(DIAGNOSES)).tolist()}
        report |= {"levels": {}, "losses": {}, "sets": {}}
        for kind in (PACK, BASE):
            rows, controls, seeds = self.load(kind)
            if seeds:
                report["levels"][kind] = {"seeds": seeds, "rows": {k: summary(o, rows["slide"] if k != "slide" else None) for k, o in rows.items()}}
                report["sets"][kind] = controls_summary(controls)
        for row in ROWS:
            rows, _, seeds = self.load(row.name)
            for levels, outcomes in rows.items() if seeds else ():
                if row.name != BASE or levels == every:
                    other = base.get(levels, base[every])[:seeds] if row.name != BASE else None
                    report["losses"][row.name] = {"seeds": seeds, "levels": levels, "measures": summary(outcomes, other)}
        self.metrics.parent.mkdir(parents=True, exist_ok=True)
        self.metrics.write_text(json.dumps(report, indent=1) + "\n")


def controls_summary(seeds: list[dict]) -> dict:
    """Set -> slides, groups, values, and levels -> control -> accuracy, mean over seeds."""
    out = {}
    for name, found in seeds[0].items():
        values, groups = MATCHED[name].values, np.array(found["groups"])
        out[name] = {"slides": len(groups), "groups": len(set(found["groups"])), "values": list(values), "chance": round(1 / len(values), 3)}
        out[name]["levels"] = {
            level: {c: _accuracy(np.mean([s[name]["levels"][level][c] for s in seeds], 0), groups) for c in controls}
            for level, controls in found["levels"].items()
        }
    return out


def _accuracy(hits: np.ndarray, groups: np.ndarray) -> dict[str, float]:
    """Share of hits with its 95 % interval, groups (regions in several stains) drawn with replacement."""
    member = (groups[None] == np.unique(groups)[:, None]).astype(float)
    weights = draw_weights(len(member)) @ member
    low, high = np.percentile(weights @ hits / weights.sum(1), [2.5, 97.5])
    return {"value": round(float(hits.mean()), 4), "low": round(float(low), 4), "high": round(float(high), 4)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=1, help="of processor time for the training of a run")
    parser.add_argument("--budget", type=float, default=35, help="minutes of processor time in all")
    parser.add_argument("--weights", type=Path, default=ROOT / "out" / "weights")
    parser.add_argument("--tokenizer", type=Path, default=ROOT.parent / "public" / "pack" / "tokenizer.json")
    parser.add_argument("--out", type=Path, default=ROOT / "out" / "seeing")
    parser.add_argument("--metrics", type=Path, default=ROOT / "metrics" / "seeing.json")
    given = parser.parse_args()
    torch.set_num_threads(1)
    tokenizer = Tokenizer.from_file(str(given.tokenizer))
    space = TextSpace(given.weights, tokenizer)
    archive, test = (Bank(load_features(split), space) for split in ("train", "test"))
    sight = Sight(test, archive, tokenizer)
    key = {"slides": len(sight.slides), "archive": len(sight.kept), "test regions": len(test.regions), "train regions": len(archive.regions), "minutes": given.minutes}
    store = Store(given.out, given.metrics, key)
    trained = given.weights / "aligner.pt"
    if trained.exists() and not store.has(PACK, 0):
        aligner = Aligner(tokenizer.get_vocab_size())
        aligner.load_state_dict(torch.load(trained))
        store.keep(PACK, 0, sight.outcomes(aligner, LEVEL_ROWS), sight.controls(aligner))
        store.write(sight)
    for row, seed in jobs():
        left = given.budget - time.process_time() / 60
        if store.has(row.name, seed) or left < given.minutes + AROUND:
            continue
        options = replace(Options(minutes=given.minutes, seed=seed), **row.change)
        aligner = new_aligner(given.weights, tokenizer, options)
        train(aligner, tokenizer, archive, options)
        store.keep(row.name, seed, sight.outcomes(aligner, row.levels), sight.controls(aligner) if row.name == BASE else None)
        store.write(sight)
        print(f"{time.process_time() / 60:5.1f} min  {row.name}, seed {seed}", flush=True)


def jobs() -> list[tuple[Row, int]]:
    """The losses in three seeds first, then every other row in one seed, then in the others."""
    return [(row, seed) for row in ROWS[:LOSS_ROWS] for seed in SEEDS] + [(row, seed) for seed in SEEDS for row in ROWS[LOSS_ROWS:]]


if __name__ == "__main__":
    main()
