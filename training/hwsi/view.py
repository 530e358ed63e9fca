"""What a question may ask of a slide: its facts, and the patches that the filter kept."""

from dataclasses import dataclass, field

import numpy as np

from hwsi.facts import BACKGROUND, INFLAMMATORY, SAID, TUMOURS, PatchTruth, cell_facts, patch_facts
from hwsi.vocab import TISSUES

LYMPHOID = TISSUES.index("lymphoid aggregate")


@dataclass(frozen=True)
class Kept:
    """A kept patch under the id that answers cite it by."""

    id: int
    truth: PatchTruth
    facts: frozenset[str]
    cell_facts: frozenset[str]


@dataclass
class SlideView:
    """Slide facts (True, False, or absent when unsure) and kept patches by descending relevance."""

    facts: dict[str, bool]
    main: str | None  # tissue of the largest area, None when two are close
    tumour: str | None  # "none" | "glandular" | "solid", None when unsure
    extent: str | None  # "small" | "half" | "large": the tumour's part of the tissue
    atypia: str | None
    infiltrate: str | None
    kept: list[Kept] = field(default_factory=list)


def _present(shares: np.ndarray) -> bool | None:
    strong, weak = (shares >= SAID).sum(), shares.max(initial=0.0)
    if strong >= 2 or weak >= 0.6:
        return True
    return False if weak <= 0.03 else None


def slide_view(patches: list[PatchTruth]) -> SlideView:
    """Facts of a slide from the truths of all its tissue patches."""
    shares = np.stack([p.shares for p in patches])
    counts = np.stack([p.counts for p in patches])
    facts = {}
    for index, tissue in enumerate(TISSUES):
        present = _present(shares[:, index])
        if index != BACKGROUND and present is not None:
            facts[tissue] = present
    area = shares.sum(0)
    area[BACKGROUND] = 0
    order = np.argsort(-area)
    main = TISSUES[order[0]] if area[order[0]] >= 1.25 * area[order[1]] else None
    glandular, solid = (facts.get(t) for t in TUMOURS)
    tumour = None
    if glandular is False and solid is False:
        tumour = "none"
    elif glandular and solid is False:
        tumour = "glandular"
    elif solid and glandular is False:
        tumour = "solid"
    return SlideView(
        facts=facts,
        main=main,
        tumour=tumour,
        extent=_extent(shares, area),
        atypia=_atypia(patches),
        infiltrate=_infiltrate(shares, counts),
    )


def _extent(shares: np.ndarray, area: np.ndarray) -> str | None:
    part = sum(area[TISSUES.index(t)] for t in TUMOURS) / max(area.sum(), 1e-6)
    for name, low, high in (("small", 0.03, 0.27), ("half", 0.37, 0.60), ("large", 0.68, 1.01)):
        if low <= part <= high:
            return name
    return None


def _atypia(patches: list[PatchTruth]) -> str | None:
    seen = {p.atypia for p in patches if sum(p.shares[TISSUES.index(t)] for t in TUMOURS) >= SAID}
    return seen.pop() if len(seen) == 1 else None


def _infiltrate(shares: np.ndarray, counts: np.ndarray) -> str | None:
    """From lymphocytes per patch outside lymphoid aggregates (0.0164 mm2 a patch)."""
    outside = (shares[:, LYMPHOID] < 0.05) & (shares[:, BACKGROUND] < 0.4)
    outside &= shares[:, TISSUES.index("adipose")] < 0.3
    if outside.sum() < 4:
        return None
    mean = counts[outside, INFLAMMATORY].mean()
    return "brisk" if mean >= INFILTRATE[1] else "sparse" if mean <= INFILTRATE[0] else None


#: Mean lymphocytes per patch below which an infiltrate is sparse, and from which it is brisk.
INFILTRATE = (8.0, 14.0)


def keep(view: SlideView, truths: list[PatchTruth], ids: list[int]) -> SlideView:
    """The view with these patches kept, in this order, under these ids."""
    view.kept = [
        Kept(i, t, frozenset(patch_facts(t)), frozenset(cell_facts(t))) for i, t in zip(ids, truths)
    ]
    return view
