"""Training sequences: one visual prefix, several questions that each see it and not each other.

The prefix is the slide token; per region its token and its kept patches, each as (id, patch token,
cell token) (issue 2). Positions of every question go on from the end of the prefix.
"""

import random
from dataclasses import dataclass, field

import numpy as np
import torch
from tokenizers import Tokenizer

from hwsi.compose import Composed, Selected
from hwsi.tokenizer import END, TEMPLATE

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
    features: dict[int, list[np.ndarray]] = field(default_factory=lambda: {k: [] for k in (SLIDE, REGION, PATCH, CELL)})

    def add(self, kind: int, value: int, position: int, segment: int, label: int = IGNORED) -> None:
        self.kinds.append(kind)
        self.values.append(value)
        self.positions.append(position)
        self.segments.append(segment)
        self.labels.append(label)

    def feature(self, kind: int, row: np.ndarray) -> None:
        self.features[kind].append(row)
        self.add(kind, len(self.features[kind]) - 1, len(self.kinds), 0)


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
            sequence.add(TEXT, tokenizer.token_to_id(f"[P{kept.id}]"), len(sequence.kinds), 0)
            if PATCH not in drop.kinds:
                sequence.feature(PATCH, region.embeddings[slide.variant][kept.patch])
            if CELL not in drop.kinds:
                sequence.feature(CELL, region.cell_tokens[kept.patch])
    return sequence


def add_question(sequence: Sequence, tokenizer: Tokenizer, question: str, answer: str) -> None:
    """Appends a question and its answer as a segment of its own; only the answer is learnt."""
    segment = max(sequence.segments, default=0) + 1
    at = sum(1 for s in sequence.segments if s == 0)
    asked = tokenizer.encode(TEMPLATE.replace("{question}", question)).ids
    told = tokenizer.encode(answer).ids + [tokenizer.token_to_id(END)]
    ids = asked + told
    for i, token in enumerate(ids):
        label = ids[i + 1] if len(asked) - 1 <= i < len(ids) - 1 else IGNORED
        sequence.add(TEXT, token, at + i, segment, label)


def collate(sequences: list[Sequence]) -> dict[str, torch.Tensor]:
    """Padded batch: kinds, values, positions, labels [b, s], allowed [b, 1, s, s], features by kind."""
    longest = max(len(s.kinds) for s in sequences)

    def pad(rows: list[list[int]], value: int) -> torch.Tensor:
        return torch.tensor([r + [value] * (longest - len(r)) for r in rows])

    segments = pad([s.segments for s in sequences], -1)
    causal = torch.ones(longest, longest, dtype=torch.bool).tril()
    same = (segments[:, :, None] == segments[:, None, :]) | (segments[:, None, :] == 0)
    allowed = (same & causal[None]) | torch.eye(longest, dtype=torch.bool)[None]
    values, features = [], {}
    offset = {k: 0 for k in (SLIDE, REGION, PATCH, CELL)}
    for s in sequences:
        values.append([v + (offset[k] if k else 0) for k, v in zip(s.kinds, s.values)])
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
        "allowed": allowed[:, None],
        "features": features,
    }
