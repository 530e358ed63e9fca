"""Reports and captions against the true ones: F1 of facts, and the n-gram measures of the field.

Citations are left out of every text. A fact is a sentence of a report, or a phrase of a caption;
facts match when they are equal, so F1 asks what is true and BLEU, ROUGE-L and METEOR how like it
sounds. METEOR needs WordNet (Debian's wordnet-base) and is None without it.
"""

import io
import re
import warnings
from collections import Counter
from pathlib import Path

import nltk
import numpy as np
from nltk.corpus.reader.wordnet import WordNetCorpusReader
from nltk.translate.bleu_score import SmoothingFunction, corpus_bleu
from nltk.translate.meteor_score import meteor_score

from hwsi.measure import draw_weights
from hwsi.proof import spread
from hwsi.questions import without_citations

WORDNET = Path("/usr/share/wordnet")
#: Files of lexicographers that WordNet's data name by number.
LEXNAMES = 45


class _DebianWordNet(WordNetCorpusReader):
    """WordNet as Debian lays it out: without the list of lexicographers' names, which METEOR never asks for."""

    def open(self, file: str):
        return io.StringIO("".join(f"{i:02d}\tfile{i}\t0\n" for i in range(LEXNAMES))) if file == "lexnames" else super().open(file)

    def map_wn(self, version: str = "wordnet") -> None:
        """No map to other versions."""


def load_wordnet(folder: Path = WORDNET) -> WordNetCorpusReader | None:
    if not (folder / "index.noun").exists():
        return None
    nltk.data.path.append(str(folder))  # nltk reads from no other place
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # says that other languages are missing
        return _DebianWordNet(str(folder), None)


def facts(text: str, caption: bool = False) -> frozenset[str]:
    """Sentences of a report, phrases of a caption."""
    text = without_citations(text).strip()
    parts = re.split(r" with | and ", text.rstrip(".")) if caption else re.split(r"(?<=\.)\s", text)
    return frozenset(p.strip().lower() for p in parts if p.strip())


def words(text: str) -> list[str]:
    return re.findall(r"\w+|[^\w\s]", without_citations(text).lower())


def fact_counts(truths: list[frozenset[str]], told: list[frozenset[str]]) -> np.ndarray:
    """Of each text: facts shared, told, true [n, 3]."""
    return np.array([[len(a & b), len(b), len(a)] for a, b in zip(truths, told)], float).reshape(-1, 3)


def f1(counts: np.ndarray) -> np.ndarray:
    """[.., 3] -> F1 of the facts together."""
    return 2 * counts[..., 0] / np.maximum(counts[..., 1] + counts[..., 2], 1e-9)


def rouge_l(truth: list[str], told: list[str]) -> float:
    """F1 of the longest common subsequence."""
    row = [0] * (len(told) + 1)
    for word in truth:
        last = 0
        for i, other in enumerate(told, 1):
            last, row[i] = row[i], last + 1 if word == other else max(row[i], row[i - 1])
    return 2 * row[-1] / max(len(truth) + len(told), 1)


def bleu(truths: list[list[str]], told: list[list[str]]) -> dict[str, float]:
    """BLEU-1 to 4 of all texts together."""
    smooth = SmoothingFunction().method1
    return {f"BLEU-{n}": round(float(corpus_bleu([[t] for t in truths], told, weights=(1 / n,) * n, smoothing_function=smooth)), 4) for n in range(1, 5)}


def measures(truths: list[str], told: list[str], slides: list[int], caption: bool = False, wordnet: WordNetCorpusReader | None = None) -> dict:
    """Every measure of told texts against true ones; intervals draw slides."""
    numbers = {s: i for i, s in enumerate(dict.fromkeys(slides))}
    weights = draw_weights(len(numbers))[:, [numbers[s] for s in slides]]
    counts = fact_counts([facts(t, caption) for t in truths], [facts(t, caption) for t in told])
    out = {"fact F1": spread(float(f1(counts.sum(0))), f1(weights @ counts))}
    out |= {"fact precision": round(float(counts[:, 0].sum() / max(counts[:, 1].sum(), 1)), 4), "fact recall": round(float(counts[:, 0].sum() / max(counts[:, 2].sum(), 1)), 4)}
    true_words, told_words = [words(t) for t in truths], [words(t) for t in told]
    out |= bleu(true_words, told_words)
    each = {"ROUGE-L": [rouge_l(a, b) for a, b in zip(true_words, told_words)]}
    if wordnet is not None:
        each["METEOR"] = [meteor_score([a], b, wordnet=wordnet) for a, b in zip(true_words, told_words)]
    for name, values in each.items():
        out[name] = spread(float(np.mean(values)), weights @ np.array(values) / weights.sum(1))
    return out if wordnet is not None else {**out, "METEOR": None}


def most_common(texts: list[str]) -> str:
    """The text that most share, citations aside; of several the first."""
    return Counter(without_citations(t) for t in texts).most_common(1)[0][0]


def compared(truths: list[str], told: dict[str, list[str]], slides: list[int], caption: bool, wordnet: WordNetCorpusReader | None) -> dict:
    """Measures of each condition and of the most common true text, told of every slide."""
    rows = told | {"most common": [most_common(truths)] * len(truths)}
    return {"texts": len(truths), "most common": most_common(truths), "rows": {k: measures(truths, v, slides, caption, wordnet) for k, v in rows.items()}}
