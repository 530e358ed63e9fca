"""Transformer block with attention written out as MatMul, Softmax, MatMul.

Fused attention kernels give wrong numbers on some WebGPU adapters (field experience with
onnxruntime-web 1.30), so the exported graphs hold plain operators only.
"""

import torch
from torch import nn

#: Added to the logits of masked keys; large enough for softmax to give 0 in fp32.
MASKED = -1e4


class Attention(nn.Module):
    """Multi-head self-attention: x [n, s, d], key mask [n, s] (1 keep, 0 pad) or None -> [n, s, d]."""

    def __init__(self, width: int, heads: int):
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)

    def forward(self, x: torch.Tensor, mask: torch.Tensor | None) -> torch.Tensor:
        n, s, d = x.shape
        q, k, v = (
            t.reshape(n, s, self.heads, d // self.heads).transpose(1, 2)
            for t in self.qkv(x).split(d, dim=2)
        )
        logits = q @ k.transpose(2, 3) * (d // self.heads) ** -0.5  # [n, heads, s, s]
        if mask is not None:
            logits = logits + (1.0 - mask)[:, None, None, :] * MASKED
        return self.out((logits.softmax(-1) @ v).transpose(1, 2).reshape(n, s, d))


class Block(nn.Module):
    """Pre-norm transformer block with a GELU MLP of `ratio` times the width."""

    def __init__(self, width: int, heads: int, ratio: int = 4):
        super().__init__()
        self.norm1 = nn.LayerNorm(width)
        self.attention = Attention(width, heads)
        self.norm2 = nn.LayerNorm(width)
        self.mlp = nn.Sequential(
            nn.Linear(width, ratio * width), nn.GELU(), nn.Linear(ratio * width, width)
        )

    def forward(self, x: torch.Tensor, mask: torch.Tensor | None = None) -> torch.Tensor:
        x = x + self.attention(self.norm1(x), mask)
        return x + self.mlp(self.norm2(x))


class SetEncoder(nn.Module):
    """[CLS] and tokens through blocks; the output is [CLS]: tokens [n, s, d], mask [n, s] -> [n, d]."""

    def __init__(self, width: int, depth: int, heads: int):
        super().__init__()
        self.cls = nn.Parameter(torch.randn(1, 1, width) * 0.02)
        self.blocks = nn.ModuleList(Block(width, heads) for _ in range(depth))
        self.norm = nn.LayerNorm(width)

    def forward(self, tokens: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        x = torch.cat([self.cls.expand(tokens.shape[0], -1, -1), tokens], 1)
        keep = torch.cat([torch.ones_like(mask[:, :1]), mask], 1)
        for block in self.blocks:
            x = block(x, keep)
        return self.norm(x[:, 0])
