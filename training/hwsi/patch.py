"""Patch encoder: a convolutional stem and a ViT over its 8x8 grid.

It is both the paper's contrastive patch encoder (f_ij, eq. 1) and the trunk of ViT_p (p_ij,
section 3.3): `embedding` lives in the space of the text encoder, `token` feeds ViT_r.
About 0.3 GFLOP for a 256x256 patch (2 per multiply-add).
"""

import torch
from torch import nn

from hwsi.attention import Block

PATCH_WIDTH = 192


def _conv(inputs: int, outputs: int, stride: int) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU()
    )


class PatchEncoder(nn.Module):
    """pixels [n, 3, 256, 256] RGB 0..1 -> embedding [n, 192] of unit length, token [n, 192]."""

    def __init__(self, width: int = PATCH_WIDTH, depth: int = 2, heads: int = 3):
        super().__init__()
        channels = (3, 16, 32, 64, 128, width)
        self.stem = nn.Sequential(*(_conv(a, b, 2) for a, b in zip(channels, channels[1:])))
        self.positions = nn.Parameter(torch.randn(1, 64, width) * 0.02)
        self.blocks = nn.ModuleList(Block(width, heads) for _ in range(depth))
        self.norm = nn.LayerNorm(width)
        self.head = nn.Linear(width, width, bias=False)

    def forward(self, pixels: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        x = self.stem(pixels * 4.0 - 3.0)  # H&E is bright: centred near its mean, spread about 1
        x = x.flatten(2).transpose(1, 2) + self.positions
        for block in self.blocks:
            x = block(x)
        token = self.norm(x).mean(1)
        embedding = self.head(token)
        return embedding / (embedding.norm(dim=1, keepdim=True) + 1e-6), token
