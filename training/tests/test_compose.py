"""Composed slides: where tumour lies, one stain, and what the whole slide alone decides."""

import random

import numpy as np
import pytest

from hwsi.compose import BankRegion, Composed, Spread, compose, compose_spread, cut, sample_spread, tumour_places
from hwsi.facts import PatchTruth
from hwsi.statements import view_statements
from hwsi.vocab import TISSUES

VARIANTS = 3


def region(tumour: str, real: str = "", **told: str) -> BankRegion:
    """Four patches; half of them tumour where there is one."""
    shares = np.zeros((4, len(TISSUES)))
    shares[:, TISSUES.index("stroma")] = 1
    if tumour == "solid":
        shares[:2] = np.eye(len(TISSUES))[TISSUES.index("solid tumour")]
    if real:
        shares[:] = 0
    truths = [PatchTruth(s, np.array([1, 20, 5, 0]), "mild", real) for s in shares]
    features = np.zeros((VARIANTS, 4, 8), np.float32)
    return BankRegion(np.arange(4), features, features, truths, tumour, "mild", {0: np.zeros((1, 64))}, **told)


BANK = [region("solid", arrangement="rows", immune="excluded"), region("solid", arrangement="scattered"), region("none"), region("none"), region("tumour", real="TUM")]
FIRST = BANK[0]


def grid(spread: Spread) -> list[tuple[int, int]]:
    return [(c, r) for r in range(spread.rows) for c in range(spread.columns)]


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize(("touching", "told"), [(True, "one"), (False, "several")])
def test_focality_is_told_by_where_the_tumour_regions_lie(seed, touching, told):
    slide = compose_spread(BANK, random.Random(seed), FIRST, Spread(5, 5, 3, touching, "any"))
    assert slide.view().focality == told
    assert sum(r.tumour == "solid" for r in slide.regions) == 3


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("front", ["edge", "inside"])
def test_the_front_is_told_by_border_and_inside(seed, front):
    slide = compose_spread(BANK, random.Random(seed), FIRST, Spread(5, 5, 3, True, front))
    assert slide.view().front == front


def test_shuffling_regions_brings_the_distribution_to_chance():
    rng = random.Random(4)
    kept = []
    for _ in range(600):
        spread = Spread(5, 5, 3, rng.random() < 0.5, rng.choice(["edge", "inside"]))
        slide = compose_spread(BANK, rng, FIRST, spread)
        mixed = Composed(rng.sample(slide.regions, 25), slide.positions, slide.variant).view()
        kept.append((mixed.focality == ("one" if spread.touching else "several"), mixed.front == spread.front))
    focality, front = np.mean(kept, 0)
    assert abs(focality - 0.5) < 0.06
    assert front < 0.55


def test_a_place_is_never_given_twice_and_stays_on_the_grid():
    rng = random.Random(1)
    for _ in range(300):
        spread = sample_spread(rng, most=36)
        places = tumour_places(grid(spread), spread, rng)
        assert 1 <= len(places) <= spread.count
        assert places <= set(grid(spread))


def test_regions_beside_each_other_do_not_contradict_and_share_a_stain():
    rng = random.Random(2)
    for _ in range(200):
        slide = compose(BANK, rng)
        assert len({r.arrangement for r in slide.regions} - {""}) <= 1
        assert len({r.is_real for r in slide.regions}) == 1
        assert slide.variant >= 1 or len(slide.regions) == 1


def test_a_real_slide_names_its_tumour_and_nothing_about_its_kind():
    holds, denies = view_statements(Composed([region("tumour", real="TUM")], np.array([[0, 0]]), 0).view())
    assert "tumour:none" in denies
    assert not any(s.startswith(("tumour:", "arrangement:", "atypia:")) for s in holds)
    assert "tumour:solid" not in denies


def test_a_cut_keeps_each_patch_with_its_truth_and_its_cells():
    state = np.random.default_rng(3)
    place = np.sort(state.choice(256, 200, replace=False))
    shares = np.zeros((200, len(TISSUES)))
    shares[:, TISSUES.index("stroma")] = 1
    truths = [PatchTruth(s, np.array([p, 0, 0, 0]), "mild") for s, p in zip(shares, place)]
    features = np.tile(place[None, :, None].astype(np.float32), (VARIANTS, 1, 8))
    cells = {i: np.full((1, 64), p, np.float32) for i, p in enumerate(place) if i % 2}
    whole = BankRegion(place, features, features, truths, "solid", "mild", cells, arrangement="rows")
    for seed in range(20):
        small = cut(whole, random.Random(seed))
        assert small.tumour == "none" and small.arrangement == ""
        was = [int(v) for v in small.embeddings[0, :, 0]]
        assert [t.counts[0] for t in small.truths] == was
        assert {was[i]: int(c[0, 0]) for i, c in small.cells.items()} == {p: p for p in was if list(place).index(p) % 2}
        step = np.array(was) - small.place
        assert (step == step[0]).all() and small.place.min() >= 0 and (small.place % 16 < 10).all()
