"""Held-out slides for seeing: their diagnoses, unique reports, and the matched sets with their controls.

A diagnosis is what the cohort varies: benign, gland-forming carcinoma of mild or marked atypia, and
solid carcinoma of four architectures and two atypias: 11 classes. The matched sets differ in one
factor each; a control destroys what one level alone can tell and leaves the rest.
"""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from hwsi.compose import Composed, compose_spread, sample_spread
from hwsi.facts import INFLAMMATORY
from hwsi.told import Bank, Told
from hwsi.view import SlideView

#: The question under which patches of the held-out slides are kept.
QUESTION = "diagnosis"
ATYPIAS = ("mild", "marked")
ARRANGEMENTS = ("confluent", "clustered", "rows", "scattered")
DIAGNOSES = ("benign", *(f"glandular, {a}" for a in ATYPIAS), *(f"solid {r}, {a}" for r in ARRANGEMENTS for a in ATYPIAS))
CONTROLS = ("as they are", "patches shuffled", "regions shuffled", "cells exchanged")


@dataclass(frozen=True)
class Matched:
    """A set: the statements' measure, its values, and which slides belong to it."""

    measure: str
    values: tuple[str, ...]
    spread: bool = False  # decided by where the regions with tumour lie

    def value(self, view: SlideView) -> str | None:
        value = getattr(view, "necrosis_context" if self.measure == "necrosis" else self.measure)
        nested = self.measure != "necrosis" or view.arrangement == "clustered"
        ill = view.tumour not in (None, "none")
        return value if value in self.values and nested and ill else None


MATCHED = {
    "cell morphology": Matched("atypia", ATYPIAS),
    "neighbourhood": Matched("immune", ("infiltrated", "excluded")),
    "architecture": Matched("arrangement", ARRANGEMENTS[1:]),
    "necrosis in context": Matched("necrosis", ("central", "apart")),
    "focality": Matched("focality", ("one", "several"), spread=True),
    "front": Matched("front", ("inside", "edge"), spread=True),
}


def diagnosis(view: SlideView) -> str | None:
    """One of DIAGNOSES, None when unsure."""
    if view.tumour == "none":
        return "benign"
    told = f"glandular, {view.atypia}" if view.tumour == "glandular" else f"{view.tumour} {view.arrangement}, {view.atypia}"
    return told if told in DIAGNOSES else None


def diagnosed(bank: Bank, count: int, seed: int, tries: int = 12) -> list[tuple[Told, str]]:
    """About `count` slides with their diagnoses, classes even as far as the bank goes, reports unique."""
    rng, found, classes, reports = random.Random(seed), [], Counter(), set()
    for _ in range(tries * count):
        if len(found) == count:
            break
        slide = bank.compose(rng)
        name = None if any(r.is_real for r in slide.regions) else diagnosis(slide.view())
        if name is None or classes[name] >= np.ceil(count / len(DIAGNOSES) * 1.2):
            continue
        told = bank.tell(slide, QUESTION)
        if told.report not in reports:
            reports.add(told.report)
            classes[name] += 1
            found.append((told, name))
    return found


def matched(bank: Bank, kind: Matched, count: int, seed: int, tries: int = 40) -> list[tuple[Told, str]]:
    """At most `count` different slides of a set, as many of each value."""
    rng, found, each = random.Random(seed), [], Counter()
    for slide in candidates(bank, kind, rng, tries * count):
        value = kind.value(slide.view())
        if value and each[value] < count // len(kind.values):
            each[value] += 1
            found.append((bank.tell(slide, QUESTION), value))
        if len(found) == count:
            break
    least = min(each[v] for v in kind.values)
    return [f for i, f in enumerate(found) if sum(g[1] == f[1] for g in found[:i]) < least]


def candidates(bank: Bank, kind: Matched, rng: random.Random, most: int) -> Iterator[Composed]:
    """Slides that may belong to a set: each region with tumour in each stain, or tumours spread over a grid."""
    if kind.spread:
        for _ in range(most if bank.ill else 0):
            yield compose_spread(bank.regions, rng, rng.choice(bank.ill), sample_spread(rng))
        return
    single = [(r, v) for r in bank.ill for v in range(len(r.tokens))]
    for region, variant in rng.sample(single, len(single)):
        yield Composed([region], np.zeros((1, 2), np.int64), variant)


def controlled(bank: Bank, slides: list[Told], control: str, seed: int = 0) -> tuple[Bank, list[Told]]:
    """The bank and slides under one of CONTROLS; indices stay as they were."""
    state = np.random.default_rng(seed)
    if control == "regions shuffled":
        return bank, [_replaced(s, s.slide.positions[state.permutation(len(s.regions))]) for s in slides]
    if control == "patches shuffled":
        return Bank([replace(r, place=state.permutation(r.place)) for r in bank.regions], bank.space), slides
    if control == "cells exchanged":
        return Bank(exchanged(bank.regions, state), bank.space), slides
    return bank, slides


def _replaced(told: Told, positions: np.ndarray) -> Told:
    return replace(told, slide=replace(told.slide, positions=positions))


def exchanged(regions: list, state: np.random.Generator, near: int = 64) -> list:
    """Every patch gets the cells of one of the `near` patches of other regions most alike in density.

    Alike in the true numbers of inflammatory and of all other cells: what a model finds may tell
    atypia. Among many, so that a slide of the same matched group is not the likely giver.
    """
    keys = [(i, p) for i, r in enumerate(regions) for p in r.cells]
    counts = np.array([regions[i].truths[p].counts for i, p in keys], np.float32)
    numbers = np.log1p(np.stack([counts[:, INFLAMMATORY], counts.sum(1) - counts[:, INFLAMMATORY]], 1))
    of = np.array([i for i, _ in keys])
    cells: list[dict] = [{} for _ in regions]
    for row, (i, p) in enumerate(keys):
        gap = np.abs(numbers - numbers[row]).sum(1) + 1e3 * (of == i)
        other = keys[state.choice(np.argpartition(gap, near)[:near])]
        cells[i][p] = regions[other[0]].cells[other[1]]
    return [replace(r, cells=c) for r, c in zip(regions, cells)]
