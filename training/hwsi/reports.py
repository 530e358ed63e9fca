"""The report of a composed slide (eq. 7): true sentences and rounded numbers, a set of facts.

Few slides share all of them, so that a report can find its slide. A fact is a statement
(hwsi.statements) or a number such as "share:stroma:40"; `wording` says it.
"""

import random

import numpy as np

from hwsi.compose import Composed
from hwsi.facts import BACKGROUND, INFLAMMATORY
from hwsi.citations import NAMES
from hwsi.statements import STATEMENTS, view_statements
from hwsi.view import SlideView
from hwsi.vocab import TISSUES

#: Kind of number -> its wordings.
NUMBERS = {
    "regions": ["{} regions", "slide of {} regions"],
    "tumour regions": ["tumour in {} regions", "{} regions with tumour"],
    "share": ["{} percent {}", "about {} percent {}"],
    "lymphocytes": ["about {} lymphocytes per patch"],
    "nuclei": ["about {} nuclei per patch"],
}


def report_facts(slide: Composed, view: SlideView | None = None) -> list[str]:
    """Statements that surely hold, then numbers; of real patches, whose shares nobody told, no numbers but the regions'."""
    facts = sorted(view_statements(view or slide.view())[0])
    facts.append(f"regions:{len(slide.regions)}")
    if any(r.is_real for r in slide.regions):
        return facts
    ill = [r.holds_tumour() for r in slide.regions]
    if None not in ill and any(ill):
        facts.append(f"tumour regions:{sum(ill)}")
    return facts + numbers(slide)


def numbers(slide: Composed) -> list[str]:
    """Shares of the tissue in tens of percent (from 10), lymphocytes in fives and nuclei in tens per patch."""
    truths = [t for r in slide.regions for t in r.truths]
    area = np.sum([t.shares for t in truths], 0)
    area[BACKGROUND] = 0
    tens = np.rint(10 * area / max(area.sum(), 1e-6)).astype(int) * 10
    counts = np.mean([t.counts for t in truths], 0)
    said = [f"share:{TISSUES[i]}:{tens[i]}" for i in np.flatnonzero(tens)]
    return [*said, f"lymphocytes:{round(counts[INFLAMMATORY] / 5) * 5}", f"nuclei:{round(counts.sum() / 10) * 10}"]


def wording(fact: str, rng: random.Random) -> str:
    """One of the wordings of a fact."""
    if fact in STATEMENTS:
        return rng.choice(STATEMENTS[fact])
    kind, *rest = fact.split(":")
    value = rest[-1]
    text = rng.choice(NUMBERS[kind]).format(value, NAMES[rest[0]] if kind == "share" else "")
    return text.removesuffix("s") if value == "1" else text
