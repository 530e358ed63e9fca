"""Questions on patches and on counted cells: what one shows, two compared, how many, where most."""

import random

from hwsi.citations import NAMES, Cite, Parts, shown
from hwsi.facts import main_tissue
from hwsi.sequence import area_text, said_counts
from hwsi.view import SlideView
from hwsi.vocab import COUNT_WORDS, TISSUES
from hwsi.wordings import COUNT, OPEN, choose

#: Word in the prompt -> how questions and answers name those cells.
CELLS = {
    " cells": (["cells", "nuclei", "cells in all"], "cells"),
    " lymphocytes": (["lymphocytes", "inflammatory cells", "lymphocyte nuclei"], "lymphocytes"),
    " epithelial": (["epithelial cells", "epithelial nuclei", "tumour cells"], "epithelial cells"),
    " spindle": (["spindle cells", "stromal cells", "fibroblasts"], "spindle cells"),
}
ONE_PATCH = area_text(1).replace("0.02", "0.016")
MOSTLY = {"mostly:inflammatory": "lymphocytes", "mostly:epithelial": "epithelial cells", "mostly:spindle": "spindle cells"}
#: (template, question, parts, value, claim)
Found = tuple[str, str, Parts, str, str]


def patch(view: SlideView, rng: random.Random, split: str) -> Found | None:
    if not view.kept:
        return None
    names = {shown(k) for k in view.kept}
    name = rng.choice(sorted(names))  # rare tissues as often as common ones
    kept = rng.choice([k for k in view.kept if shown(k) == name])
    template = choose(OPEN["patch"], rng, split, "patch")
    shares, main = kept.truth.shares, main_tissue(kept.truth.shares)
    beside = [i for i in range(1, len(TISSUES)) if i != main and shares[i] >= 0.3]
    claim = f" shows {name}{f' beside {NAMES[TISSUES[beside[0]]]}' if beside else ''}."
    text = f"[P{kept.id}]{claim}" + "".join(f" Most of its cells are {w}." for f, w in MOSTLY.items() if f in kept.cell_facts)
    return template, template.format(f"[P{kept.id}]"), (text,), name, claim


def count(view: SlideView, rng: random.Random, split: str) -> Found | None:
    """Cells of a class in all kept patches, or in one."""
    if not view.kept:
        return None
    word = rng.choice(list(COUNT_WORDS))
    asked, name = CELLS[word]
    template = choose(COUNT, rng, split, "count")
    if rng.random() < 0.5:
        kept = rng.choice(view.kept)
        number = said_counts(kept.counts)[word]
        where = rng.choice([" in {}", " of {}", " inside {}"]).format(f"[P{kept.id}]")
        claim = f" holds {number} {name}{ONE_PATCH}."
        question = template.format(rng.choice(asked) + where)
        return template, question, (f"[P{kept.id}]{claim}",), "one", claim
    total = said_counts(sum(k.counts for k in view.kept))[word]
    about = "About " if total >= 1000 else ""
    claim = f"{about}{total} {name} are counted in the kept patches,{area_text(len(view.kept))}."
    if not about:
        claim = f" {claim}"
    return template, template.format(rng.choice(asked)), (claim,), "all", claim.strip()


def compare(view: SlideView, rng: random.Random, split: str) -> Found | None:
    if len(view.kept) < 2:
        return None
    one, two = rng.sample(view.kept, 2)
    a, b = f"[P{one.id}]", f"[P{two.id}]"
    counts = said_counts(one.counts)[" lymphocytes"], said_counts(two.counts)[" lymphocytes"]
    numbers = f" {a} holds {counts[0]} lymphocytes and {b} {counts[1]}."
    if rng.random() < 0.5:
        template = choose(OPEN["compare"], rng, split, "compare")
        first = f" shows {shown(one)} and"
        text = f"{a}{first} {b} {shown(two)}.{numbers}"
        return template, template.format(a, b), (text,), "same" if shown(one) == shown(two) else "differ", f" shows {shown(one)} and {shown(two)}."
    word = rng.choice(list(COUNT_WORDS))
    asked, name = CELLS[word]
    numbers = [said_counts(k.counts)[word] for k in (one, two)]
    if max(numbers) < 1.25 * min(numbers) + 3:
        return None
    template = choose(OPEN["more"], rng, split, "more")
    winner = one if numbers[0] > numbers[1] else two
    text = f"{a} holds {numbers[0]} {name} and {b} {numbers[1]}, so [P{winner.id}] holds more."
    return template, template.format(a, b, rng.choice(asked)), (text,), "first" if winner is one else "second", text


def most(view: SlideView, rng: random.Random, split: str) -> Found | None:
    """Where lymphocytes are."""
    if not view.kept:
        return None
    template = choose(OPEN["most"], rng, split, "most")
    number = sum("inflammatory cells" in k.facts for k in view.kept)
    if number:
        claim = "Lymphocytes are most numerous here"
        return template, template, (claim, Cite("inflammatory cells"), "."), "many", f"{claim}."
    claim = "No kept patch holds many lymphocytes."
    return template, template, (claim,), "few", claim
