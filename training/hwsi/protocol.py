"""The held-out questions of the evaluation: slides composed from test regions, questions balanced by rejection.

Many questions are asked of many slides; of those a balanced part is kept. Balanced are the true values
within a group: a family and form, for choices with so many options, for yes/no questions about the
same option or finding. So the best constant answer of a group is near 1 over its values, and neither
the wording nor the options tell the answer. As in the application, patches are filtered for every
question.
"""

import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from hwsi.citations import NAMES
from hwsi.compose import RARE, BankRegion, Composed, Selected, compose, select, uncommon, view_of
from hwsi.features import TextSpace
from hwsi.questions import ANSWERABLE, FAMILIES, Asked, ask
from hwsi.topics import TOPICS

#: Questions of each family, where the cohort holds as many; refusals are asked more often.
EACH = 70
WEIGHTS = {"refusal": 2.4, "untaught": 2.4, "report": 1.4, "caption": 1.2}
#: Slides from which questions are drawn, families tried of each, and at most so many questions of one, or some more.
POOL, TRIED, PER_SLIDE = 1200, 14, 7
#: A value is kept so often that the best constant answer of its group is at most so far above 1 over its values.
ABOVE = 0.04
OPTION = re.compile(r" ([A-D])\) (.*?)(?= [A-D]\) |$)")
REFUSED = ("refusal", "untaught")
#: Families whose questions name the patches that the answer cites.
NAMING = ("patch", "patch tissue", "count", "compare")
#: What yes/no questions may be about, in lower case.
FINDINGS = {text.lower() for topic in TOPICS.values() for text in topic.options.values()} | {n.lower() for n in NAMES.values()} | {"tumour", "many inflammatory cells"}


@dataclass
class Case:
    """A slide with its kept patches and the questions to it; `other` is the case whose tokens stand in for its own."""

    number: int
    slide: Composed
    selected: list[Selected]
    asked: list[Asked] = field(default_factory=list)
    other: int = -1


Ask = Callable[..., Asked | None]


def options(asked: Asked) -> dict[str, str]:
    """Letter -> text of a choice."""
    return dict(OPTION.findall(asked.question)) if asked.form == "choice" else {}


def group(asked: Asked) -> tuple[str, ...]:
    """Questions that a constant answer would be given to."""
    if asked.form == "choice":
        return asked.family, asked.form, f"of {len(options(asked))}"
    if asked.value in ("yes", "no"):
        return asked.family, asked.form, named(asked)
    if asked.family in REFUSED:
        return asked.family, asked.form, "seen" if is_seen(asked) else "unseen"
    return asked.family, asked.form


def named(asked: Asked) -> str:
    """The option or finding that a yes/no question is about: the longest that it holds."""
    question = asked.question.lower()
    return max((text for text in FINDINGS if text in question), key=len, default="")


def is_seen(asked: Asked) -> bool:
    """Whether training uses the wording; public questions of the test split are none of training's."""
    return asked.seen and asked.template != "public"


def some(bank: list[BankRegion], rng: random.Random, number: int) -> Composed:
    """A slide; every other one around a region of a rare fact, where the bank has them."""
    has_rare = all({getattr(r, fact) for r in bank} - {"", "none"} for fact in RARE)
    return compose(bank, rng, uncommon(bank, rng) if has_rare and number % 2 else None)


def chosen_for(slide: Composed, family: str, space: TextSpace, rng: random.Random, ask: Ask) -> tuple[list[Selected], Asked | None]:
    """Patches filtered for a question of the family, and the question with its answer by them."""
    state = rng.getrandbits(32)
    first = ask(view_of(slide, []), random.Random(state), family, "test")
    selected = select(slide, space, first.question if first else "", rng)
    return selected, ask(view_of(slide, selected), random.Random(state), family, "test")


def draw(bank: list[BankRegion], space: TextSpace, slides: int, seed: int, ask: Ask = ask, families: tuple[str, ...] = tuple(FAMILIES)) -> list[Case]:
    """Cases of one question each: of every slide one question of some families that its truth answers."""
    rng, cases = random.Random(seed), []
    for number in range(slides):
        slide = some(bank, rng, number)
        for family in rng.sample(families, min(len(families), TRIED)):
            selected, asked = chosen_for(slide, family, space, rng, ask)
            if asked:
                cases.append(Case(number, slide, selected, [asked]))
    return cases


def balanced(cases: list[Case], each: int = EACH, per_slide: int = PER_SLIDE, seed: int = 0) -> list[Case]:
    """A balanced part of cases of one question each."""
    rng = random.Random(seed)
    room: Counter[int] = Counter()
    pool: dict[str, list[tuple[int, Asked]]] = defaultdict(list)
    for index in rng.sample(range(len(cases)), len(cases)):
        (asked,) = cases[index].asked
        pool[asked.family].append((index, asked))
    kept: list[int] = []
    for family in sorted(pool, key=lambda f: len(pool[f])):  # scarce families choose their slides first
        picked = pick(pool[family], round(each * WEIGHTS.get(family, 1.0)), lambda i: room[cases[i].number] < per_slide)
        kept += [index for index, _ in picked]
        room.update(cases[index].number for index, _ in picked)
    return [cases[index] for index in sorted(kept)]


def pick(found: list[tuple[int, Asked]], count: int, free: Callable[[int], bool]) -> list[tuple[int, Asked]]:
    """At most about `count` questions of a family, as many of each form, group and value as go."""
    fair = _Choices()
    groups: dict[tuple[str, ...], dict[str, list[tuple[int, Asked]]]] = defaultdict(lambda: defaultdict(list))
    for number, asked in found:
        if free(number) and fair.take(asked):
            groups[group(asked)][asked.value].append((number, asked))
    forms = Counter(g[1] for g in groups)
    picked = []
    for key, values in groups.items():
        most = max(1, round(count / len(forms) / forms[key[1]] / len(values)))
        for value, number in level({v: len(rows) for v, rows in values.items()}, most, single=key[0] in REFUSED).items():
            picked += values[value][:number]
    return picked


def level(counts: dict[str, int], most: int, single: bool = False) -> dict[str, int]:
    """How many questions of each value to keep, at most `most`, so that the best constant is not over 1 / values + ABOVE.

    Rare values are left out where that keeps more questions; a lone value is kept only where it may be `single`.
    """
    order = sorted(counts, key=lambda v: -counts[v])
    best: dict[str, int] = {}
    for values in (order[:n] for n in range(1 if single else 2, len(order) + 1)):
        for cap in range(most, 0, -1):
            kept = {v: min(counts[v], cap) for v in values}
            if max(kept.values()) / sum(kept.values()) <= 1 / len(values) + ABOVE:
                best = max(best, kept, key=lambda k: sum(k.values()))
                break
    return best


class _Choices:
    """Keeps choices in which no option is right more often than its places among the options say."""

    def __init__(self) -> None:
        self.excess: Counter[str] = Counter()

    def take(self, asked: Asked) -> bool:
        if asked.form != "choice":
            return True
        listed = options(asked)
        if asked.value not in listed:  # a slip of the typist took a letter
            return False
        right = listed[asked.value]
        if self.excess[right] >= 1:
            return False
        for text in listed.values():
            self.excess[text] += (text == right) - 1 / len(listed)
        return True


def exchange(cases: list[Case], seed: int = 0) -> None:
    """Gives every case one of another slide, whose tokens stand in for its own, at random, each once."""
    slides = Counter(c.number for c in cases)
    mixed = random.Random(seed).sample(sorted(slides), len(slides))
    order = sorted(range(len(cases)), key=lambda i: mixed.index(cases[i].number))
    away = max(slides.values(), default=0)  # from any case of a slide to one of a later slide
    for at, index in enumerate(order):
        cases[index].other = order[(at + away) % len(order)]


def lent(case: Case, other: Case, seed: int) -> list[Selected]:
    """The other case's patches under this one's ids: those that its questions name first, so that none is missing."""
    rng = random.Random(f"{seed} {case.number}")
    own = [s.id for s in case.selected]
    asked = {int(i) for a in case.asked for i in re.findall(r"\[P(\d+)\]", a.question)}
    first, rest = [i for i in own if i in asked], [i for i in own if i not in asked]
    ids = rng.sample(first, len(first)) + rng.sample(rest, len(rest))
    ids += [i for i in rng.sample(range(1, 65), 64) if i not in own]
    at = dict(zip(rng.sample(range(len(other.selected)), len(other.selected)), ids))
    return [Selected(s.region, s.patch, at[i], s.counts) for i, s in enumerate(other.selected)]


def pointed(bank: list[BankRegion], space: TextSpace, questions: int, seed: int, ask: Ask = ask, tries: int = 12) -> list[Case]:
    """Cases of one question each, patches filtered for it; its claim's evidence is shown by some kept patches, not by all."""
    rng, cases = random.Random(seed), []
    families = [f for f in ANSWERABLE if f not in ("report", "caption", *NAMING)]
    for number in range(tries * questions):
        if len(cases) == questions:
            break
        slide = some(bank, rng, number)
        selected, asked = chosen_for(slide, rng.choice(families), space, rng, ask)
        if asked and asked.fact and asked.cites and claims_evidence(asked) and 0 < len(asked.cites[0]) < len(selected):
            cases.append(Case(number, slide, selected, [asked]))
    return cases


def claims_evidence(asked: Asked) -> bool:
    """Whether the claim's own sentence is cited, not one on what is seen instead."""
    return "mostly show" not in asked.answer and not asked.fact.startswith("shown:")
