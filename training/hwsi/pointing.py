"""Whether the cited patches show what they are cited for, and whether the answer rests on them."""

import random
import re
from dataclasses import dataclass

import numpy as np

from hwsi.compose import Selected
from hwsi.features import TextSpace
from hwsi.proof import Bootstrap, spread
from hwsi.protocol import Case
from hwsi.questions import Asked, right, without_citations
from hwsi.speak import Told

MARK = re.compile(r"\[P(\d+)\]")
RUN = re.compile(r"\[P\d+\](?: ?\[P\d+\])*")
#: A patch is taken as evidence from this support.
SUPPORTED = 0.5


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=\.)\s", text.strip())


def evidence(asked: Asked) -> tuple[str, frozenset[int]]:
    """The first cited sentence of the true answer without its citations, and the ids that show it."""
    sentence = next(s for s in sentences(asked.answer) if MARK.search(s))
    return without_citations(sentence), asked.cites[0]


def cited(asked: Asked, told: Told) -> list[int]:
    """Ids of the first run of citations in the told answer's copy of that sentence; [] when it does not say it.

    Of a run those with support, else the strongest: what src/pipeline/ground.ts leaves on the page
    (there by the support when each id was written, here by that when the first was).
    """
    claim, _ = evidence(asked)
    runs = (RUN.search(s) for s in sentences(told.text) if without_citations(s) == claim)
    ids = [int(i) for run in runs if run for i in MARK.findall(run[0])]
    weight = lambda i: told.support.get(i, 0.0)  # noqa: E731
    return [i for i in ids if weight(i) >= SUPPORTED] or sorted(ids, key=weight)[-1:]


def first_patch(case: Case) -> int:
    """Id of the first kept patch in the prompt, which goes region by region."""
    return min(case.selected, key=lambda s: s.region).id


def top_patch(case: Case, space: TextSpace) -> int:
    """Id of the kept patch that the filter finds most relevant to the question."""
    entities = space.entities(case.asked[0].question)
    return max(case.selected, key=lambda s: float(case.slide.regions[s.region].embeddings[case.slide.variant][s.patch] @ entities)).id


def pointing(cases: list[Case], told: list[Told], space: TextSpace) -> dict:
    """Share of citations whose patch shows the fact, beside three ways to point without looking; by family."""
    rows = [(c, cited(c.asked[0], t)) for c, t in zip(cases, told)]
    made = [(c, ids) for c, ids in rows if ids]
    values = {
        "cited": [np.mean([i in c.asked[0].cites[0] for i in ids]) for c, ids in made],
        "first id": [first_patch(c) in c.asked[0].cites[0] for c, _ in made],
        "random kept patch": [len(c.asked[0].cites[0]) / len(c.selected) for c, _ in made],
        "SPF's top patch": [top_patch(c, space) in c.asked[0].cites[0] for c, _ in made],
    }
    boot, every = Bootstrap([c.number for c, _ in made]), np.ones(len(made), bool)
    arrays = {k: np.array(v, float) for k, v in values.items()}
    out: dict = {"questions": len(cases), "with citations": len(made)}
    out |= {k: boot.mean(v, every) for k, v in arrays.items()}
    out["gain"] = {k: boot.mean(arrays["cited"] - v, every) for k, v in arrays.items() if k != "cited"}
    families = np.array([c.asked[0].family for c, _ in made], str)
    out["families"] = {f: {"questions": int((families == f).sum()), **{k: round(float(v[families == f].mean()), 4) for k, v in arrays.items()}} for f in sorted(set(families))}
    return out | {"support": support(cases, told)}


def support(cases: list[Case], told: list[Told]) -> dict:
    """The stated support of patches that show the claim and of those that do not, over answers that claim it."""
    yes, no = [], []
    for case, t in zip(cases, told):
        asked = case.asked[0]
        if cited(asked, t):
            yes += [v for i, v in t.support.items() if i in asked.cites[0]]
            no += [v for i, v in t.support.items() if i in asked.denies[0]]
    if not yes or not no:
        return {}
    low = np.sort(no)
    auc = (np.searchsorted(low, yes, "left") + np.searchsorted(low, yes, "right")).mean() / 2 / len(low)
    said = np.array([*yes, *no]) >= SUPPORTED
    return {
        "patches": len(yes) + len(no), "AUC": round(float(auc), 4), "precision": round(float(said[: len(yes)].sum() / max(said.sum(), 1)), 4),
        "recall": round(float(said[: len(yes)].mean()), 4), "mean of those that show": round(float(np.mean(yes)), 4), "mean of those that do not": round(float(np.mean(no)), 4),
    }  # fmt: skip


@dataclass
class Taken:
    """A question that was answered rightly with citations, and its patches with some taken away, by name."""

    case: Case
    stem: str  # the answer up to its first citation
    kept: dict[str, list[Selected]]


PAIRS = {"without the cited": "without as many others", "without all supported": "without as many unsupported"}
ALONE = "the cited alone"


def taken(cases: list[Case], told: list[Told], seed: int = 0) -> list[Taken]:
    """What comprehensiveness and sufficiency are measured on: as many others are taken away at random."""
    out = []
    for case, t in zip(cases, told):
        ids = set(cited(case.asked[0], t))
        if not ids or not right(case.asked[0], t.text):
            continue
        rng = random.Random(f"{seed} {case.number}")
        supported = ids | {i for i, v in t.support.items() if v >= SUPPORTED}
        kept = {ALONE: [s for s in case.selected if s.id in ids]}
        for gone, names in ((ids, ("without the cited", "without as many others")), (supported, ("without all supported", "without as many unsupported"))):
            others = [s.id for s in case.selected if s.id not in supported]
            if len(others) >= len(gone):
                random_ones = set(rng.sample(others, len(gone)))
                kept[names[0]] = [s for s in case.selected if s.id not in gone]
                kept[names[1]] = [s for s in case.selected if s.id not in random_ones]
        out.append(Taken(case, t.text.split(" [P")[0], kept))
    return out


def faithfulness(rows: list[Taken], chance: dict[str, list[float | None]], hits: dict[str, list[bool | None]]) -> dict:
    """Fall of the claim's probability and of accuracy when patches are taken away; None where a question lacks the condition.

    `chance` and `hits` hold "full" and the names of `Taken.kept`.
    """
    boot = Bootstrap([r.case.number for r in rows])
    out: dict = {"questions": len(rows)}
    for name in (*PAIRS, *PAIRS.values(), ALONE):
        chosen = np.array([c is not None for c in chance.get(name, [])])
        if not chosen.any():
            continue
        fall = {"probability": _fall(chance, name), "accuracy": _fall(hits, name)}
        out[name] = {"questions": int(chosen.sum()), **{k: boot.mean(v, chosen) for k, v in fall.items()}}
    for name, other in PAIRS.items():
        both = np.array([a is not None and b is not None for a, b in zip(chance.get(name, []), chance.get(other, []))])
        if both.any():
            difference = {k: _fall(v, name) - _fall(v, other) for k, v in (("probability", chance), ("accuracy", hits))}
            out[name]["more than others"] = {k: spread(float(v[both].mean()), boot.draws(v, both)) for k, v in difference.items()}
    return out


def _fall(values: dict[str, list], name: str) -> np.ndarray:
    """Full less the condition [n]; 0 where it is lacking."""
    return np.array([0.0 if now is None else float(full) - float(now) for full, now in zip(values["full"], values[name])])
