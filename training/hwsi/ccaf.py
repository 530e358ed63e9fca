"""Cell-cell attention fusion (paper eq. 4): 2 blocks, 2 heads, [CLS] over a patch's cells.

A softmax average forgets how many cells there were, so [CLS] starts from log(1 + n) of each class,
n being the sum of the cells' class probabilities; and it must attend to something, so each query
may also attend to a learned null key ("nothing").
"""

import torch
from torch import nn

from hwsi.attention import SetEncoder
from hwsi.vocab import CELL_CLASSES

CELL_EMBEDDING_WIDTH = 64
CELL_WIDTH = 128
#: Columns of a cell's embedding that hold its class probabilities (hwsi.cells.describe).
FIRST_CLASS = 48


class Ccaf(nn.Module):
    """cells [p, c, 64], mask [p, c] (1 cell, 0 padding) -> token [p, 128].

    A patch without cells is [CLS], with counts of 0, attending to itself and to nothing.
    """

    def __init__(self):
        super().__init__()
        self.enter = nn.Linear(CELL_EMBEDDING_WIDTH, CELL_WIDTH)
        self.counts = nn.Linear(len(CELL_CLASSES), CELL_WIDTH)
        self.encoder = SetEncoder(CELL_WIDTH, depth=2, heads=2, null=True)

    def forward(self, cells: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        chances = cells[:, :, FIRST_CLASS : FIRST_CLASS + len(CELL_CLASSES)].relu()  # 0 and more anyway
        numbers = (chances * mask[:, :, None]).sum(1)  # [p, 4]
        return self.encoder(self.enter(cells), mask, self.counts((1.0 + numbers).log()))
