"""The four two-layer projectors into the language model's space (paper section 3.4), and pointer keys."""

import torch
from torch import nn

from hwsi.ccaf import CELL_WIDTH
from hwsi.patch import PATCH_WIDTH
from hwsi.region import REGION_WIDTH
from hwsi.slide import SLIDE_WIDTH


def _projector(inputs: int, outputs: int) -> nn.Sequential:
    last = nn.Linear(outputs, outputs)
    nn.init.normal_(last.weight, std=0.01)  # as large as the embeddings beside it
    nn.init.zeros_(last.bias)
    return nn.Sequential(nn.LayerNorm(inputs), nn.Linear(inputs, outputs), nn.GELU(), last)


class Projectors(nn.Module):
    """slide [1, 192], regions [r, 192], patches [q, 192], cells [q, 128] -> each [.., width], keys [q, width].

    A key is what the decoder's pointer compares with when it cites (hwsi/decoder.py).
    """

    def __init__(self, width: int):
        super().__init__()
        self.slide = _projector(SLIDE_WIDTH, width)
        self.region = _projector(REGION_WIDTH, width)
        self.patch = _projector(PATCH_WIDTH, width)
        self.cell = _projector(CELL_WIDTH, width)
        self.patch_key = nn.Sequential(nn.LayerNorm(PATCH_WIDTH), nn.Linear(PATCH_WIDTH, width))
        self.cell_key = nn.Sequential(nn.LayerNorm(CELL_WIDTH), nn.Linear(CELL_WIDTH, width))

    def forward(
        self, slide: torch.Tensor, regions: torch.Tensor, patches: torch.Tensor, cells: torch.Tensor
    ) -> tuple[torch.Tensor, ...]:
        keys = self.patch_key(patches) + self.cell_key(cells)
        return self.slide(slide), self.region(regions), self.patch(patches), self.cell(cells), keys
