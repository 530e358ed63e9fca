"""Questions on slides -> batches for the language model: visual tokens first, then words.

A slide reads: its token; each region's token, then its patches, each as its id in words, the patch
token and the cellular token. Without a file of questions, every slide is asked for its report.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from hwsi.paper.batches import Shared
from hwsi.paper.language import KINDS
from hwsi.paper.slides import Case

REPORT = "Write the report of this slide."
#: Qwen's chat form.
BEFORE, BETWEEN, AFTER = "<|im_start|>user\n", "<|im_end|>\n<|im_start|>assistant\n", "<|im_end|>"


@dataclass(frozen=True)
class Turn:
    slide: str
    question: str
    answer: str


def read_turns(questions: Path | None, cases: list[Case], tokens: Path) -> list[Turn]:
    """JSON lines of slide, question, answer; slides without tokens are left out."""
    turns = [Turn(c.name, REPORT, c.report) for c in cases]
    if questions:
        rows = [json.loads(line) for line in questions.read_text().splitlines() if line.strip()]
        turns = [Turn(Path(r["slide"]).stem, r["question"], r["answer"]) for r in rows]
    return [t for t in turns if (tokens / f"{t.slide}.npz").exists()]


class Dialogues(Shared):
    """Item k is this rank's k-th micro-batch; `parts` of them make one step of the whole batch."""

    def __init__(self, turns: list[Turn], tokens: Path, tokenizer: Tokenizer, parts: int, most: int = 4096, **shared):
        super().__init__(len(turns), **shared)
        self.turns, self.tokens, self.tokenizer, self.parts, self.most = turns, tokens, tokenizer, parts, most
        if self.batch // self.world % parts:
            raise ValueError(f"{self.batch // self.world} dialogues a process do not make {parts} equal parts")

    def words(self, text: str) -> list[int]:
        return self.tokenizer.encode(text, add_special_tokens=False).ids

    def sequence(self, turn: Turn) -> dict:
        held = dict(np.load(self.tokens / f"{turn.slide}.npz"))
        ids, kinds = [], []

        def add(words: list[int], kind: int = 0) -> None:
            ids.extend(words)
            kinds.extend([kind] * len(words))

        add(self.words(BEFORE))
        add([0], 1)
        for region in range(len(held["region"])):
            add([0], 2)
            for patch in np.flatnonzero(held["patch_region"] == region):
                add(self.words(f"[P{patch + 1}]"))
                add([0], 3)
                add([0], 4)
        add(self.words(turn.question + BETWEEN))
        asked = len(ids)
        answer = self.words(turn.answer + AFTER)[: max(1, self.most - asked)]
        add(answer)
        return {"ids": ids, "kinds": kinds, "labels": [-100] * asked + answer, **{k: held[k] for k in KINDS}}

    def __getitem__(self, item: int) -> dict:
        chosen = self.chosen(item // self.parts)
        rows = [self.sequence(self.turns[i]) for i in np.split(chosen, self.parts)[item % self.parts]]
        longest = max(len(r["ids"]) for r in rows)
        padded = {k: torch.tensor([r[k] + [fill] * (longest - len(r[k])) for r in rows]) for k, fill in (("ids", 0), ("kinds", 0), ("labels", -100))}
        mask = torch.tensor([[1] * len(r["ids"]) + [0] * (longest - len(r["ids"])) for r in rows])
        return {**padded, "mask": mask, **{k: torch.from_numpy(np.concatenate([r[k] for r in rows])) for k in KINDS}}
