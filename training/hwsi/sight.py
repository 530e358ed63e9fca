"""What an aligned model sees on held-out slides: vectors of the levels, and answers from them."""

import random
from dataclasses import dataclass

import numpy as np
import torch
from sklearn.linear_model import LogisticRegression
from tokenizers import Tokenizer
from torch.nn.functional import normalize

from hwsi.align import encode_words, report_vectors
from hwsi.aligner import LEVELS, Aligner, fuse
from hwsi.heldout import ARRANGEMENTS, ATYPIAS, CONTROLS, DIAGNOSES, MATCHED, controlled, diagnosed, matched
from hwsi.measure import Outcome, ranks
from hwsi.statements import STATEMENTS
from hwsi.tables import Tables
from hwsi.told import Bank, Told, slide_arrays

#: Rows of the paper's table 1: the levels that a slide's vector is fused from.
LEVEL_ROWS = (
    ("slide",), ("slide", "region"), ("slide", "region", "patch"), LEVELS,
    ("slide", "patch"), ("slide", "cell"), ("slide", "patch", "cell"), ("slide", "region", "cell"),
)  # fmt: skip
TEST_SLIDES, ARCHIVE_SLIDES, SET_SLIDES = 220, 220, 80


@dataclass
class Vectors:
    """Of a list of slides: vectors of the levels [b, 4, 192] and which exist [b, 4]."""

    levels: torch.Tensor
    exist: torch.Tensor

    def fused(self, levels: tuple[str, ...]) -> torch.Tensor:
        return fuse(self.levels, self.exist * torch.tensor([float(name in levels) for name in LEVELS]))


@torch.no_grad()
def look(aligner: Aligner, bank: Bank, slides: list[Told]) -> Vectors:
    tables = Tables(bank)
    tables.read(aligner, slides)
    parts = [aligner.levels(tables.level_tokens(aligner, slide_arrays(bank, slides[i : i + 64], None))) for i in range(0, len(slides), 64)]
    return Vectors(torch.cat([p[0] for p in parts]), torch.cat([p[1] for p in parts]))


class Sight:
    """The held-out slides, made once, and every model's answers about them."""

    def __init__(self, test: Bank, archive: Bank, tokenizer: Tokenizer):
        self.test, self.archive, self.tokenizer = test, archive, tokenizer
        self.slides, self.truth = zip(*diagnosed(test, TEST_SLIDES, 1))
        self.kept, kinds = zip(*diagnosed(archive, ARCHIVE_SLIDES, 2))
        self.truth, self.kinds = (np.array([DIAGNOSES.index(d) for d in names]) for names in (self.truth, kinds))
        self.sets = {name: matched(test, kind, SET_SLIDES, 3) for name, kind in MATCHED.items()}

    def facts(self, aligner: Aligner, names: list[str]) -> torch.Tensor:
        """Unit vector of each fact over its wordings: [f, 192]."""
        return normalize(torch.stack([encode_words(aligner, self.tokenizer, STATEMENTS[n]).mean(0) for n in names]), dim=1)

    def named(self, aligner: Aligner, z: torch.Tensor, measure: str, values: tuple[str, ...]) -> np.ndarray:
        """Zero-shot: the index of the value whose statement is nearest, [b]."""
        return (z @ self.facts(aligner, [f"{measure}:{v}" for v in values]).T).argmax(1).numpy()

    def diagnoses(self, aligner: Aligner, z: torch.Tensor) -> np.ndarray:
        """Zero-shot, factor by factor: tumour, then its architecture and atypia."""
        tumours = ("none", "glandular", "solid")
        tumour, arrangement, atypia = (self.named(aligner, z, m, v) for m, v in (("tumour", tumours), ("arrangement", ARRANGEMENTS), ("atypia", ATYPIAS)))
        solid = 1 + len(ATYPIAS) + arrangement * len(ATYPIAS) + atypia
        return np.where(tumour == 0, 0, np.where(tumour == 1, 1 + atypia, solid))

    @torch.no_grad()
    def outcomes(self, aligner: Aligner, rows: tuple[tuple[str, ...], ...]) -> dict[tuple[str, ...], Outcome]:
        """Answers of the model by each row of levels."""
        aligner.eval()
        seen, known = look(aligner, self.test, self.slides), look(aligner, self.archive, self.kept)
        words = lambda lines: encode_words(aligner, self.tokenizer, lines)  # noqa: E731
        reports = report_vectors(aligner, words, [s.report for s in self.slides], random.Random(0))
        return {row: self.outcome(aligner, seen.fused(row), known.fused(row), reports) for row in rows}

    def outcome(self, aligner: Aligner, z: torch.Tensor, known: torch.Tensor, reports: torch.Tensor) -> Outcome:
        probe = LogisticRegression(C=30.0, max_iter=300, class_weight="balanced").fit(known.numpy(), self.kinds)
        likeness = (z @ reports.T).numpy()
        return Outcome(
            self.truth, self.diagnoses(aligner, z), probe.predict(z.numpy()), self.kinds[(z @ known.T).argmax(1).numpy()], ranks(likeness), ranks(likeness.T)
        )

    @torch.no_grad()
    def controls(self, aligner: Aligner) -> dict[str, dict]:
        """Set -> the group of each slide (its region, where it has one only) and, by levels and control, 1 or 0 per slide: whether its value was named."""
        rows = {level: (level,) for level in LEVELS} | {"all": LEVELS}
        out: dict = {}
        for name, found in self.sets.items():
            groups = [int(s.regions[0]) if len(s.regions) == 1 else -1 - i for i, (s, _) in enumerate(found)]
            out[name] = {"groups": groups, "levels": {row: {} for row in rows} if found else {}}
        every = [s for found in self.sets.values() for s, _ in found]
        for control in CONTROLS if every else ():
            seen, at = look(aligner, *controlled(self.test, every, control)), 0
            for name, found in self.sets.items():
                part = Vectors(seen.levels[at : at + len(found)], seen.exist[at : at + len(found)])
                at += len(found)
                kind = MATCHED[name]
                truth = np.array([kind.values.index(v) for _, v in found])
                for row in out[name]["levels"]:
                    got = self.named(aligner, part.fused(rows[row]), kind.measure, kind.values)
                    out[name]["levels"][row][control] = (got == truth).astype(int).tolist()
        return out
