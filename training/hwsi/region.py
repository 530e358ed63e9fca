"""Region encoder ViT_r (paper section 3.3): a region's patch tokens on their 16x16 grid."""

import torch
from torch import nn

from hwsi.attention import SetEncoder, waves
from hwsi.patch import PATCH_WIDTH
from hwsi.vocab import REGION_PATCHES

REGION_WIDTH = 192


class RegionEncoder(nn.Module):
    """tokens [r, 256, 192] row by row, mask [r, 256] (1 tissue, 0 padding) -> [r, 192]."""

    def __init__(self):
        super().__init__()
        self.enter = nn.Linear(PATCH_WIDTH, REGION_WIDTH)
        across = waves(REGION_PATCHES, REGION_WIDTH // 2)
        rows, columns = across.repeat_interleave(REGION_PATCHES, 0), across.repeat(REGION_PATCHES, 1)
        self.positions = nn.Parameter(torch.cat([rows, columns], 1)[None] * 0.5)  # learned from there on
        self.encoder = SetEncoder(REGION_WIDTH, depth=2, heads=3)

    def forward(self, tokens: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        return self.encoder(self.enter(tokens) + self.positions, mask)

    def sparse(self, tokens: torch.Tensor, places: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """The same from tissue patches alone: tokens [r, n, 192] at grid places int64 [r, n]."""
        return self.encoder(self.enter(tokens) + self.positions[0][places], mask)
