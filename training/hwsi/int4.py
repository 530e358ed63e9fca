"""Training that knows of int4: weights as the shipped file will hold them, gradients as if they were not rounded.

The decoder's matrices are stored as int4 in blocks of 32 (hwsi/quantise.py). In the last part of training
the forward pass computes with the rounded values and the gradient goes to the unrounded ones (straight-through
estimator, Bengio et al., arXiv 1308.3432).
"""

import torch

#: As in hwsi/quantise.py: a block's length; its largest weight becomes the step -8.
BLOCK, LOWEST = 32, -8.0


@torch.no_grad()
def nearest(weights: torch.Tensor) -> torch.Tensor:
    """weights [rows, columns] -> the values that int4 blocks can hold; what they can hold stays as it is."""
    blocks = weights.reshape(-1, BLOCK)
    scale = (blocks.gather(1, blocks.abs().argmax(1, keepdim=True)) / LOWEST).half().to(blocks.dtype)
    scale = torch.where(scale == 0, 1.0, scale)
    return ((blocks / scale).round().clamp(LOWEST, -LOWEST - 1) * scale).reshape(weights.shape)


def straight_through(weights: torch.Tensor) -> torch.Tensor:
    """The rounded weights, with the gradient of the unrounded."""
    return weights + (nearest(weights.float()).to(weights.dtype) - weights).detach()
