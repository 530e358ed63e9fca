"""Questions and true answers about a slide, in the forms of the public benchmarks; answers cite the kept patches.

Every answer follows from the view: slide facts, kept patches and their counts. A question whose truth
is unsure is not asked, save in the family "unsure", whose right answer says so. What H&E cannot show is
refused with the reason; what was not taught is said not to be known.
"""

import random
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from hwsi import patch_questions, refusals, region_questions
from hwsi.citations import NAMES, Cite, Parts, write
from hwsi.topics import PRESENT, TOPICS, Topic, caption_parts, report_parts
from hwsi.tokenizer import LETTERS
from hwsi.view import SlideView
from hwsi.vocab import TISSUES
from hwsi.wordings import ASKED, IS, OPEN, WHERE, YES_NO, choose, dress, seen

CITATION = re.compile(r" ?\[P\d+\]")


def without_citations(text: str) -> str:
    return CITATION.sub("", text)


@dataclass(frozen=True)
class Asked:
    """A question with its true answer; `claim` is what a right answer must contain (without citations).

    `cites`, `denies`: for each citation of the answer, ids that show what it is cited for, and that do not.
    `fact`: what the first citation is cited for. `value`: the truth, balanced by family and form.
    """

    family: str
    form: str  # "open" | "yes/no" | "choice" | "where" | "count" | "compare" | "patch" | "region" | "report" | "caption"
    template: str
    question: str
    answer: str
    value: str
    claim: str
    cites: tuple[frozenset[int], ...] = ()
    denies: tuple[frozenset[int], ...] = ()
    fact: str | None = None
    seen: bool = True


Found = tuple[str, str, str, Parts, str, str]  # form, template, question, parts, value, claim


def right(asked: Asked, told: str) -> bool:
    """Whether an answer makes the claim; ids count only where the claim names patches."""
    if "[P" in asked.claim:
        return asked.claim in told
    return asked.claim.strip() in without_citations(told)


def _claim(parts: Parts) -> str:
    """The first sentence of parts without its citations."""
    words = parts[0]
    return words if words.endswith(".") else f"{words}."


def _tissue(tissue: str, view: SlideView, rng: random.Random, split: str) -> Found | None:
    topic = TOPICS[tissue]
    value = topic.read(view)
    if value is None:
        return None
    form = rng.choice(("open", "where"))
    template = choose(IS, rng, split, "is") if form == "open" else choose(WHERE, rng, split, "where")
    parts = topic.sentence(view, value)
    if tissue == "tumour" and form == "open" and rng.random() < 0.4:
        template = choose(OPEN["tumour"], rng, split, "tumour")
    return form, template, template.format(choose(ASKED[tissue], rng, split, f"name {tissue}")), parts, value, _claim(parts)


def _topic(family: str, view: SlideView, rng: random.Random, split: str) -> Found | None:
    topic = TOPICS[family]
    value = topic.read(view)
    if value is None:
        return None
    parts = topic.sentence(view, value)
    form = rng.choices(("open", "yes/no", "choice"), (0.4, 0.3, 0.3))[0]
    if form == "open" or value not in topic.options:
        template = choose(OPEN[family], rng, split, family)
        return "open", template, template.format(), parts, value, _claim(parts)
    return _yes_no(topic, value, parts, rng, split) if form == "yes/no" else _choice(topic, choose(OPEN[family], rng, split, family), value, parts, rng)


def _yes_no(topic: Topic, value: str, parts: Parts, rng: random.Random, split: str) -> Found:
    said = value if rng.random() < 0.5 else rng.choice([v for v in topic.options if v != value])
    template = choose(YES_NO, rng, split, "yes/no")
    answer = "yes" if said == value else "no"
    return "yes/no", template, template.format(topic.subject, topic.options[said]), (*parts, f" Answer: {answer}."), answer, f"Answer: {answer}."


def _choice(topic: Topic, template: str, value: str, parts: Parts, rng: random.Random) -> Found:
    others = [v for v in topic.options if v != value]
    values = [value, *rng.sample(others, min(len(others), rng.choice((1, 2, 3))))]
    return _lettered(template, [topic.options[v] for v in values], parts, rng)


def _lettered(template: str, options: list[str], parts: Parts, rng: random.Random) -> Found:
    """The first option is the right one; the answer names its letter after the reason."""
    order = rng.sample(range(len(options)), len(options))
    question = f"{template} " + " ".join(f"{LETTERS[i]}) {options[o]}" for i, o in enumerate(order))
    letter = LETTERS[order.index(0)]
    return "choice", template, question, (*parts, f" Answer: {letter}."), letter, f"Answer: {letter}."


def _which(view: SlideView, rng: random.Random, split: str) -> Found | None:
    """One tissue that is there among tissues that are not."""
    there = [t for t in NAMES if view.facts.get(t)]
    absent = [t for t in NAMES if view.facts.get(t) is False]
    if not there or not absent:
        return None
    tissue = rng.choice(there)
    options = [NAMES[t] for t in (tissue, *rng.sample(absent, min(len(absent), rng.choice((1, 2, 3)))))]
    return _lettered(choose(OPEN["which"], rng, split, "which"), options, TOPICS[tissue].sentence(view, PRESENT), rng)


def _unsure(view: SlideView, rng: random.Random, split: str) -> Found | None:
    """A tissue in little of a patch only: neither there nor not."""
    found = []
    for tissue in NAMES:
        if tissue not in view.facts and tissue in TISSUES:
            shares = [k.truth.shares[TISSUES.index(tissue)] for k in view.kept if not k.truth.real]
            if shares and 0.06 <= max(shares) <= 0.35:
                found.append(tissue)
    if not found:
        return None
    tissue = rng.choice(found)
    template = choose(IS, rng, split, "is") if rng.random() < 0.5 else choose(WHERE, rng, split, "where")
    claim = f"A little {NAMES[tissue]} may be present"
    return "open", template, template.format(choose(ASKED[tissue], rng, split, f"name {tissue}")), (claim, Cite(f"trace:{tissue}", 2), ", but I am not sure."), tissue, f"{claim}, but I am not sure."


def _patch_tissue(view: SlideView, rng: random.Random, split: str) -> Found | None:
    """Whether one patch shows a tissue or many lymphocytes."""
    facts = {f"tissue:{t}": n for t, n in NAMES.items()} | {"tumour": "tumour", "inflammatory cells": "many inflammatory cells"}
    fact = rng.choice(list(facts))
    shows = [k for k in view.kept if fact in k.facts]
    lacks = [k for k in view.kept if not k.truth.real and fact not in k.facts and fact in k.denied]
    if not shows and not lacks:
        return None
    yes = bool(shows) and (not lacks or rng.random() < 0.5)
    kept = rng.choice(shows if yes else lacks)
    template = choose(["Does {1} show {0}?", "Is there {0} in {1}?", "Do you see {0} in {1}?", "Is {0} present in {1}?", "{0} in {1}?", "Does {1} contain {0}?"], rng, split)
    answer = f"Yes. [P{kept.id}] shows {facts[fact]}." if yes else f"No. [P{kept.id}] shows {patch_questions.shown(kept)}."
    return "patch", template, template.format(facts[fact], f"[P{kept.id}]"), (answer,), "yes" if yes else "no", answer.partition(" ")[0]


def _report(view: SlideView, rng: random.Random, split: str) -> Found | None:
    parts = report_parts(view)
    template = choose(OPEN["report"], rng, split, "report")
    return parts and ("report", template, template, parts, view.tumour, _claim(parts))


def _caption(view: SlideView, rng: random.Random, split: str) -> Found | None:
    parts = caption_parts(view)
    template = choose(OPEN["caption"], rng, split, "caption")
    return parts and ("caption", template, template, parts, view.tumour, "".join(p for p in parts if isinstance(p, str)))


def _refusal(view: SlideView, rng: random.Random, split: str) -> Found:
    reason = rng.choice(list(refusals.REASONS))
    template, question = refusals.refuse(reason, rng, split)
    said = refusals.REASONS[reason]
    return "open", template, question, (said,), reason, said


def _untaught(view: SlideView, rng: random.Random, split: str) -> Found:
    template, question = refusals.untaught(rng, split)
    return "open", template, question, (refusals.UNTAUGHT + refusals.KNOWN,), "untaught", refusals.UNTAUGHT


def _lent(form: str, make: Callable) -> Callable[[SlideView, random.Random, str], Found | None]:
    def ask(view: SlideView, rng: random.Random, split: str) -> Found | None:
        found = make(view, rng, split)
        return found and (form, *found)

    return ask


def _of(make: Callable, name: str) -> Callable[[SlideView, random.Random, str], Found | None]:
    return lambda view, rng, split: make(name, view, rng, split)


#: Topics that no single patch shows: learnt late, so asked more.
HARD = ("arrangement", "focality", "immune", "infiltrate", "necrosis_context")
#: Family -> how often it is asked, and its maker.
FAMILIES: dict[str, tuple[float, Callable[[SlideView, random.Random, str], Found | None]]] = {
    **{t: (1.6, _of(_tissue, t)) for t in (*NAMES, "tumour")},
    **{t: (3.0 if t in HARD else 2.0, _of(_topic, t)) for t in TOPICS if t not in NAMES and t != "tumour"},
    "which": (1.6, _which),
    "region": (1.6, _lent("region", region_questions.region)),
    "regions": (1.6, _lent("compare", region_questions.regions)),
    "patch": (2.4, _lent("patch", patch_questions.patch)),
    "patch tissue": (1.2, _patch_tissue),
    "count": (2.0, _lent("count", patch_questions.count)),
    "compare": (2.0, _lent("compare", patch_questions.compare)),
    "most": (1.0, _lent("where", patch_questions.most)),
    "report": (1.0, _report),
    "caption": (1.2, _caption),
    "unsure": (0.5, _unsure),
    "refusal": (1.8, _refusal),
    "untaught": (2.6, _untaught),
}
#: Families whose truth depends on the slide and is sure.
ANSWERABLE = tuple(f for f in FAMILIES if f not in ("refusal", "untaught", "unsure"))


def ask(view: SlideView, rng: random.Random, family: str | None = None, split: str = "train") -> Asked | None:
    """A question of the family (a random one by weight) with its true answer; None where the truth is unsure."""
    names = list(FAMILIES)
    family = family or rng.choices(names, [FAMILIES[n][0] for n in names])[0]
    found = FAMILIES[family][1](view, rng, split)
    if found is None:
        return None
    form, template, question, parts, value, claim = found
    written = write(view, parts)
    fact = next((p.fact for p in parts if isinstance(p, Cite)), None)
    return Asked(family, form, template, dress(question, rng, split), written.text, value, claim, written.shows, written.denies, fact, seen(template))


class Balance:
    """Which questions were asked: of several candidates the one whose value was asked least is taken.

    Values count apart with and without tumour, so that what goes with tumour is not read off it.
    """

    def __init__(self, rng: random.Random, split: str = "train", tries: int = 3):
        self.rng, self.split, self.tries = rng, split, tries
        self.counts: Counter[tuple[str, str, tuple[str, bool]]] = Counter()

    def ask(self, view: SlideView, family: str | None = None, fits: Callable[[Asked], bool] = lambda asked: True) -> Asked | None:
        """Balanced over the values of a family and form, of those that fit; a value asked far too often is not asked again."""
        family = family or self.rng.choices(list(FAMILIES), [w for w, _ in FAMILIES.values()])[0]
        found = [a for a in (ask(view, self.rng, family, self.split) for _ in range(self.tries)) if a and fits(a)]
        if not found:
            return None
        ill = view.tumour not in ("none", None)
        best = min(found, key=lambda a: self.counts[a.family, a.form, (a.value, ill)])
        key = (best.family, best.form, (best.value, ill))
        all_values = sorted(n for (f, form, _), n in self.counts.items() if (f, form) == (best.family, best.form))
        if len(all_values) > 1 and self.counts[key] > 1.3 * all_values[len(all_values) // 4] + 20 and self.rng.random() < 0.75:
            return None
        self.counts[key] += 1
        return best
