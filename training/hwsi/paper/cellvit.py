"""CellViT-256: HIPT's ViT_256 with three decoders for nuclei, horizontal-vertical maps and types.

Parameter names are those of the published file (Apache-2.0 with Commons Clause; trained on PanNuke,
which is non-commercial: brought by the user, never shipped).
"""

import torch
from torch import nn

from hwsi.paper.hipt import HALF, new_vit, normalised
from hwsi.paper.sizes import Sizes

#: Types of PanNuke; 0 is background.
TYPES = ("background", "neoplastic", "inflammatory", "connective", "dead", "epithelial")
#: Maps of each decoder.
BRANCHES = {"nuclei_binary_map_decoder": 2, "hv_map_decoder": 2, "nuclei_type_maps_decoder": len(TYPES)}


class Conv2DBlock(nn.Module):
    def __init__(self, inputs: int, outputs: int):
        super().__init__()
        self.block = nn.Sequential(nn.Conv2d(inputs, outputs, 3, padding=1), nn.BatchNorm2d(outputs), nn.ReLU())

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.block(x)


class Deconv2DBlock(nn.Module):
    def __init__(self, inputs: int, outputs: int):
        super().__init__()
        self.block = nn.Sequential(
            _double(inputs, outputs), nn.Conv2d(outputs, outputs, 3, padding=1), nn.BatchNorm2d(outputs), nn.ReLU()
        )

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.block(x)


def _double(inputs: int, outputs: int) -> nn.ConvTranspose2d:
    return nn.ConvTranspose2d(inputs, outputs, 2, 2)


def _branch(width: int, deep: int, share: int, maps: int) -> nn.ModuleDict:
    a, b, c = 256 // share, 128 // share, 64 // share
    return nn.ModuleDict(
        {
            "bottleneck_upsampler": _double(width, deep),
            "decoder3_upsampler": nn.Sequential(Conv2DBlock(2 * deep, deep), Conv2DBlock(deep, deep), Conv2DBlock(deep, deep), _double(deep, a)),
            "decoder2_upsampler": nn.Sequential(Conv2DBlock(2 * a, a), Conv2DBlock(a, a), _double(a, b)),
            "decoder1_upsampler": nn.Sequential(Conv2DBlock(2 * b, b), Conv2DBlock(b, b), _double(b, c)),
            "decoder0_header": nn.Sequential(Conv2DBlock(2 * c, c), Conv2DBlock(c, c), nn.Conv2d(c, maps, 1)),
        }
    )


class CellVit(nn.Module):
    """pixels uint8 [n, h, w, 3], sides multiples of 16 -> nuclei [n, 2, h, w] and types [n, 6, h, w]
    as logits, hv [n, 2, h, w], tokens [n, 384, h / 16, w / 16] of the last block."""

    def __init__(self, sizes: Sizes):
        super().__init__()
        self.taps = [t - 1 for t in sizes.taps]
        width, share = sizes.hipt.width, sizes.decoder_share
        deep, a, b, c = 312 // share, 256 // share, 128 // share, 64 // share
        self.encoder = new_vit(sizes.hipt)
        self.decoder0 = nn.Sequential(Conv2DBlock(3, c // 2), Conv2DBlock(c // 2, c))
        self.decoder1 = nn.Sequential(Deconv2DBlock(width, a), Deconv2DBlock(a, b), Deconv2DBlock(b, b))
        self.decoder2 = nn.Sequential(Deconv2DBlock(width, a), Deconv2DBlock(a, a))
        self.decoder3 = nn.Sequential(Deconv2DBlock(width, deep))
        for name, maps in BRANCHES.items():
            setattr(self, name, _branch(width, deep, share, maps))

    def forward(self, pixels: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
        x = normalised(pixels, HALF)
        *skips, tokens = self.encoder.forward_intermediates(x, indices=self.taps, norm=False, intermediates_only=True)
        levels = [self.decoder0(x)] + [d(s) for d, s in zip((self.decoder1, self.decoder2, self.decoder3), skips)]
        nuclei, hv, types = (self.decode(getattr(self, name), levels, tokens) for name in BRANCHES)
        return nuclei, hv, types, tokens

    @staticmethod
    def decode(branch: nn.ModuleDict, levels: list[torch.Tensor], tokens: torch.Tensor) -> torch.Tensor:
        x = branch["bottleneck_upsampler"](tokens)
        for depth in (3, 2, 1):
            x = branch[f"decoder{depth}_upsampler"](torch.cat([levels[depth], x], 1))
        return branch["decoder0_header"](torch.cat([levels[0], x], 1))
