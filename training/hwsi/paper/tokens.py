"""The visual tokens of a slide for the language model, made once with the encoders of stage 1."""

from pathlib import Path

import numpy as np
import torch

from hwsi.paper.frozen import BATCH
from hwsi.paper.hierarchy import Hierarchy
from hwsi.paper.prepare import with_tissue, write_npz
from hwsi.paper.slides import Case, Slide
from hwsi.slide import GRID

#: Cells of a patch that are read at most.
MOST_CELLS = 512


@torch.no_grad()
def slide_tokens(case: Case, hierarchy: Hierarchy, held: dict[str, np.ndarray], most: int) -> dict[str, np.ndarray]:
    """slide [1, 192], region [r, 192], patch [q, 512] and cell [q, 784] of the `most` relevant
    kept patches in reading order, and patch_region [q]."""
    device = next(hierarchy.parameters()).device

    def put(array: np.ndarray) -> torch.Tensor:
        return torch.from_numpy(array).to(device)

    chosen = np.sort(np.argsort(-held["relevance"], kind="stable")[:most])
    firsts = np.concatenate([[0], np.cumsum(held["count"])])
    slide, patches, cells = Slide(case), [], []
    for start in range(0, len(chosen), BATCH):
        rows = chosen[start : start + BATCH]
        pixels = np.stack([slide.patch(*held["kept"][row, 1:]) for row in rows])
        patches.append(hierarchy.conch.image(put(pixels)))
        longest = max(1, min(MOST_CELLS, int(held["count"][rows].max())))
        found = np.zeros((len(rows), longest, held["cells"].shape[1]), np.float32)
        types = np.zeros((len(rows), longest), np.int64)
        for i, row in enumerate(rows):
            n = min(longest, held["count"][row])
            found[i, :n], types[i, :n] = held["cells"][firsts[row] :][:n], held["types"][firsts[row] :][:n]
        cells.append(hierarchy.ccaf(put(found), put(types)))
    region = hierarchy.region(put(held["tokens"].astype(np.float32)))
    places = put(held["place"].clip(0, GRID - 1))
    tokens = {
        "slide": hierarchy.slide(region[None], places[None], torch.ones(1, len(region), device=device)),
        "region": region, "patch": torch.cat(patches), "cell": torch.cat(cells),
    }
    return {**{k: v.float().cpu().numpy() for k, v in tokens.items()}, "patch_region": held["kept"][chosen, 0]}


def write_tokens(cases: list[Case], hierarchy: Hierarchy, cache: Path, out: Path, most: int) -> None:
    """One file a slide with tissue; what is there stays."""
    hierarchy.eval()
    for case in with_tissue(cases, cache):
        held = dict(np.load(cache / f"{case.name}.npz"))
        if not (out / f"{case.name}.npz").exists():
            write_npz(out / f"{case.name}.npz", slide_tokens(case, hierarchy, held, most))
