"""Eq. 6 to 8 over all ranks: negatives and means come from the whole batch, whoever encoded it."""

import torch
import torch.distributed as dist

from hwsi.contrast import two_way


class _Gather(torch.autograd.Function):
    @staticmethod
    def forward(context, x: torch.Tensor) -> torch.Tensor:
        context.rows = len(x)
        parts = [torch.empty_like(x) for _ in range(dist.get_world_size())]
        dist.all_gather(parts, x)
        return torch.cat(parts)

    @staticmethod
    def backward(context, gradient: torch.Tensor) -> torch.Tensor:
        gradient = gradient.contiguous()
        dist.all_reduce(gradient)
        first = dist.get_rank() * context.rows
        return gradient[first : first + context.rows]


def gather(x: torch.Tensor) -> torch.Tensor:
    """[b, ..] of this rank -> [world * b, ..]; the gradient goes back to every rank.

    Each rank then computes the whole loss, and the mean that DDP takes over ranks gives exactly
    the gradient of one process with the whole batch.
    """
    if not (dist.is_available() and dist.is_initialized()) or dist.get_world_size() == 1:
        return x
    return _Gather.apply(x.contiguous())


def pairs_loss(rows: torch.Tensor, texts: torch.Tensor, ids: torch.Tensor, tau: torch.Tensor) -> torch.Tensor:
    """Eq. 6 and 7: unit rows [b, n, d] against unit texts [b, m, d], whose words are ids [b, m, s].

    A slide's texts are positives of all its tokens, and so is the same text where another slide
    has it; every other text of the batch is a negative.
    """
    rows, texts, ids = gather(rows), gather(texts), gather(ids)
    b, n, m = len(rows), rows.shape[1], texts.shape[1]
    same = torch.unique(ids.flatten(0, 1), dim=0, return_inverse=True)[1]  # number of each text
    held = torch.zeros(b, int(same.max()) + 1, dtype=torch.bool, device=ids.device)
    held[torch.arange(b, device=ids.device).repeat_interleave(m), same] = True
    positive = held[:, same].repeat_interleave(n, 0)  # [b * n, b * m]
    logits = rows.flatten(0, 1) @ texts.flatten(0, 1).T / tau
    return two_way(logits, positive, torch.ones_like(positive))


def consistency_loss(cell: torch.Tensor, patch: torch.Tensor, region: torch.Tensor) -> torch.Tensor:
    """Eq. 8 on unit vectors: cell and patch [b, k, q, d], region [b, k, d]."""
    across = sum((region - z.mean(2)).pow(2).sum(-1).mean() for z in (cell, patch)) / 2
    return across + (cell - patch).pow(2).sum(-1).mean()
