"""The encoders that stage 1 trains (paper section 3.6): CONCH, CCAF, ViT_r, ViT_WSI and the text tower."""

import torch
from torch import nn
from torch.nn.functional import normalize, one_hot

from hwsi.attention import SetEncoder
from hwsi.paper.cellvit import TYPES
from hwsi.paper.conch import Conch
from hwsi.paper.hipt import RegionVit
from hwsi.paper.losses import consistency_loss, gather, pairs_loss
from hwsi.paper.sizes import Sizes
from hwsi.paper.texts import SCALES
from hwsi.slide import SLIDE_WIDTH, SlideEncoder


class Ccaf(nn.Module):
    """Eq. 4: cells [p, c, 384], types int64 [p, c] (0 padding) -> cellular tokens [p, 784]; 2 blocks, 2 heads.

    As in hwsi.ccaf, [CLS] knows log(1 + n) of each type and may attend to nothing.
    """

    def __init__(self, sizes: Sizes):
        super().__init__()
        self.enter = nn.Linear(sizes.hipt.width, sizes.cell_width)
        self.counts = nn.Linear(len(TYPES) - 1, sizes.cell_width)
        self.encoder = SetEncoder(sizes.cell_width, depth=2, heads=2, null=True)

    def forward(self, cells: torch.Tensor, types: torch.Tensor) -> torch.Tensor:
        numbers = one_hot(types, len(TYPES))[:, :, 1:].sum(1).to(cells.dtype)
        return self.encoder(self.enter(cells), (types > 0).to(cells.dtype), self.counts((1 + numbers).log()))


class Hierarchy(nn.Module):
    """Four levels, each with a head into CONCH's space; `forward` gives the losses of eq. 9.

    A batch holds, of b slides with at most n regions each, of which k are looked into at q patches:
    tokens [b, n, g^2, 384], places [b, n, 2], mask [b, n], chosen [b, k] (regions by index),
    pixels uint8 [b, k, q, 256, 256, 3], cells [b, k, q, c, 384], types [b, k, q, c],
    words: by scale int64 [b, m, context - 1].
    """

    def __init__(self, sizes: Sizes, tau: float = 0.07, floor: float = 0.03, fixed: bool = False, consistency: float = 0.1):
        super().__init__()
        self.conch, self.ccaf, self.region, self.slide = Conch(sizes), Ccaf(sizes), RegionVit(sizes), SlideEncoder()
        widths = {"cell": sizes.cell_width, "region": sizes.region.width, "slide": SLIDE_WIDTH}
        self.heads = nn.ModuleDict({k: nn.Linear(w, sizes.space) for k, w in widths.items()})
        self.log_tau = nn.Parameter(torch.tensor(tau).log(), requires_grad=not fixed)
        self.floor, self.consistency = 0.0 if fixed else floor, consistency

    def tau(self) -> torch.Tensor:
        return self.log_tau.exp().clamp(min=self.floor)

    def visual(self, batch: dict) -> dict[str, torch.Tensor]:
        """Features by level: slide [b, 192], region [b, n, 192], patch [b, k, q, 512] (unit), cell [b, k, q, 784]."""
        b, n = batch["mask"].shape
        shape = batch["pixels"].shape[:3]
        region = self.region(batch["tokens"].flatten(0, 1)).reshape(b, n, -1)
        return {
            "slide": self.slide(region, batch["places"], batch["mask"]),
            "region": region,
            "patch": self.conch.image(batch["pixels"].flatten(0, 2)).reshape(*shape, -1),
            "cell": self.ccaf(batch["cells"].flatten(0, 2), batch["types"].flatten(0, 2)).reshape(*shape, -1),
        }

    def forward(self, batch: dict) -> dict[str, torch.Tensor]:
        seen = self.visual(batch)
        index = batch["chosen"][:, :, None].expand(-1, -1, seen["region"].shape[2])
        seen["region"] = seen["region"].gather(1, index)
        z = {k: normalize(self.heads[k](v).float() if k in self.heads else v, dim=-1) for k, v in seen.items()}
        sizes = {k: ids.shape[:2] for k, ids in batch["words"].items()}
        texts = self.conch.words(torch.cat([batch["words"][k].flatten(0, 1) for k in SCALES]))
        t = dict(zip(SCALES, texts.split([sizes[k].numel() for k in SCALES])))
        with torch.autocast(texts.device.type, enabled=False):
            losses = {}
            for k in SCALES:
                rows = z[k].reshape(len(z[k]), -1, z[k].shape[-1])
                losses[k] = pairs_loss(rows, t[k].reshape(*sizes[k], -1), batch["words"][k], self.tau())
            losses["consistency"] = self.consistency * consistency_loss(*(gather(z[k]) for k in ("cell", "patch", "region")))
        return losses
