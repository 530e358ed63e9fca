"""The four two-layer projectors into the language model's space (paper section 3.4)."""

import torch
from torch import nn

from hwsi.ccaf import CELL_WIDTH
from hwsi.patch import PATCH_WIDTH
from hwsi.region import REGION_WIDTH
from hwsi.slide import SLIDE_WIDTH


def _projector(inputs: int, outputs: int) -> nn.Sequential:
    return nn.Sequential(
        nn.LayerNorm(inputs), nn.Linear(inputs, outputs), nn.GELU(), nn.Linear(outputs, outputs)
    )


class Projectors(nn.Module):
    """slide [1, 192], regions [r, 192], patches [q, 192], cells [q, 128] -> each [.., width]."""

    def __init__(self, width: int):
        super().__init__()
        self.slide = _projector(SLIDE_WIDTH, width)
        self.region = _projector(REGION_WIDTH, width)
        self.patch = _projector(PATCH_WIDTH, width)
        self.cell = _projector(CELL_WIDTH, width)

    def forward(
        self, slide: torch.Tensor, regions: torch.Tensor, patches: torch.Tensor, cells: torch.Tensor
    ) -> tuple[torch.Tensor, ...]:
        return self.slide(slide), self.region(regions), self.patch(patches), self.cell(cells)
