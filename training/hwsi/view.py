"""What a question may ask of a slide: its facts, and the patches that the filter kept.

Facts of patches come from their truths; how the tumour lies in a region, and where regions with
tumour lie on the slide, come with the regions (`Layout`).
"""

from dataclasses import dataclass, field

import numpy as np

from hwsi.facts import BACKGROUND, INFLAMMATORY, SAID, TUMOURS, PatchTruth, cell_facts, denied, patch_facts
from hwsi.vocab import TISSUES

LYMPHOID = TISSUES.index("lymphoid aggregate")
#: The tumour of a real slide whose kind nobody told.
UNSPECIFIED = "unspecified"


@dataclass(frozen=True)
class Layout:
    """How one region's tumour lies ("" unsure), its place on the slide's grid, and if it holds tumour."""

    arrangement: str = ""  # "confluent" | "clustered" | "rows" | "scattered"
    necrosis: str = ""  # "central" | "apart"
    immune: str = ""  # "infiltrated" | "excluded"
    place: tuple[int, int] = (0, 0)  # column, row
    tumour: bool | None = None


@dataclass(frozen=True)
class Kept:
    """A kept patch under the id that answers cite it by; `counts` are its cells per class as they were counted."""

    id: int
    truth: PatchTruth
    facts: frozenset[str]
    cell_facts: frozenset[str]
    counts: np.ndarray
    denied: frozenset[str]
    region: int = 1  # its number in the prompt


@dataclass(frozen=True)
class RegionView:
    """A region: its largest tissue (None when two are close) and whether it holds tumour (None when unsure)."""

    main: str | None
    tumour: bool | None


@dataclass
class SlideView:
    """Slide facts (True, False, or absent when unsure) and kept patches by descending relevance."""

    facts: dict[str, bool]
    main: str | None  # tissue of the largest area, None when two are close
    tumour: str | None  # "none" | "glandular" | "solid" | UNSPECIFIED, None when unsure
    extent: str | None  # "small" | "half" | "large": the tumour's part of the tissue
    atypia: str | None
    infiltrate: str | None
    arrangement: str | None = None  # of tumour nests: "confluent" | "clustered" | "rows" | "scattered"
    necrosis_context: str | None = None  # "central" | "apart"
    immune: str | None = None  # "infiltrated" | "excluded": where lymphocytes stand to the tumour nests
    focality: str | None = None  # "one" | "several": regions with tumour touch each other or do not
    front: str | None = None  # "inside" | "edge": tumour in regions of the grid's inside or border only
    kept: list[Kept] = field(default_factory=list)
    regions: dict[int, "RegionView"] = field(default_factory=dict)  # by number from 1


#: A tissue is there from this part of the tissue's area, however it is spread.
PART = 0.05


def _present(shares: np.ndarray, part: float) -> bool | None:
    """From a tissue's shares of the patches and its part of the tissue's area."""
    strong, weak = (shares >= SAID).sum(), shares.max(initial=0.0)
    if strong >= 2 or weak >= 0.6 or (part >= PART and weak >= 0.15):
        return True
    return False if weak <= 0.03 else None


def slide_view(patches: list[PatchTruth], regions: list[Layout] | None = None) -> SlideView:
    """Facts of a slide from the truths of all its tissue patches and the layouts of its regions."""
    view = _real_view(patches) if patches[0].real else _drawn_view(patches)
    for name, field_name in (("arrangement", "arrangement"), ("necrosis", "necrosis_context"), ("immune", "immune")):
        told = {getattr(r, name) for r in regions or ()} - {"", "none"}
        setattr(view, field_name, told.pop() if len(told) == 1 else None)
    view.focality, view.front = _distribution(regions or [])
    return view


def _real_view(patches: list[PatchTruth]) -> SlideView:
    """What the classes of real patches say; their tumour's kind is unknown, small things are not denied."""
    seen = [p.real for p in patches]
    facts = {t: True for t, name in (("stroma", "STR"), ("adipose", "ADI"), ("benign glands", "NORM"), ("necrosis", "DEB")) if seen.count(name) >= 2}
    if "ADI" not in seen:
        facts["adipose"] = False
    tumour = UNSPECIFIED if seen.count("TUM") >= 2 else None if "TUM" in seen else "none"
    if tumour == "none":
        facts |= {t: False for t in TUMOURS}
    counts = np.stack([p.counts for p in patches])[:, INFLAMMATORY].mean()
    brisk = "brisk" if counts >= 20 else "sparse" if counts <= INFILTRATE[0] else None
    return SlideView(facts=facts, main=None, tumour=tumour, extent=None, atypia=None, infiltrate=brisk)


def _distribution(regions: list[Layout]) -> tuple[str | None, str | None]:
    """Focality and front of at least six regions whose tumour is sure."""
    places = [r.place for r in regions if r.tumour]
    if len(regions) < 6 or not places or any(r.tumour is None for r in regions):
        return None, None
    groups: list[set[tuple[int, int]]] = []
    for column, row in places:
        near = [g for g in groups if any(abs(column - c) <= 1 and abs(row - r) <= 1 for c, r in g)]
        groups = [g for g in groups if g not in near] + [{(column, row)}.union(*near)]
    columns, rows = (max(p[axis] for p in (r.place for r in regions)) for axis in (0, 1))
    border = [c in (0, columns) or r in (0, rows) for c, r in places]
    front = None if min(columns, rows) < 2 else "edge" if all(border) else "inside" if not any(border) else None
    return ("one" if len(groups) == 1 else "several"), front


def _drawn_view(patches: list[PatchTruth]) -> SlideView:
    shares = np.stack([p.shares for p in patches])
    counts = np.stack([p.counts for p in patches])
    area, facts = shares.sum(0), {}
    area[BACKGROUND] = 0
    for index, tissue in enumerate(TISSUES):
        present = _present(shares[:, index], area[index] / max(area.sum(), 1e-6))
        if index != BACKGROUND and present is not None:
            facts[tissue] = present
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
        main=main_of(shares),
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


def region_view(patches: list[PatchTruth], tumour: bool | None) -> RegionView:
    """Of drawn patches; of real ones, whose shares nobody told, nothing is sure."""
    return RegionView(None if patches[0].real else main_of(np.stack([p.shares for p in patches])), tumour)


def main_of(shares: np.ndarray) -> str | None:
    """Tissue of the largest area of patches [n, tissues], None when two are close."""
    area = shares.sum(0)
    area[BACKGROUND] = 0
    order = np.argsort(-area)
    return TISSUES[order[0]] if area[order[0]] >= 1.25 * area[order[1]] else None


def keep(view: SlideView, truths: list[PatchTruth], ids: list[int], counts: list[np.ndarray] | None = None, regions: list[int] | None = None) -> SlideView:
    """The view with these patches kept, in this order, under these ids; without counts the true ones, without regions all of the first."""
    counted, numbers = counts or [t.counts for t in truths], regions or [1] * len(truths)
    view.kept = [Kept(i, t, frozenset(patch_facts(t)), frozenset(cell_facts(t)), c, frozenset(denied(t)), r) for i, t, c, r in zip(ids, truths, counted, numbers)]
    return view
