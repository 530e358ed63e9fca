"""Transformer block with attention written out as MatMul, Softmax, MatMul.

Fused attention kernels give wrong numbers on some WebGPU adapters (field experience with
onnxruntime-web 1.30), so the exported graphs hold plain operators only.
"""

import torch
from torch import nn

#: Added to the logits of masked keys; large enough for softmax to give 0 in fp32.
MASKED = -1e4


class Attention(nn.Module):
    """Multi-head self-attention: x [n, s, d], key mask [n, s] (1 keep, 0 pad) or None -> [n, s, d].

    With `null`, every query may also attend to one learned key and value: to nothing.
    """

    def __init__(self, width: int, heads: int, null: bool = False):
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.null = nn.Parameter(torch.randn(2, heads, 1, width // heads) * 0.02) if null else None

    def forward(self, x: torch.Tensor, mask: torch.Tensor | None) -> torch.Tensor:
        n, s, d = x.shape
        q, k, v = (
            t.reshape(n, s, self.heads, d // self.heads).transpose(1, 2)
            for t in self.qkv(x).split(d, dim=2)
        )
        if self.null is not None:
            key, value = self.null[0].expand(n, -1, -1, -1), self.null[1].expand(n, -1, -1, -1)
            k, v = torch.cat([key, k], 2), torch.cat([value, v], 2)
            mask = torch.cat([torch.ones_like(mask[:, :1]), mask], 1) if mask is not None else None
        logits = q @ k.transpose(2, 3) * (d // self.heads) ** -0.5  # [n, heads, s, s or s + 1]
        if mask is not None:
            logits = logits + (1.0 - mask)[:, None, None, :] * MASKED
        return self.out((logits.softmax(-1) @ v).transpose(1, 2).reshape(n, s, d))


class Block(nn.Module):
    """Pre-norm transformer block with a GELU MLP of `ratio` times the width."""

    def __init__(self, width: int, heads: int, ratio: int = 4, null: bool = False):
        super().__init__()
        self.norm1 = nn.LayerNorm(width)
        self.attention = Attention(width, heads, null)
        self.norm2 = nn.LayerNorm(width)
        self.mlp = nn.Sequential(
            nn.Linear(width, ratio * width), nn.GELU(), nn.Linear(ratio * width, width)
        )

    def forward(self, x: torch.Tensor, mask: torch.Tensor | None = None) -> torch.Tensor:
        x = x + self.attention(self.norm1(x), mask)
        return x + self.mlp(self.norm2(x))


class SetEncoder(nn.Module):
    """[CLS] and tokens through blocks; the output is [CLS]: tokens [n, s, d], mask [n, s] -> [n, d].

    `known` [n, d], where given, is added to [CLS] before the first block.
    """

    def __init__(self, width: int, depth: int, heads: int, null: bool = False):
        super().__init__()
        self.cls = nn.Parameter(torch.randn(1, 1, width) * 0.02)
        self.blocks = nn.ModuleList(Block(width, heads, null=null) for _ in range(depth))
        self.norm = nn.LayerNorm(width)

    def forward(self, tokens: torch.Tensor, mask: torch.Tensor, known: torch.Tensor | None = None) -> torch.Tensor:
        first = self.cls.expand(tokens.shape[0], -1, -1)
        x = torch.cat([first if known is None else first + known[:, None], tokens], 1)
        keep = torch.cat([torch.ones_like(mask[:, :1]), mask], 1)
        for block in self.blocks:
            x = block(x, keep)
        return self.norm(x[:, 0])


def waves(cells: int, width: int) -> torch.Tensor:
    """Sines and cosines of places 0..cells-1, [cells, width]: wavelengths 2 to 2 `cells`, geometric."""
    lengths = 2.0 * cells ** torch.linspace(0, 1, width // 2)
    angles = torch.arange(cells)[:, None] * (2 * torch.pi / lengths)
    return torch.cat([angles.sin(), angles.cos()], 1)
