"""The numbers of an answer as the page shows them: those that were counted in the kept patches.

The page puts every number that it reads in a sentence right (src/pipeline/mend-numbers.ts); here the
ways are known in which the language model was taught to say one. fixtures/goldens/counted.json holds
both to the same sentences.
"""

import re
from collections.abc import Mapping

import numpy as np

from hwsi.sequence import said_counts
from hwsi.vocab import PATCH_MM2

_CELLS = {"cells": " cells", "lymphocytes": " lymphocytes", "epithelial cells": " epithelial", "spindle cells": " spindle"}
_WORDS = "|".join(sorted(_CELLS, key=len, reverse=True))
COUNT = re.compile(rf"(?:\bAbout )?(?<![\w.])(\d+) ({_WORDS})\b", re.IGNORECASE)
BARE = re.compile(r"\[P(\d+)\] (\d+)(?!\w|\.\d| ?mm)")
AREA = re.compile(r"(?<![\w.])(\d+\.\d+) mm2")
CONCLUDED = re.compile(r"so \[P(\d+)\] holds more")
NAME = re.compile(r"\[P(\d+)\]")
SENTENCES = re.compile(r"(?<=\.)\s")

#: Cells per class by the id of the kept patch.
Counts = Mapping[int, np.ndarray]


def shown(text: str, counts: Counts) -> str:
    """The answer with counted numbers; a sentence on a patch that was not kept says so."""
    return " ".join(_mended(s, counts) for s in SENTENCES.split(text))


def _mended(sentence: str, counts: Counts) -> str:
    first = COUNT.search(sentence)
    if first is None:
        return sentence
    kept, names = "kept patches" in sentence, [int(i) for i in NAME.findall(sentence)]
    if not counts or any(i not in counts for i in names) or not (kept or names):
        return "It is not among the kept patches, so nothing was counted there."

    def number(place: int | None, word: str) -> int:
        return said_counts(np.sum(list(counts.values()), 0) if place is None else counts[place])[_CELLS[word]]

    def place(at: int) -> int | None:
        before = [int(m[1]) for m in NAME.finditer(sentence) if m.start() < at]
        return None if kept else before[-1] if before else names[0]

    def counted(m: re.Match) -> str:
        found = number(place(m.start()), m[2].lower())
        return f"{'About ' if found >= 1000 else ''}{found} {m[2]}"

    def concluded(m: re.Match) -> str:
        most = max((i for i in names), key=lambda i: number(i, first[2].lower()))
        return f"so [P{most}] holds more"

    text = BARE.sub(lambda m: f"[P{m[1]}] {number(int(m[1]), first[2].lower())}", sentence)
    text = CONCLUDED.sub(concluded, COUNT.sub(counted, text))
    return AREA.sub(f"{len(counts) * PATCH_MM2:.2f} mm2" if kept else "0.016 mm2", text)
