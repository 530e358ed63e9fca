"""CellNet: one small residual U-Net that finds, separates, names and describes nuclei.

Input `pixels` is float32 [n, 3, 256, 256] RGB in 0..1 at 0.5 um/px. Work starts at stride 2 and
ends there: the full-resolution maps are sub-pixel outputs (four values per stride-2 position).
About 3.1 GFLOP (two per multiply-add) per patch. `onnx_graph.py` writes the same graph by hand.
"""

import torch
from torch import nn
from torch.nn import functional as F

from hwsi.vocab import CELL_CLASSES

#: Channels at strides 2, 4, 8 and 16; the third decoder width is that of `features`.
WIDTHS = (24, 48, 96, 128)
FEATURES = WIDTHS[1]
#: Means and standard deviations of the training pixels, applied inside the graph.
PIXEL_MEAN = (0.72, 0.55, 0.69)
PIXEL_STD = (0.17, 0.20, 0.15)
OUTPUTS = ("nucleus", "distance", "classes", "features")


class ConvUnit(nn.Module):
    """Convolution, batch normalisation and, if asked, ReLU; `fold` makes it one convolution."""

    def __init__(self, inputs: int, outputs: int, kernel: int = 3, stride: int = 1, relu: bool = True):
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False)
        self.norm = nn.BatchNorm2d(outputs)
        self.relu = relu

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = self.norm(self.conv(x))
        return F.relu(x, inplace=True) if self.relu else x

    def folded(self) -> tuple[torch.Tensor, torch.Tensor]:
        """Weight and bias of the one convolution equal to this unit in evaluation mode."""
        scale = self.norm.weight / torch.sqrt(self.norm.running_var + self.norm.eps)
        return self.conv.weight * scale[:, None, None, None], self.norm.bias - self.norm.running_mean * scale


class Residual(nn.Module):
    """relu(x + unit(unit(x))), width unchanged; starts as the identity (its last scale is zero)."""

    def __init__(self, width: int):
        super().__init__()
        self.first = ConvUnit(width, width)
        self.second = ConvUnit(width, width, relu=False)
        nn.init.zeros_(self.second.norm.weight)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return F.relu(x + self.second(self.first(x)), inplace=True)


class Merge(nn.Module):
    """Deeper features narrowed by 1x1, doubled by nearest, added to the skip."""

    def __init__(self, deep: int, skip: int):
        super().__init__()
        self.narrow = ConvUnit(deep, skip, kernel=1, relu=False)

    def forward(self, deep: torch.Tensor, skip: torch.Tensor) -> torch.Tensor:
        return F.relu(skip + F.interpolate(self.narrow(deep), scale_factor=2, mode="nearest"), inplace=True)


class CellNet(nn.Module):
    """Maps of nuclei from pixels; `forward` gives logits, `probabilities` what the graph gives."""

    def __init__(self):
        super().__init__()
        w2, w4, w8, w16 = WIDTHS
        self.register_buffer("mean", torch.tensor(PIXEL_MEAN).view(1, 3, 1, 1))
        self.register_buffer("std", torch.tensor(PIXEL_STD).view(1, 3, 1, 1))
        self.stem = ConvUnit(3, w2, stride=2)
        self.enc2 = ConvUnit(w2, w2)
        self.down4 = ConvUnit(w2, w4, stride=2)
        self.enc4 = Residual(w4)
        self.down8 = ConvUnit(w4, w8, stride=2)
        self.enc8 = nn.Sequential(Residual(w8), Residual(w8))
        self.down16 = ConvUnit(w8, w16, stride=2)
        self.enc16 = nn.Sequential(Residual(w16), Residual(w16))
        self.merge8 = Merge(w16, w8)
        self.dec8 = ConvUnit(w8, w8)
        self.merge4 = Merge(w8, w4)
        self.dec4 = nn.Sequential(Residual(w4), Residual(w4))
        self.merge2 = Merge(w4, w2)
        self.dec2 = nn.Sequential(ConvUnit(w2, w2), Residual(w2))
        self.to_classes = nn.Conv2d(w4, len(CELL_CLASSES), 1)
        self.to_maps = nn.Conv2d(w2, 8, 1)

    def forward(self, pixels: torch.Tensor) -> dict[str, torch.Tensor]:
        """Logits `maps` [n,2,H,W] (nucleus, distance), `classes` [n,4,H/4,W/4], `features` [n,48,H/4,W/4]."""
        e2 = self.enc2(self.stem((pixels - self.mean) / self.std))
        e4 = self.enc4(self.down4(e2))
        e8 = self.enc8(self.down8(e4))
        e16 = self.enc16(self.down16(e8))
        d8 = self.dec8(self.merge8(e16, e8))
        features = self.dec4(self.merge4(d8, e4))
        d2 = self.dec2(self.merge2(features, e2))
        return {
            "maps": F.pixel_shuffle(self.to_maps(d2), 2),
            "classes": self.to_classes(features),
            "features": features,
        }

    def probabilities(self, pixels: torch.Tensor) -> dict[str, torch.Tensor]:
        """The exported outputs (`OUTPUTS`): nucleus and distance [n,1,H,W], classes, features."""
        out = self(pixels)
        maps = torch.sigmoid(out["maps"])
        return {
            "nucleus": maps[:, :1],
            "distance": maps[:, 1:],
            "classes": torch.softmax(out["classes"], 1),
            "features": out["features"],
        }
