"""Sentences that name what patches show and cite them."""

import re
from dataclasses import dataclass

from hwsi.facts import INFLAMMATORY, TUMOURS, main_tissue
from hwsi.view import Kept, SlideView
from hwsi.vocab import TISSUES

#: How answers name the tissues.
NAMES = {
    "stroma": "fibrous stroma",
    "benign glands": "benign glands",
    "malignant glands": "malignant glands",
    "solid tumour": "solid tumour",
    "lymphoid aggregate": "lymphoid aggregates",
    "adipose": "adipose tissue",
    "necrosis": "necrosis",
}
PLURAL = {"benign glands", "malignant glands", "lymphoid aggregate"}
#: How answers name a real patch's class.
REAL_NAMES = {"TUM": "tumour", "NORM": "benign glands", "STR": "fibrous stroma", "MUS": "smooth muscle", "LYM": "lymphoid aggregates", "ADI": "adipose tissue", "DEB": "necrosis", "BACK": "hardly any tissue"}


MARK = re.compile(r"\[P(\d+)\]")


@dataclass(frozen=True)
class Cite:
    """A place where patches are cited for a fact; "trace:" of a tissue is a share from 6 %, "shown:" a patch's name.

    With a region, only its patches are cited.
    """

    fact: str
    most: int = 3
    region: int | None = None


@dataclass(frozen=True)
class Written:
    """A text and, for each citation in it, the ids that show what it is cited for and those that do not."""

    text: str
    shows: tuple[frozenset[int], ...] = ()
    denies: tuple[frozenset[int], ...] = ()


#: A text in parts: words, and places of citations.
Parts = tuple["str | Cite", ...]


def write(view: SlideView, parts: Parts) -> Written:
    """The parts as a text. Of the patches that show a fact the strongest are cited, strongest first."""
    text, shows, denies = "", [], []
    for part in parts:
        if isinstance(part, str):
            text += part
            named = [frozenset({int(i)}) for i in MARK.findall(part)]
            shows += named
            denies += [frozenset(k.id for k in view.kept) - one for one in named]
            continue
        outside = frozenset(k.id for k in view.kept if part.region not in (None, k.region))
        shown = frozenset(k.id for k in view.kept if showing(k, part.fact)) - outside
        lacking = frozenset(k.id for k in view.kept if lacks(k, part.fact)) | outside
        strongest = sorted((k for k in view.kept if k.id in shown), key=lambda k: -strength(k, part.fact))
        for kept in strongest[: part.most]:
            text += f" [P{kept.id}]"
            shows.append(shown)
            denies.append(lacking)
    return Written(text, tuple(shows), tuple(denies))


def showing(kept: Kept, fact: str) -> bool:
    kind, _, name = fact.partition(":")
    if kind == "trace":
        return kept.truth.shares[TISSUES.index(name)] >= 0.06
    return name == shown(kept) if kind == "shown" else fact in kept.facts


def lacks(kept: Kept, fact: str) -> bool:
    kind, _, name = fact.partition(":")
    if kind == "trace":
        return kept.truth.shares[TISSUES.index(name)] < 0.01
    return name != shown(kept) if kind == "shown" else fact in kept.denied


def strength(kept: Kept, fact: str) -> float:
    """How strongly a patch shows a fact that it shows: a share of area or a number of cells."""
    truth, (kind, _, name) = kept.truth, fact.partition(":")
    if kind in ("tissue", "trace"):
        return float(truth.shares[TISSUES.index(name)])
    if fact in ("inflammatory cells", "many lymphocytes"):
        return float(kept.counts[INFLAMMATORY])
    if fact == "lymphocytes in tumour":
        return float(truth.inside)
    if fact == "tumour" or kind == "atypia":
        return float(sum(truth.shares[TISSUES.index(t)] for t in TUMOURS))
    return float(truth.shares.max(initial=0.0))


def shown(kept: Kept) -> str:
    """What a patch mostly shows, in words."""
    return REAL_NAMES[kept.truth.real] if kept.truth.real else NAMES[TISSUES[main_tissue(kept.truth.shares)]]


def is_(tissue: str) -> str:
    return "are" if tissue in PLURAL else "is"


def instead(view: SlideView) -> Parts:
    """A sentence on what most of the kept patches show."""
    if not view.kept:
        return ()
    names = [shown(k) for k in view.kept]
    most = max(sorted(set(names)), key=names.count)
    return (f" The kept patches mostly show {most}", Cite(f"shown:{most}", 2), ".")
