"""Training sequences: one visual prefix, several questions that each see it and not each other.

The prefix is the slide token; per region its token and its kept patches, each as (id, patch token,
cell token) (issue 2). The id's embedding is also added to both tokens, so that one look at a patch
tells what it shows and what it is called: with the id before them only, citing took two looks
through two layers and was not learnt in a CPU hour. Positions of every question go on from the end of the prefix.
"""

import random
from dataclasses import dataclass, field

import numpy as np
import torch
from tokenizers import Tokenizer

from hwsi.compose import Composed, Selected
from hwsi.phrases import CELL_PHRASES, PATCH_PHRASES
from hwsi.tokenizer import END, FIRST_ID, TEMPLATE
from hwsi.view import Kept
from hwsi.vocab import SLIDE_PATCHES

#: Kinds of position; text carries a token id, the others a row of that level's features.
TEXT, SLIDE, REGION, PATCH, CELL = range(5)
IGNORED = -100


@dataclass
class Sequence:
    """One row of a batch; `values` is a token id for TEXT, else a row index into `features`."""

    kinds: list[int] = field(default_factory=list)
    values: list[int] = field(default_factory=list)
    positions: list[int] = field(default_factory=list)
    segments: list[int] = field(default_factory=list)
    labels: list[int] = field(default_factory=list)
    names: list[int] = field(default_factory=list)  # token of the patch's id on its tokens, else -1
    pointers: list[tuple[int, int, int]] = field(default_factory=list)  # id - 1, patch row, cell row; -1 none
    features: dict[int, list[np.ndarray]] = field(default_factory=lambda: {k: [] for k in (SLIDE, REGION, PATCH, CELL)})

    def add(self, kind: int, value: int, position: int, segment: int, label: int = IGNORED, name: int = -1) -> None:
        self.kinds.append(kind)
        self.names.append(name)
        self.values.append(value)
        self.positions.append(position)
        self.segments.append(segment)
        self.labels.append(label)

    def feature(self, kind: int, row: np.ndarray, name: int = -1) -> None:
        self.features[kind].append(row)
        self.add(kind, len(self.features[kind]) - 1, len(self.kinds), 0, name=name)


@dataclass(frozen=True)
class Drop:
    """Levels left out of a prefix, by kind."""

    kinds: frozenset[int] = frozenset()
    everything: bool = False


def sample_drop(rng: random.Random) -> Drop:
    """10 % without any image token; else each level is missing in 8 %."""
    if rng.random() < 0.10:
        return Drop(everything=True)
    return Drop(frozenset(k for k in (SLIDE, REGION, PATCH, CELL) if rng.random() < 0.08))


def prefix(slide: Composed, selected: list[Selected], slide_token: np.ndarray, tokenizer: Tokenizer, drop: Drop) -> Sequence:
    sequence = Sequence()
    if drop.everything:
        return sequence
    if SLIDE not in drop.kinds:
        sequence.feature(SLIDE, slide_token)
    for index, region in enumerate(slide.regions):
        if REGION not in drop.kinds:
            sequence.feature(REGION, region.embedding[slide.variant])
        for kept in (s for s in selected if s.region == index):
            name = tokenizer.token_to_id(f"[P{kept.id}]")
            sequence.add(TEXT, name, len(sequence.kinds), 0)
            if PATCH not in drop.kinds:
                sequence.feature(PATCH, region.embeddings[slide.variant][kept.patch], name)
            if CELL not in drop.kinds:
                sequence.feature(CELL, region.cell_tokens[kept.patch], name)
            rows = (-1 if k in drop.kinds else len(sequence.features[k]) - 1 for k in (PATCH, CELL))
            sequence.pointers.append((kept.id - 1, *rows))
    return sequence


def symbolic_prefix(kept: list[Kept], tokenizer: Tokenizer, rng: random.Random) -> Sequence:
    """Patches in words: id, then a phrase and a cell word named like visual tokens (stage 0)."""
    sequence = Sequence()
    for patch in kept:
        words = [PATCH_PHRASES[f][0] for f in sorted(patch.facts) if f.startswith(("tissue:", "atypia:", "many lymphocytes", "inflammatory cells"))]
        words.append(CELL_PHRASES[rng.choice(sorted(patch.cell_facts))][0])
        name = tokenizer.token_to_id(f"[P{patch.id}]")
        sequence.add(TEXT, name, len(sequence.kinds), 0)
        for token in tokenizer.encode(" ".join(words)).ids:
            sequence.add(TEXT, token, len(sequence.kinds), 0, name=name)
    return sequence


def add_question(sequence: Sequence, tokenizer: Tokenizer, question: str, answer: str) -> None:
    """Appends a question and its answer as a segment of its own; only the answer is learnt."""
    segment = max(sequence.segments, default=0) + 1
    at = sum(1 for s in sequence.segments if s == 0)
    asked = tokenizer.encode(TEMPLATE.replace("{question}", question)).ids
    ids = asked + tokenizer.encode(answer).ids + [tokenizer.token_to_id(END)]
    for i, token in enumerate(ids):
        label = ids[i + 1] if len(asked) - 1 <= i < len(ids) - 1 else IGNORED
        sequence.add(TEXT, token, at + i, segment, label)


def absent_ids(sequence: Sequence) -> torch.Tensor:
    """bool [64]: patch ids that the prefix does not give; they are never said, here or in the app."""
    given = {v - FIRST_ID for k, v, s in zip(sequence.kinds, sequence.values, sequence.segments) if k == TEXT and s == 0}
    return torch.tensor([i not in given for i in range(SLIDE_PATCHES)])


def collate(sequences: list[Sequence]) -> dict[str, torch.Tensor]:
    """Padded batch: kinds, values, names, positions, labels [b, s], allowed [b, 1, s, s], absent ids [b, 64],
    pointers [n, 4] (row, id - 1, patch row, cell row), features by kind."""
    longest = max(len(s.kinds) for s in sequences)

    def pad(rows: list[list[int]], value: int) -> torch.Tensor:
        return torch.tensor([r + [value] * (longest - len(r)) for r in rows])

    segments = pad([s.segments for s in sequences], -1)
    causal = torch.ones(longest, longest, dtype=torch.bool).tril()
    same = (segments[:, :, None] == segments[:, None, :]) | (segments[:, None, :] == 0)
    allowed = (same & causal[None]) | torch.eye(longest, dtype=torch.bool)[None]
    values, features, pointers = [], {}, []
    offset = {k: 0 for k in (SLIDE, REGION, PATCH, CELL)}
    for s in sequences:
        values.append([v + (offset[k] if k else 0) for k, v in zip(s.kinds, s.values)])
        row = len(values) - 1
        pointers += [(row, i, p + offset[PATCH] if p >= 0 else -1, c + offset[CELL] if c >= 0 else -1) for i, p, c in s.pointers]
        for k in offset:
            offset[k] += len(s.features[k])
    for k in offset:
        rows = [f for s in sequences for f in s.features[k]]
        features[k] = torch.from_numpy(np.stack(rows)) if rows else None
    return {
        "kinds": pad([s.kinds for s in sequences], TEXT),
        "values": pad(values, 0),
        "positions": pad([s.positions for s in sequences], 0),
        "labels": pad([s.labels for s in sequences], IGNORED),
        "names": pad([s.names for s in sequences], -1),
        "allowed": allowed[:, None],
        "absent": torch.stack([absent_ids(s) for s in sequences]),
        "pointers": torch.tensor(pointers, dtype=torch.int64).reshape(-1, 4),
        "features": features,
    }
