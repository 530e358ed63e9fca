"""CONCH v1 (CoCa): ViT-B/16 at 448 with an attentional pooler, and its text tower, into one space.

Parameter names are those of the published file, less the captioning parts, which are not used here.
CONCH's weights are CC-BY-NC-ND and gated: they are brought by the user and never shipped.
"""

import torch
from torch import nn
from torch.nn.functional import interpolate, normalize
from torch.utils.checkpoint import checkpoint

from hwsi.paper.hipt import new_vit, normalised
from hwsi.paper.sizes import Sizes, Text

#: Mean and deviation that the published loader of CONCH v1 sets (those of CLIP).
CLIP_PIXELS = ((0.48145466, 0.4578275, 0.40821073), (0.26862954, 0.26130258, 0.27577711))
PAD = 0


class Pooler(nn.Module):
    """One learned query over all tokens: [n, s, width] -> [n, space]."""

    def __init__(self, space: int, width: int, heads: int):
        super().__init__()
        self.query = nn.Parameter(torch.randn(1, space))
        self.attn = nn.MultiheadAttention(space, heads, kdim=width, vdim=width, batch_first=True)
        self.ln_q, self.ln_k = nn.LayerNorm(space), nn.LayerNorm(width)

    def forward(self, tokens: torch.Tensor) -> torch.Tensor:
        keys = self.ln_k(tokens)
        query = self.ln_q(self.query)[None].expand(len(tokens), -1, -1)
        return self.attn(query, keys, keys, need_weights=False)[0][:, 0]


class Visual(nn.Module):
    """pixels uint8 [n, h, w, 3], brought to 448 -> [n, 512]."""

    def __init__(self, sizes: Sizes):
        super().__init__()
        self.pixels = sizes.conch.pixels
        self.trunk = new_vit(sizes.conch)
        self.attn_pool_contrast = Pooler(sizes.space, sizes.conch.width, sizes.pool_heads)
        self.ln_contrast = nn.LayerNorm(sizes.space)
        self.proj_contrast = nn.Parameter(torch.randn(sizes.space, sizes.space) * sizes.conch.width**-0.5)

    def forward(self, pixels: torch.Tensor) -> torch.Tensor:
        x = normalised(pixels, CLIP_PIXELS)
        x = interpolate(x, size=(self.pixels, self.pixels), mode="bicubic", antialias=True)
        tokens = self.trunk.forward_features(x)
        return self.ln_contrast(self.attn_pool_contrast(tokens)) @ self.proj_contrast


class Layer(nn.Module):
    def __init__(self, width: int, heads: int):
        super().__init__()
        self.ln_1, self.attn = nn.LayerNorm(width), nn.MultiheadAttention(width, heads, batch_first=True)
        self.ln_2 = nn.LayerNorm(width)
        self.mlp = nn.ModuleDict({"c_fc": nn.Linear(width, 4 * width), "c_proj": nn.Linear(4 * width, width)})

    def forward(self, x: torch.Tensor, barred: torch.Tensor) -> torch.Tensor:
        y = self.ln_1(x)
        x = x + self.attn(y, y, y, attn_mask=barred, need_weights=False)[0]
        return x + self.mlp["c_proj"](nn.functional.gelu(self.mlp["c_fc"](self.ln_2(x))))


class Words(nn.Module):
    """ids int64 [m, context - 1], 0 where a text has ended -> [m, 512]."""

    def __init__(self, size: Text, space: int):
        super().__init__()
        self.heads = size.heads
        self.token_embedding = nn.Embedding(size.vocabulary, size.width)
        self.positional_embedding = nn.Parameter(torch.randn(size.context, size.width) * 0.01)
        self.cls_emb = nn.Parameter(torch.randn(size.width) * 0.01)
        self.transformer = nn.ModuleDict({"resblocks": nn.ModuleList(Layer(size.width, size.heads) for _ in range(size.depth))})
        self.ln_final = nn.LayerNorm(size.width)
        self.text_projection = nn.Parameter(torch.randn(size.width, space) * size.width**-0.5)
        nn.init.normal_(self.token_embedding.weight, std=0.02)

    def barred(self, ids: torch.Tensor) -> torch.Tensor:
        """bool [m * heads, s, s]: the future, and for [CLS] what stands behind a pad.

        The published tower looks one place too far: [CLS] sees place j if token j - 1 is no pad.
        """
        m, s = ids.shape[0], ids.shape[1] + 1
        barred = torch.ones(s, s, dtype=torch.bool, device=ids.device).triu(1).repeat(m, 1, 1)
        barred[:, -1, 1:] = ids == PAD
        return barred.repeat_interleave(self.heads, 0)

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        x = torch.cat([self.token_embedding(ids), self.cls_emb.expand(len(ids), 1, -1)], 1)
        x, barred = x + self.positional_embedding, self.barred(ids)
        for layer in self.transformer["resblocks"]:
            x = layer(x, barred)
        return self.ln_final(x[:, -1]) @ self.text_projection


class Conch(nn.Module):
    """`image` and `text` give unit vectors [.., 512] of one space."""

    def __init__(self, sizes: Sizes):
        super().__init__()
        self.visual, self.text = Visual(sizes), Words(sizes.conch_text, sizes.space)

    def image(self, pixels: torch.Tensor) -> torch.Tensor:
        return normalize(self.visual(pixels).float(), dim=1)

    def words(self, ids: torch.Tensor) -> torch.Tensor:
        return normalize(self.text(ids).float(), dim=1)

    def spare_memory(self) -> None:
        """Activations are computed again in the backward pass."""
        self.visual.trunk.set_grad_checkpointing(True)
        for layer in self.text.transformer["resblocks"]:
            layer.forward = _again(layer.forward)


def _again(forward):
    return lambda x, barred: checkpoint(forward, x, barred, use_reentrant=False) if torch.is_grad_enabled() else forward(x, barred)
