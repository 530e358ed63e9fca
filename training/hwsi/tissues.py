"""Real tissue types, leave one source out: python -m hwsi.tissues --minutes 3 -> training/metrics/tissue.json.

A source is a CoNSeP image or a TCGA patient (12-character barcode). Sources are dealt to three folds
so that the few sources of a class stand in different ones; for each fold the drawn encoder goes on
with the real patches of the two others (hwsi.train_patch, stage real) and names those of the fold:
by text alone, and by a linear probe on its tokens fitted on the two others. Classes with fewer than
three sources take no part (DEB is counted apart).
"""

import argparse
import csv
import json
from pathlib import Path

import numpy as np
import torch
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import balanced_accuracy_score, recall_score
from tokenizers import Tokenizer

from hwsi.device import home, to
from hwsi.facts import REAL_FACTS
from hwsi.phrases import PATCH_PHRASES
from hwsi.real import COUNTS
from hwsi.tokenizer import encode_texts
from hwsi.train_patch import BATCH, OUT, Patches, Trainer, drawn_patches, patch_trainer, real_patches, to_pixels

FOLDS, LEAST_SOURCES = 3, 3
#: The fact whose wordings name a class.
NAMED_BY = {"TUM": "tumour", "NORM": "main:benign glands", "STR": "main:stroma", "MUS": "main:muscle", "LYM": "main:lymphoid aggregate", "ADI": "main:adipose", "BACK": "background", "DEB": "tissue:necrosis"}
METRICS = Path(__file__).parents[1] / "metrics" / "tissue.json"


def source_of(name: str) -> str:
    """A CoNSeP or DSB image, or the patient of a TCGA one."""
    return "-".join(name.split("_")[1].split("-")[:2]) if name.startswith("brca_") else name


def read_items(folder: Path) -> list[tuple[Path, list[int], str, str]]:
    """(file, cells per class, class, source) of both splits of the tissue set."""
    with (folder / "tissue/index.csv").open() as file:
        return [
            (folder / "tissue" / r["split"] / r["class"] / r["file"], [int(r[c] or 0) for c in COUNTS], r["class"], source_of(r["source"]))
            for r in csv.DictReader(file)
        ]


def deal(items: list[tuple[Path, list[int], str, str]]) -> dict[str, int]:
    """Source -> fold: rare classes first, each to the fold with the fewest sources of its classes."""
    classes: dict[str, set[str]] = {}
    for _, _, kind, source in items:
        classes.setdefault(source, set()).add(kind)
    number = {k: sum(k in c for c in classes.values()) for c in classes.values() for k in c}
    held: list[list[str]] = [[] for _ in range(FOLDS)]
    fold_of = {}
    for source in sorted(classes, key=lambda s: (min(number[k] for k in classes[s]), s)):
        fold = min(range(FOLDS), key=lambda f: (sum(held[f].count(k) / number[k] for k in classes[source]), len(held[f])))
        held[fold] += classes[source]
        fold_of[source] = fold
    return fold_of


@torch.no_grad()
def encode(trainer: Trainer, patches: Patches) -> tuple[np.ndarray, np.ndarray]:
    """Embeddings and tokens [n, 192] in fp32."""
    trainer.patch.eval()
    parts = [home(trainer.patch(to(to_pixels(patches.pixels[i : i + 64], None)))) for i in range(0, len(patches.pixels), 64)]
    return tuple(torch.cat([p[k] for p in parts]).numpy() for k in (0, 1))


@torch.no_grad()
def words(trainer: Trainer, classes: list[str]) -> np.ndarray:
    """Mean text embedding [classes, 192] of each class's wordings."""
    rows = []
    for kind in classes:
        ids, masks = encode_texts(trainer.tokenizer, PATCH_PHRASES[NAMED_BY[kind]])
        rows.append(home(trainer.text(to(torch.tensor(ids)), to(torch.tensor(masks))).mean(0)).numpy())
    return np.stack(rows)


def run_fold(trainer: Trainer, seen: Patches, seen_classes: np.ndarray, held: Patches, classes: list[str]) -> dict[str, np.ndarray]:
    """Classes named for the held-out patches, by text and by probe."""
    (_, known), (embeddings, tokens) = encode(trainer, seen), encode(trainer, held)
    probe = LogisticRegression(max_iter=2000, class_weight="balanced", C=0.1)
    mean, spread = known.mean(0), known.std(0) + 1e-6
    probe.fit((known - mean) / spread, seen_classes)
    named = np.array(classes)[(embeddings @ words(trainer, classes).T).argmax(1)]
    return {"zero-shot": named, "linear probe": probe.predict((tokens - mean) / spread)}


def interval(true: np.ndarray, said: np.ndarray, sources: np.ndarray) -> list[float]:
    """95 % bootstrap interval of the balanced accuracy, sources drawn with replacement."""
    state, values = np.random.default_rng(0), []
    names = np.unique(sources)
    rows = {s: np.flatnonzero(sources == s) for s in names}
    for _ in range(500):
        chosen = np.concatenate([rows[s] for s in state.choice(names, len(names))])
        if set(true[chosen]) == set(true):
            values.append(balanced_accuracy_score(true[chosen], said[chosen]))
    return [round(float(v), 3) for v in np.percentile(values, [2.5, 97.5])]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=3, help="of processor time for each fold")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--tokenizer", type=Path, default=Path("public/pack/tokenizer.json"))
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    tokenizer, items = Tokenizer.from_file(str(arguments.tokenizer)), read_items(arguments.data)
    fold_of, drawn = deal(items), drawn_patches("train")
    number = {k: len({s for _, _, c, s in items if c == k}) for k in REAL_FACTS}
    classes = sorted(k for k, n in number.items() if n >= LEAST_SOURCES)
    true, sources, said = [], [], {"zero-shot": [], "linear probe": []}
    debris = []
    for fold in range(FOLDS):
        seen = [i for i in items if fold_of[i[3]] != fold]
        held = [i for i in items if fold_of[i[3]] == fold and i[2] in classes]
        trainer = patch_trainer("real", OUT / f"fold{fold}", tokenizer, OUT / "drawn")
        real = real_patches([i[:2] for i in seen])
        trainer.train([(drawn, BATCH // 2), (real, BATCH // 2)], arguments.minutes)
        fitted = [i for i in seen if i[2] in classes]
        got = run_fold(trainer, real_patches([i[:2] for i in fitted]), np.array([i[2] for i in fitted]), real_patches([i[:2] for i in held]), classes)
        for name, values in got.items():
            said[name] += list(values)
        true += [i[2] for i in held]
        sources += [i[3] for i in held]
        apart = [i for i in items if fold_of[i[3]] == fold and i[2] == "DEB"]
        if apart:
            embeddings, _ = encode(trainer, real_patches([i[:2] for i in apart]))
            every = [*classes, "DEB"]
            debris += list(np.array(every)[(embeddings @ words(trainer, every).T).argmax(1)])
    report = {"classes": {k: number[k] for k in classes}, "patches": len(true), "folds": FOLDS}
    for name, values in said.items():
        recalls = recall_score(true, values, labels=classes, average=None)
        report[name] = {
            "balanced accuracy": round(float(balanced_accuracy_score(true, values)), 3),
            "interval": interval(np.array(true), np.array(values), np.array(sources)),
            "recalls": {k: round(float(v), 3) for k, v in zip(classes, recalls)},
        }
    report["DEB named as"] = {k: debris.count(k) for k in sorted(set(debris))}
    METRICS.write_text(json.dumps(report, indent=2) + "\n")
    print(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()
