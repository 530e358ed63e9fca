"""Sentences that name what patches show and cite them."""

from hwsi.facts import PatchTruth, main_tissue
from hwsi.view import Kept, SlideView
from hwsi.vocab import TISSUES

#: A question and its answer.
Pair = tuple[str, str]

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


def cite(kept: list[Kept], fact: str, most: int = 3) -> str:
    """' [P3] [P9]' for the kept patches that show the fact best, '' when none does."""
    shown = [k for k in kept if fact in k.facts]
    if fact.startswith("tissue:"):
        index = TISSUES.index(fact.removeprefix("tissue:"))
        shown.sort(key=lambda k: -k.truth.shares[index])
    elif fact == "inflammatory cells":
        shown.sort(key=lambda k: -k.truth.counts[0])
    return "".join(f" [P{k.id}]" for k in shown[:most])


#: How answers name a real patch's class.
REAL_NAMES = {"TUM": "tumour", "NORM": "benign glands", "STR": "fibrous stroma", "MUS": "smooth muscle", "LYM": "many lymphocytes", "ADI": "adipose tissue", "DEB": "necrosis", "BACK": "hardly any tissue"}


def shown(truth: PatchTruth) -> str:
    """What a patch mostly shows, in words."""
    return REAL_NAMES[truth.real] if truth.real else NAMES[TISSUES[main_tissue(truth.shares)]]


def seen_instead(view: SlideView) -> str:
    """A sentence on what the most relevant kept patch shows."""
    if not view.kept:
        return ""
    first = view.kept[0]
    return f" The patches nearest to the question show {shown(first.truth)} [P{first.id}]."
