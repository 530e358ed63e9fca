"""HIPT (paper section 3.3): ViT_256 over a patch's pixels (ViT_p), ViT_4K over a region's patch tokens (ViT_r).

Parameter names are those of HIPT's published files, so that a user's file loads as it is.
"""

from functools import partial

import torch
from timm.models.vision_transformer import Block, VisionTransformer
from torch import nn
from torch.nn.functional import interpolate

from hwsi.paper.sizes import Sizes, Vit

#: HIPT and CellViT-256 read pixels with this mean and deviation on every channel.
HALF = ((0.5, 0.5, 0.5), (0.5, 0.5, 0.5))


def new_vit(size: Vit) -> VisionTransformer:
    """A plain ViT with [CLS], tokens [n, 1 + (pixels / 16)^2, width] after the last norm."""
    return VisionTransformer(
        img_size=size.pixels, patch_size=16, embed_dim=size.width, depth=size.depth, num_heads=size.heads,
        num_classes=0, global_pool="", dynamic_img_size=True,
    )


def normalised(pixels: torch.Tensor, mean_and_std: tuple[tuple[float, ...], tuple[float, ...]]) -> torch.Tensor:
    """uint8 [n, h, w, 3] -> float [n, 3, h, w]."""
    mean, std = (torch.tensor(v, device=pixels.device)[:, None, None] for v in mean_and_std)
    return (pixels.permute(0, 3, 1, 2).float() / 255 - mean) / std


class PatchVit(VisionTransformer):
    """ViT_256: pixels uint8 [n, 256, 256, 3] -> [CLS] tokens [n, 384]."""

    def __init__(self, size: Vit):
        super().__init__(
            img_size=size.pixels, patch_size=16, embed_dim=size.width, depth=size.depth, num_heads=size.heads,
            num_classes=0, global_pool="token",
        )

    def forward(self, pixels: torch.Tensor) -> torch.Tensor:
        return super().forward(normalised(pixels, HALF))


class RegionVit(nn.Module):
    """ViT_4K: patch tokens [r, grid^2, 384] row by row -> region embeddings [r, 192]."""

    def __init__(self, sizes: Sizes):
        super().__init__()
        width = sizes.region.width
        self.phi = nn.Sequential(nn.Linear(sizes.hipt.width, width), nn.GELU())
        self.cls_token = nn.Parameter(torch.randn(1, 1, width) * 0.02)
        self.pos_embed = nn.Parameter(torch.randn(1, 1 + sizes.grid**2, width) * 0.02)
        norm = partial(nn.LayerNorm, eps=1e-6)
        self.blocks = nn.Sequential(*(Block(width, sizes.region.heads, qkv_bias=True, norm_layer=norm) for _ in range(sizes.region.depth)))
        self.norm = norm(width)

    def forward(self, tokens: torch.Tensor) -> torch.Tensor:
        x = torch.cat([self.cls_token.expand(len(tokens), -1, -1), self.phi(tokens)], 1) + self.pos_embed
        return self.norm(self.blocks(x))[:, 0]


def baked_positions(learned: torch.Tensor, grid: int) -> torch.Tensor:
    """[1, 1 + n, d] of a square grid -> [1, 1 + grid^2, d], as HIPT and CellViT stretch them at run time.

    Bicubic with the scale (grid + 0.1) / sqrt(n) that DINO's code passes: the sampling points depend on it.
    """
    side = int((learned.shape[1] - 1) ** 0.5)
    if side == grid:
        return learned
    squares = learned[:, 1:].reshape(1, side, side, -1).permute(0, 3, 1, 2)
    stretched = interpolate(squares, scale_factor=(grid + 0.1) / side, mode="bicubic")
    return torch.cat([learned[:, :1], stretched.permute(0, 2, 3, 1).reshape(1, grid * grid, -1)], 1)
