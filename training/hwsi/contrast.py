"""Multi-positive InfoNCE by fact (paper eq. 6; drawn texts repeat, so positives are many)."""

import torch


def multi_positive(logits: torch.Tensor, positive: torch.Tensor, known: torch.Tensor) -> torch.Tensor:
    """logits, positive, known [a, b]: each row's mass on its positives among known pairs.

    -log sum_pos exp / sum_known exp, mean over the rows that have a positive; a pair that is
    neither surely true nor surely false (`known` False) is left out.
    """
    kept = logits.masked_fill(~known, -1e4)
    hit = logits.masked_fill(~(positive & known), -1e4)
    rows = (positive & known).any(1) & (known & ~positive).any(1)
    loss = torch.logsumexp(kept, 1) - torch.logsumexp(hit, 1)
    return loss[rows].mean() if rows.any() else logits.sum() * 0


def two_way(logits: torch.Tensor, positive: torch.Tensor, known: torch.Tensor) -> torch.Tensor:
    """Visual to text and text to visual, averaged."""
    return 0.5 * (multi_positive(logits, positive, known) + multi_positive(logits.T, positive.T, known.T))
