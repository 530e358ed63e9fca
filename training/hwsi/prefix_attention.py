"""Attention for sequences of questions that share a prefix (hwsi.sequence): what no question sees is not computed.

A row sees the prefix and, up to itself, its own question; over a whole sequence that is some three
tenths of all pairs. Rows beyond the prefix are taken in pieces, each with the prefix and the pieces
from the start of its first question on.
"""

from dataclasses import dataclass

import torch
from torch.nn import functional
from transformers.modeling_utils import ALL_ATTENTION_FUNCTIONS

#: Rows of a piece.
PIECE = 128
NAME = "prefix"


@dataclass(frozen=True)
class Pieces:
    """Lengths of a batch's pieces, the longest prefix first, and for each the first other piece that it sees."""

    lengths: list[int]
    sees: list[int]


def pieces_of(segments: torch.Tensor) -> Pieces:
    """segments [b, s]: 0 the prefix, then 1, 2, .. by question, -1 padding at the end."""
    length, prefix = segments.shape[1], int((segments == 0).sum(1).max())
    begins = [0, *range(prefix, length, PIECE)] if prefix else [0, *range(PIECE, length, PIECE)]
    sees = []
    for at, begin in enumerate(begins):
        asked = segments[:, begin : begin + 1]
        first = int(torch.where((segments == asked) & (asked > 0), torch.arange(length), begin).min())
        sees.append(max(i for i, b in enumerate(begins[: at + 1]) if b <= max(first, begins[min(1, at)])))
    return Pieces([b - a for a, b in zip(begins, [*begins[1:], length])], sees)


def attend(module, query: torch.Tensor, key: torch.Tensor, value: torch.Tensor, attention_mask: torch.Tensor, scaling: float | None = None, pieces: Pieces | None = None, **_) -> tuple[torch.Tensor, None]:
    """query [b, heads, s, h], key and value [b, kv heads, s, h], additive mask [b, 1, s, s] -> [b, s, heads, h]."""
    groups = query.shape[1] // key.shape[1]
    queries, keys, values = (t.split(pieces.lengths, 2) for t in (query, key.repeat_interleave(groups, 1), value.repeat_interleave(groups, 1)))
    told = []
    for at, (rows, mask) in enumerate(zip(queries, attention_mask.split(pieces.lengths, 2))):
        seen = [0, *range(max(1, pieces.sees[at]), at + 1)]
        k, v, m = (torch.cat([parts[i] for i in seen], axis) for parts, axis in ((keys, 2), (values, 2), (mask.split(pieces.lengths, 3), 3)))
        told.append(functional.scaled_dot_product_attention(rows, k, v, m, scale=scaling))
    return torch.cat(told, 2).transpose(1, 2), None


ALL_ATTENTION_FUNCTIONS.register(NAME, attend)
