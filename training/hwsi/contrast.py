"""InfoNCE by fact (paper eq. 6; drawn texts repeat, so positives are many)."""

import torch
from torch.nn.functional import softplus

#: Stands for a logit that takes no part: softmax gives it 0 in fp32.
ABSENT = -1e4


def multi_positive(logits: torch.Tensor, positive: torch.Tensor, known: torch.Tensor) -> torch.Tensor:
    """logits, positive, known [a, b]: each row's mass on its positives among known pairs.

    -log sum_pos exp / sum_known exp, mean over the rows that have a positive; a pair that is
    neither surely true nor surely false (`known` False) is left out.
    """
    kept = logits.masked_fill(~known, ABSENT)
    hit = logits.masked_fill(~(positive & known), ABSENT)
    rows = (positive & known).any(1) & (known & ~positive).any(1)
    loss = torch.logsumexp(kept, 1) - torch.logsumexp(hit, 1)
    return loss[rows].mean() if rows.any() else logits.sum() * 0


def each_positive(logits: torch.Tensor, positive: torch.Tensor, known: torch.Tensor) -> torch.Tensor:
    """The same, pair by pair: every positive alone against the row's known negatives.

    A row of many facts then cannot rest on the one that is easy to see. Mean over a row's
    positives, then over rows.
    """
    hit, miss = positive & known, known & ~positive
    against = torch.logsumexp(logits.masked_fill(~miss, ABSENT), 1, keepdim=True)
    rows = hit.any(1) & miss.any(1)
    loss = (softplus(against - logits) * hit).sum(1) / hit.sum(1).clamp(min=1)
    return loss[rows].mean() if rows.any() else logits.sum() * 0


def two_way(logits: torch.Tensor, positive: torch.Tensor, known: torch.Tensor, contrast=multi_positive) -> torch.Tensor:
    """Visual to text and text to visual, averaged."""
    return 0.5 * (contrast(logits, positive, known) + contrast(logits.T, positive.T, known.T))
