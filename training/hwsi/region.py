"""Region encoder ViT_r (paper section 3.3): a region's patch tokens on their 16x16 grid."""

import torch
from torch import nn

from hwsi.attention import SetEncoder, waves
from hwsi.patch import PATCH_WIDTH
from hwsi.vocab import REGION_PATCHES

REGION_WIDTH = 192


class RegionEncoder(nn.Module):
    """tokens [r, 256, 192] row by row, mask [r, 256] (1 tissue, 0 padding) -> [r, 192].

    A depthwise convolution on the grid tells a patch of its neighbours before the blocks: how nests
    lie was not learnt without it (training/LOG.md).
    """

    def __init__(self):
        super().__init__()
        self.enter = nn.Linear(PATCH_WIDTH, REGION_WIDTH)
        across = waves(REGION_PATCHES, REGION_WIDTH // 2)
        rows, columns = across.repeat_interleave(REGION_PATCHES, 0), across.repeat(REGION_PATCHES, 1)
        self.positions = nn.Parameter(torch.cat([rows, columns], 1)[None] * 0.5)  # learned from there on
        self.near = nn.Conv2d(REGION_WIDTH, REGION_WIDTH, 5, padding=2, groups=REGION_WIDTH)
        self.encoder = SetEncoder(REGION_WIDTH, depth=2, heads=3)

    def _beside(self, x: torch.Tensor) -> torch.Tensor:
        """What lies around each place: [r, 256, 192], zero where there is no tissue -> the same shape."""
        grid = x.transpose(1, 2).reshape(-1, REGION_WIDTH, REGION_PATCHES, REGION_PATCHES)
        return self.near(grid).reshape(-1, REGION_WIDTH, REGION_PATCHES**2).transpose(1, 2)

    def forward(self, tokens: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        x = self.enter(tokens) * mask[:, :, None]
        return self.encoder(x + self._beside(x) + self.positions, mask)

    def sparse(self, tokens: torch.Tensor, places: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """The same from tissue patches alone: tokens [r, n, 192] at grid places int64 [r, n]."""
        x = self.enter(tokens) * mask[:, :, None]
        at = places[:, :, None].expand(-1, -1, REGION_WIDTH)
        grid = torch.zeros(len(x), REGION_PATCHES**2, REGION_WIDTH, dtype=x.dtype).scatter_add(1, at, x)
        return self.encoder(x + self._beside(grid).gather(1, at) + self.positions[0][places], mask)
