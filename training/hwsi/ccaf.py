"""Cell-cell attention fusion (paper eq. 4): 2 blocks, 2 heads, [CLS] over a patch's cells."""

import torch
from torch import nn

from hwsi.attention import SetEncoder

CELL_EMBEDDING_WIDTH = 64
CELL_WIDTH = 128


class Ccaf(nn.Module):
    """cells [p, c, 64], mask [p, c] (1 cell, 0 padding) -> token [p, 128].

    A patch without cells is [CLS] attending to itself alone.
    """

    def __init__(self):
        super().__init__()
        self.enter = nn.Linear(CELL_EMBEDDING_WIDTH, CELL_WIDTH)
        self.encoder = SetEncoder(CELL_WIDTH, depth=2, heads=2)

    def forward(self, cells: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        return self.encoder(self.enter(cells), mask)
