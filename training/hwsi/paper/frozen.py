"""The encoders that no stage trains, and CONCH as it was brought, over patches in batches."""

import numpy as np
import torch
from torch import nn

from hwsi.paper.cellvit import CellVit
from hwsi.paper.conch import Conch
from hwsi.paper.hipt import PatchVit
from hwsi.paper.nuclei import cells
from hwsi.paper.sizes import Sizes

BATCH = 64


class Frozen(nn.Module):
    """CONCH as brought (for the filter), ViT_256 and CellViT."""

    def __init__(self, sizes: Sizes):
        super().__init__()
        self.sizes = sizes
        self.conch, self.patch, self.cellvit = Conch(sizes), PatchVit(sizes.hipt), CellVit(sizes)
        self.requires_grad_(False).eval()

    @property
    def device(self) -> torch.device:
        return next(self.parameters()).device

    @torch.no_grad()
    def run(self, part, patches: np.ndarray) -> list[np.ndarray]:
        """A part over patches uint8 [n, 256, 256, 3] in batches -> its outputs as float32 arrays."""
        outs = []
        for start in range(0, len(patches), BATCH):
            with torch.autocast(self.device.type, torch.bfloat16, enabled=self.device.type == "cuda"):
                out = part(torch.from_numpy(patches[start : start + BATCH]).to(self.device))
            outs.append([o.float().cpu().numpy() for o in (out if isinstance(out, tuple) else (out,))])
        return [np.concatenate(o) for o in zip(*outs)]

    def cells_of(self, patches: np.ndarray) -> tuple[list[np.ndarray], list[np.ndarray]]:
        """Embeddings [n, 384] and types [n] of each patch's cells."""
        nuclei, hv, types, tokens = self.run(self.cellvit, patches)
        probability = 1 / (1 + np.exp(nuclei[:, 0] - nuclei[:, 1]))
        found = [cells(*maps) for maps in zip(probability, hv, types, tokens)]
        return [f[0] for f in found], [f[1] for f in found]
