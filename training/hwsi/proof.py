"""What the answers prove: accuracy beside the controls, refusals, with 95 % bootstrap intervals over slides."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass

import numpy as np

from hwsi import refusals
from hwsi.measure import draw_weights
from hwsi.protocol import REFUSED, group, is_seen
from hwsi.questions import ANSWERABLE, Asked, right, without_citations

CONDITIONS = ("image", "blind", "exchanged")
#: Families whose answers say numbers.
COUNTING = ("count", "compare")
#: What the issue asks of the answers.
ACCURACY, GAIN, NEAR = 0.80, 0.25, 0.03
#: What look-alikes of questions that are refused speak of, though something else is asked.
ALIKE = ("patient", "chemotherapy", "her2", "er is positive", "surgery", "stage", "he died", "she is 71", "oncologist", "treatment", "therapy", "biopsy", "prognosis")
REASONS = {claim: reason for reason, claim in refusals.REASONS.items()} | {refusals.UNTAUGHT: "untaught"}


@dataclass(frozen=True)
class Record:
    """A question of a slide and what was told under each condition; `said`: the answer to the image before its numbers were checked."""

    slide: int
    asked: Asked
    told: dict[str, str]
    said: str = ""


class Bootstrap:
    """Means of values of questions, and their intervals when slides are drawn with replacement."""

    def __init__(self, slides: list[int]):
        numbers = {s: i for i, s in enumerate(dict.fromkeys(slides))}
        self.of = np.array([numbers[s] for s in slides], np.int64)
        self.weights = draw_weights(len(numbers)) if numbers else np.zeros((1, 0))

    def draws(self, values: np.ndarray, chosen: np.ndarray) -> np.ndarray:
        """Means of the chosen questions' values in every draw; nan where a draw holds none of them."""
        weights = self.weights[:, self.of[chosen]]
        with np.errstate(invalid="ignore", divide="ignore"):
            return weights @ values[chosen] / weights.sum(1)

    def mean(self, values: np.ndarray, chosen: np.ndarray) -> dict[str, float | None]:
        """Of no questions there is no mean."""
        if not chosen.any():
            return {"value": None, "low": None, "high": None}
        return spread(float(values[chosen].mean()), self.draws(values, chosen))


def spread(value: float, draws: np.ndarray) -> dict[str, float]:
    low, high = np.nanpercentile(draws, [2.5, 97.5])
    return {"value": round(value, 4), "low": round(float(low), 4), "high": round(float(high), 4)}


def statement(asked: Asked) -> str | None:
    """What a choice or a yes/no answer states beside its letter or word; None for other forms."""
    said = [s for s in re.split(r"(?<=\.)\s", without_citations(asked.answer)) if not s.startswith("Answer:")]
    return said[0] if asked.form in ("choice", "yes/no") and said else None


def constant(records: list[Record], key=group, claim=lambda asked: asked.claim) -> np.ndarray:
    """For each question, whether the best constant answer of its group is right [n]."""
    claims: dict[tuple, Counter] = defaultdict(Counter)
    for r in records:
        claims[key(r.asked)][claim(r.asked)] += 1
    return np.array([claim(r.asked) == claims[key(r.asked)].most_common(1)[0][0] for r in records], float)


def accuracy(records: list[Record]) -> dict:
    """Rows of accuracy: in all, by family, by form, by wording; of answerable families only but for the families."""
    boot, best = Bootstrap([r.slide for r in records]), constant(records)
    hits = {c: np.array([right(r.asked, r.told[c]) for r in records], float) for c in CONDITIONS}
    of = lambda test: np.array([test(r.asked) for r in records], bool)  # noqa: E731
    answerable = of(lambda a: a.family in ANSWERABLE)

    def row(chosen: np.ndarray, hits=hits, best=best) -> dict:
        told = {c: boot.mean(hits[c], chosen) for c in CONDITIONS}
        gain = boot.mean(hits["image"] - hits["blind"], chosen)
        return {"questions": int(chosen.sum()), "constant": round(float(best[chosen].mean()), 4), **told, "gain": gain}

    states = {c: np.array([(statement(r.asked) or "\n") in without_citations(r.told[c]) for r in records], float) for c in CONDITIONS}
    usual = constant(records, lambda a: (a.family, a.form), statement)

    def rows(name, chosen: np.ndarray) -> dict:
        keys = sorted({name(r.asked) for r, c in zip(records, chosen) if c})
        return {k: row(of(lambda a: name(a) == k) & chosen) for k in keys}

    families = rows(lambda a: a.family, answerable | ~answerable)
    said = np.array([right(r.asked, r.said) for r in records], float)
    told = {
        "questions": len(records),
        "slides": len({r.slide for r in records}),
        "answerable": row(answerable),
        "families": families,
        "forms": rows(lambda a: a.form, answerable),
        "statements": {f: row(of(lambda a: a.form == f and statement(a)), states, usual) for f in ("choice", "yes/no") if of(lambda a: a.form == f).any()},
        "before numbers are checked": {n: boot.mean(said, c) for n, c in [("answerable families", answerable), *((f, of(lambda a, f=f: a.family == f)) for f in COUNTING)]},
        "wordings": rows(lambda a: "seen" if is_seen(a) else "unseen", answerable),
    }
    return told | {"criteria": criteria(told)}


def apart(records: list[Record]) -> dict:
    """Accuracy over answerable families and by form, and refusals, of questions that were asked of the image alone."""
    boot = Bootstrap([r.slide for r in records])
    hits = np.array([right(r.asked, r.told["image"]) for r in records], float)
    of = lambda test: np.array([test(r.asked) for r in records], bool)  # noqa: E731
    answerable = of(lambda a: a.family in ANSWERABLE)
    forms = sorted({r.asked.form for r, c in zip(records, answerable) if c})
    row = lambda chosen: {"questions": int(chosen.sum()), "image": boot.mean(hits, chosen)}  # noqa: E731
    refusals = refusal(records)["all wordings"]
    return {"answerable families": row(answerable), **{f"form: {f}": row(answerable & of(lambda a: a.form == f)) for f in forms}, "refusals": {k: refusals[k] for k in ("precision", "recall") if k in refusals}}


def criteria(told: dict) -> dict:
    """What was asked for, met or not."""
    whole, families = told["answerable"], {f: r for f, r in told["families"].items() if f in ANSWERABLE}
    return {
        "accuracy": whole["image"]["value"] >= ACCURACY,
        "families below the gain": sorted(f for f, r in families.items() if r["gain"]["value"] < GAIN),
        "blind near constant": whole["blind"]["value"] <= whole["constant"] + NEAR,
        "exchanged near constant": whole["exchanged"]["value"] <= whole["constant"] + NEAR,
        "families blind above constant": sorted(f for f, r in families.items() if r["blind"]["value"] > r["constant"] + NEAR),
        "families exchanged above constant": sorted(f for f, r in families.items() if r["exchanged"]["value"] > r["constant"] + NEAR),
    }


def refused(told: str) -> str | None:
    """The reason that an answer refuses with; None when it answers."""
    words = without_citations(told)
    return next((reason for claim, reason in REASONS.items() if claim in words), None)


def is_alike(asked: Asked) -> bool:
    """An answerable question that speaks of what would be refused."""
    return asked.family not in REFUSED and any(word in asked.question.lower() for word in ALIKE)


def refusal(records: list[Record], condition: str = "image") -> dict:
    """Precision and recall of refusing, for all wordings and apart; wrong refusals; reasons told for reasons."""
    told = [refused(r.told[condition]) for r in records]
    says = np.array([t is not None for t in told], float)
    should = np.array([r.asked.family in REFUSED for r in records])
    alike = np.array([is_alike(r.asked) for r in records])
    seen = np.array([is_seen(r.asked) for r in records])
    boot = Bootstrap([r.slide for r in records])
    out: dict = {}
    for name, chosen in (("all wordings", seen | ~seen), ("seen wordings", seen), ("unseen wordings", ~seen), ("against look-alikes", should | alike)):
        said = chosen & (says > 0)
        out[name] = {"questions to refuse": int((chosen & should).sum()), "others": int((chosen & ~should).sum())}
        out[name] |= {"precision": boot.mean(should.astype(float), said), "recall": boot.mean(says, chosen & should)} if said.any() and (chosen & should).any() else {}
    for family in REFUSED:
        chosen = np.array([r.asked.family == family for r in records])
        if chosen.any():
            out[f"recall of {family}"] = boot.mean(says, chosen)
    if alike.any():
        out["look-alikes refused"] = boot.mean(says, alike)
    reasons: dict[str, Counter] = defaultdict(Counter)
    for r, t in zip(records, told):
        if r.asked.family in REFUSED:
            reasons[r.asked.value][t or "answered"] += 1
    return out | {"reasons": {k: dict(sorted(v.items())) for k, v in sorted(reasons.items())}}
