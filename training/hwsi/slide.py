"""Slide encoder ViT_WSI (paper section 3.3): region embeddings with their 2-D positions."""

import torch
from torch import nn

from hwsi.attention import SetEncoder, waves
from hwsi.region import REGION_WIDTH

SLIDE_WIDTH = 192
#: Region columns and rows beyond this share the last position (32 regions are 65 mm).
GRID = 32


class SlideEncoder(nn.Module):
    """regions [b, n, 192], positions int64 [b, n, 2] (column, row), mask [b, n] -> [b, 192]."""

    def __init__(self):
        super().__init__()
        self.enter = nn.Linear(REGION_WIDTH, SLIDE_WIDTH)
        self.columns = nn.Embedding(GRID, SLIDE_WIDTH)
        self.rows = nn.Embedding(GRID, SLIDE_WIDTH)
        with torch.no_grad():  # each axis in its own half of the width, learned from there on
            across = 0.5 * waves(GRID, SLIDE_WIDTH // 2)
            self.columns.weight.copy_(torch.cat([across, torch.zeros_like(across)], 1))
            self.rows.weight.copy_(torch.cat([torch.zeros_like(across), across], 1))
        self.encoder = SetEncoder(SLIDE_WIDTH, depth=2, heads=3)

    def forward(
        self, regions: torch.Tensor, positions: torch.Tensor, mask: torch.Tensor
    ) -> torch.Tensor:
        place = self.columns(positions[:, :, 0]) + self.rows(positions[:, :, 1])
        return self.encoder(self.enter(regions) + place, mask)
