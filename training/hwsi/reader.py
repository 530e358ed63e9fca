"""Encoders of stage 1 applied to the bank, frozen: what the language model will read."""

from pathlib import Path

import numpy as np
import torch

from hwsi.ccaf import Ccaf
from hwsi.compose import BankRegion, Composed, padded_cells, tissue_tokens
from hwsi.region import RegionEncoder
from hwsi.slide import SlideEncoder


def _loaded(model: torch.nn.Module, path: Path) -> torch.nn.Module:
    model.load_state_dict(torch.load(path))
    return model.eval()


class Reader:
    """Gives every bank region its ViT_r embeddings and CCAF tokens, and every slide its token."""

    def __init__(self, weights: Path):
        self.ccaf = _loaded(Ccaf(), weights / "ccaf.pt")
        self.region = _loaded(RegionEncoder(), weights / "region-encoder.pt")
        self.slide = _loaded(SlideEncoder(), weights / "slide-encoder.pt")

    @torch.no_grad()
    def read(self, bank: list[BankRegion]) -> list[BankRegion]:
        """Gives each region what it lacks."""
        for region in (r for r in bank if r.embedding is None):
            variants = tissue_tokens([(region, v) for v in range(len(region.tokens))])
            region.embedding = self.region.sparse(*map(torch.from_numpy, variants)).numpy()
            if region.cell_tokens is not None:
                continue
            patches = list(region.cells)
            tokens = self.ccaf(*map(torch.from_numpy, padded_cells([region.cells[p] for p in patches]))).numpy()
            region.cell_tokens = dict(zip(patches, tokens))
        return bank

    @torch.no_grad()
    def slide_token(self, slide: Composed) -> np.ndarray:
        regions = torch.from_numpy(np.stack([r.embedding[slide.variant] for r in slide.regions]))[None]
        positions = torch.from_numpy(slide.positions)[None]
        return self.slide(regions, positions, torch.ones(1, len(slide.regions))).numpy()[0]
