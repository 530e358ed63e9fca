"""Questions on regions by their number: what one shows, and two compared."""

import random

from hwsi.citations import NAMES, Cite, Parts
from hwsi.patch_questions import Found
from hwsi.view import RegionView, SlideView
from hwsi.wordings import OPEN, choose


def _told(number: int, region: RegionView) -> Parts:
    """' is mostly fibrous stroma [P3] and holds tumour [P5]', without a stop."""
    parts: Parts = (f" is mostly {NAMES[region.main]}", Cite(f"tissue:{region.main}", 1, number))
    return (*parts, " and holds tumour", Cite("tumour", 1, number)) if region.tumour else (*parts, " and holds no tumour")


def _sure(view: SlideView) -> dict[int, RegionView]:
    return {n: r for n, r in view.regions.items() if r.main and r.tumour is not None}


def _value(region: RegionView) -> str:
    return f"{region.main}, {'tumour' if region.tumour else 'no tumour'}"


def region(view: SlideView, rng: random.Random, split: str) -> Found | None:
    sure = _sure(view)
    if not sure:
        return None
    number = rng.choice(list(sure))
    template = choose(OPEN["region"], rng, split, "region")
    parts: Parts = ("It", *_told(number, sure[number]), ".")
    return template, template.format(number), parts, _value(sure[number]), _said(parts)


def regions(view: SlideView, rng: random.Random, split: str) -> Found | None:
    sure = _sure(view)
    if len(sure) < 2:
        return None
    one, two = rng.sample(list(sure), 2)
    template = choose(OPEN["regions"], rng, split, "regions")
    parts: Parts = ("The first", *_told(one, sure[one]), "; the second", *_told(two, sure[two]), ".")
    return template, template.format(one, two), parts, "same" if _value(sure[one]) == _value(sure[two]) else "differ", _said(parts)


def _said(parts: Parts) -> str:
    return "".join(p for p in parts if isinstance(p, str))
