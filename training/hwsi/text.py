"""Text encoder of the patch space (paper eq. 2): token ids and mask -> unit embedding."""

import torch
from torch import nn

from hwsi.attention import Block
from hwsi.patch import PATCH_WIDTH

#: Tokens of a text; longer texts are cut, shorter ones padded with id 0.
TEXT_TOKENS = 24


class TextEncoder(nn.Module):
    """input_ids, attention_mask int64 [m, 24] -> [m, 192] of unit length."""

    def __init__(self, vocabulary: int, width: int = 128, depth: int = 2, heads: int = 4):
        super().__init__()
        self.tokens = nn.Embedding(vocabulary, width)
        self.positions = nn.Parameter(torch.randn(1, TEXT_TOKENS, width) * 0.02)
        self.blocks = nn.ModuleList(Block(width, heads) for _ in range(depth))
        self.norm = nn.LayerNorm(width)
        self.head = nn.Linear(width, PATCH_WIDTH, bias=False)

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        mask = attention_mask.to(torch.float32)
        x = self.tokens(input_ids) + self.positions[:, : input_ids.shape[1]]
        for block in self.blocks:
            x = block(x, mask)
        weight = mask[:, :, None]
        pooled = (self.norm(x) * weight).sum(1) / (weight.sum(1) + 1e-6)
        embedding = self.head(pooled)
        return embedding / (embedding.norm(dim=1, keepdim=True) + 1e-6)
