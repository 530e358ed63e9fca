"""From truth to facts: the named statements that texts say and questions ask.

A fact is a string such as "tissue:necrosis"; a patch, region or slide holds a set of them.
Truth between two thresholds is neither said nor denied (`unsure`), so that no text is half true.
"""

from dataclasses import dataclass

import numpy as np

from hwsi.vocab import CELL_CLASSES, TISSUES

BACKGROUND = TISSUES.index("background")
INFLAMMATORY = CELL_CLASSES.index("inflammatory")
TUMOURS = ("malignant glands", "solid tumour")

#: A tissue is said of a patch from this share of its area, and denied under the second.
SAID, DENIED = 0.30, 0.06
#: Inflammatory cells within tumour tissue from which a patch is said to be infiltrated (0.0164 mm2).
WITHIN = 8


@dataclass(frozen=True)
class PatchTruth:
    """One tissue patch: shares of TISSUES (sum 1), cells per CELL_CLASSES, nuclear atypia."""

    shares: np.ndarray
    counts: np.ndarray
    atypia: str  # "mild" | "marked", of the tumour if there is one
    real: str = ""  # class of a real tissue patch ("TUM", ...), "" when drawn; its shares are unknown (zeros)
    inside: int = 0  # inflammatory cells that lie in tumour tissue


#: Facts of the real tissue classes (data/README.md of the tissue set).
REAL_FACTS = {
    "TUM": {"tumour"},
    "NORM": {"tissue:benign glands", "glands", "main:benign glands"},
    "STR": {"tissue:stroma", "main:stroma"},
    "MUS": {"muscle", "main:muscle"},
    "LYM": {"tissue:lymphoid aggregate", "main:lymphoid aggregate", "inflammatory cells", "many lymphocytes"},
    "ADI": {"tissue:adipose", "main:adipose"},
    "DEB": {"tissue:necrosis"},
    "BACK": {"background"},
}


def main_tissue(shares: np.ndarray) -> int:
    """Index of the tissue with the largest share, background left out."""
    inside = shares.copy()
    inside[BACKGROUND] = 0
    return int(inside.argmax())


def patch_facts(truth: PatchTruth) -> set[str]:
    """Facts that surely hold of a patch."""
    if truth.real:
        return set(REAL_FACTS[truth.real]) | lymphocyte_facts(truth)
    if truth.shares[BACKGROUND] > 0.85:
        return {"background"}
    facts = {f"tissue:{TISSUES[i]}" for i in np.flatnonzero(truth.shares >= SAID) if i != BACKGROUND}
    main = main_tissue(truth.shares)
    if truth.shares[main] >= 0.55:
        facts.add(f"main:{TISSUES[main]}")
    tumour = sum(truth.shares[TISSUES.index(t)] for t in TUMOURS)
    if tumour >= SAID:
        facts.update({"tumour", f"atypia:{truth.atypia}"})
        if truth.inside >= WITHIN:
            facts.add("lymphocytes in tumour")
    if tumour + truth.shares[TISSUES.index("benign glands")] >= SAID and "tissue:solid tumour" not in facts:
        facts.add("glands")
    if truth.counts.sum() <= 8:
        facts.add("few cells")
    return facts | lymphocyte_facts(truth)


def lymphocyte_facts(truth: PatchTruth) -> set[str]:
    """What the number of inflammatory cells says."""
    number = truth.counts[INFLAMMATORY]
    return {fact for fact, least in (("inflammatory cells", 15), ("many lymphocytes", 40)) if number >= least}


def denied(truth: PatchTruth) -> set[str]:
    """Facts that surely do not hold; those in neither set take no part in a contrast."""
    if truth.real:
        known = {"BACK": {"background"}}.get(truth.real, set())
        others = set().union(*(v for k, v in REAL_FACTS.items() if k != truth.real))
        loose = {"inflammatory cells", "many lymphocytes", "tissue:stroma", "tissue:necrosis", "glands", "lymphocytes in tumour"}
        return (others - REAL_FACTS[truth.real] - loose) - known
    out = {f"tissue:{TISSUES[i]}" for i in np.flatnonzero(truth.shares <= DENIED)}
    main = main_tissue(truth.shares)
    out |= {f"main:{t}" for i, t in enumerate(TISSUES) if i != main and truth.shares[i] < SAID}
    tumour = sum(truth.shares[TISSUES.index(t)] for t in TUMOURS)
    if tumour <= DENIED:
        out |= {"tumour", "atypia:mild", "atypia:marked", "lymphocytes in tumour"}
    elif tumour >= SAID:
        out.add("atypia:marked" if truth.atypia == "mild" else "atypia:mild")
        if truth.inside <= 1:
            out.add("lymphocytes in tumour")
    if tumour + truth.shares[TISSUES.index("benign glands")] <= DENIED:
        out.add("glands")
    if truth.counts[INFLAMMATORY] <= 6:
        out |= {"inflammatory cells", "many lymphocytes"}
    if truth.counts[INFLAMMATORY] <= 20:
        out.add("many lymphocytes")
    if truth.counts.sum() >= 16:
        out.add("few cells")
    if truth.shares[BACKGROUND] < 0.5:
        out.add("background")
    return out | {"muscle", "main:muscle"}


def cell_facts(truth: PatchTruth) -> set[str]:
    """What the nuclei alone say: words for cells, nothing of the tissue's architecture."""
    facts, total = set(), truth.counts.sum()
    if total <= 3:
        return {"no cells"}
    for name, count in zip(CELL_CLASSES, truth.counts):
        if count >= 0.6 * total:
            facts.add(f"mostly:{name}")
        if count >= max(5, 0.25 * total):
            facts.add(f"many:{name}")
    tumour = sum(truth.shares[TISSUES.index(t)] for t in TUMOURS)
    if tumour >= SAID:
        facts.add(f"nuclei:{truth.atypia}")
    facts.add("crowded" if total >= 90 else "sparse nuclei" if total <= 25 else "moderate cellularity")
    return facts
