"""Equal nests in three arrangements, and necrosis amid them or apart."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from scipy.ndimage import label

from hwsi.draw.layout import NECROSIS, SOLID
from hwsi.draw.nests import GAP
from hwsi.draw.scenario import ARRANGEMENTS, Scenario, matched
from hwsi.draw.slide import DrawnSlide, open_drawn_slide

NESTED = Scenario("solid", "clustered", "none", True, True, True, "brisk", "excluded", "mild")
SIZES = ((4096, 4096), (8192, 4600), (2200, 2000))


@cache
def slide(facts: Scenario, size: tuple[int, int] = (4096, 4096), seed: int = 5) -> DrawnSlide:
    return open_drawn_slide(seed, *size, facts)


def apart(points: np.ndarray) -> np.ndarray:
    """Distance of each point to its nearest other one."""
    return (np.hypot(*(points[:, None] - points).transpose(2, 0, 1)) + np.eye(len(points)) * 1e9).min(1)


@pytest.mark.parametrize("size", SIZES)
def test_arrangements_differ_in_place_alone(size):
    drawn = [slide(facts, size) for facts in matched(NESTED, "architecture")]
    shares = np.array([d.tissue_shares(0, 0, *size) for d in drawn])
    assert len({len(d.nests.tumour) for d in drawn}) == 1
    assert np.ptp(shares, 0).max() < 0.01


def test_nests_keep_their_distance_and_scattered_ones_more():
    near = {}
    for facts in matched(NESTED, "architecture"):
        nests = slide(facts).nests
        near[facts.arrangement] = apart(nests.tumour)
        assert near[facts.arrangement].min() >= 2 * nests.radius + GAP - 1
    assert near["scattered"].mean() > 1.2 * max(near["clustered"].mean(), near["rows"].mean())
    assert {a: len(v) for a, v in near.items()} == dict.fromkeys(ARRANGEMENTS, len(near["rows"]))


def test_a_group_is_compact_and_rows_are_long():
    radius = {}
    for facts in matched(NESTED, "architecture"):
        points = slide(facts).nests.tumour
        radius[facts.arrangement] = np.hypot(*(points - points.mean(0)).T).mean()
    assert radius["clustered"] < 0.8 * min(radius["rows"], radius["scattered"])


def test_necrosis_lies_amid_the_nests_or_away_from_them():
    central, away = (slide(f) for f in matched(replace(NESTED, necrosis="central"), "necrosis in context"))
    assert len(central.nests.necrosis) == len(away.nests.necrosis) > 1
    assert len(central.nests.tumour) == len(away.nests.tumour)

    def nearest(d: DrawnSlide) -> float:
        return float(np.hypot(*(d.nests.necrosis[:, None] - d.nests.tumour).transpose(2, 0, 1)).min())

    assert nearest(central) < 1.3 * (2 * central.nests.radius + GAP) < nearest(away)


@pytest.mark.parametrize("necrosis", ["none", "apart"])
def test_the_labels_show_each_nest_and_disc_as_one_piece(necrosis):
    drawn = slide(replace(NESTED, necrosis=necrosis))
    for tissue, centres in ((SOLID, drawn.nests.tumour), (NECROSIS, drawn.nests.necrosis)):
        pieces, count = label(drawn._labels == tissue)
        large = np.bincount(pieces.ravel())[1:] > 100
        assert large.sum() == len(centres)


def test_a_region_tells_what_it_shows_and_no_more():
    drawn = slide(NESTED, (8192, 4600))
    whole, corner = drawn.region_truth(0, 0, 4096, 4096), drawn.region_truth(0, 4096, 4096, 504)
    assert whole == {"arrangement": "clustered", "necrosis": "none", "immune": "excluded"}
    assert corner["arrangement"] == "" and corner["immune"] == ""
    assert slide(NESTED, (2200, 2000)).region_truth(0, 0, 2200, 2000)["arrangement"] == ""


def test_a_region_of_no_tumour_tells_that_nothing_is_dead():
    facts = Scenario("none", "", "none", False, False, True, "brisk", "", "mild")
    told = slide(facts, (2200, 2000)).region_truth(0, 0, 2200, 2000)
    assert told == {"arrangement": "", "necrosis": "none", "immune": ""}


def test_facts_that_are_not_of_a_matched_set_are_refused():
    with pytest.raises(ValueError, match="apart"):
        matched(replace(NESTED, arrangement="confluent", necrosis="central"), "necrosis in context")
    with pytest.raises(ValueError, match="matched set"):
        matched(replace(NESTED, arrangement="confluent"), "architecture")
