"""Matched slides differ in their deciding fact alone; the full measurement is `python -m hwsi.draw.checks`."""

import json
from dataclasses import asdict
from functools import cache

import numpy as np
import pytest

from hwsi.draw.checks import FEATURES, MARGIN, OUT, groups_of, plain, read
from hwsi.draw.linear import accuracy_of
from hwsi.draw.scenario import MATCHED
from hwsi.draw.slide import DrawnSlide

COMMITTED = json.loads(OUT.read_text(encoding="utf-8"))
#: Groups that are drawn here.
LIVE = {"cell morphology": 10, "neighbourhood": 10, "architecture": 10, "necrosis in context": 12}


@cache
def groups(name: str) -> list[list[DrawnSlide]]:
    return groups_of(name, LIVE[name])


@pytest.mark.parametrize("name", MATCHED)
def test_a_linear_model_on_colours_and_areas_stays_near_chance(name):
    measured = COMMITTED[name]
    assert abs(measured["linear"]["accuracy"] - measured["chance"]) <= MARGIN


@pytest.mark.parametrize("name", MATCHED)
def test_a_reader_of_the_truth_is_right_until_what_it_reads_is_exchanged(name):
    measured = COMMITTED[name]
    assert measured["reader"]["low"] > measured["chance"] + 0.3
    assert measured["exchanged"]["groups"] >= 30
    assert abs(measured["exchanged"]["accuracy"] - measured["chance"]) <= MARGIN


@pytest.mark.parametrize("name", MATCHED)
def test_the_committed_measurement_is_of_this_renderer(name):
    now = plain(groups(name)[0][0])
    then = np.array([COMMITTED[name]["first"][f] for f in FEATURES])
    deviation = np.array([COMMITTED[name]["deviation"][f] for f in FEATURES])
    assert np.abs(now - then).max() < 0.6  # grey levels
    assert (np.abs(now - then) / (deviation + 1e-3)).max() < 0.1


@pytest.mark.parametrize("name", MATCHED)
def test_a_reader_of_these_slides_is_right_until_what_it_reads_is_exchanged(name):
    chance = COMMITTED[name]["chance"]
    assert read(name, groups(name), exchange=False)["accuracy"] > chance + 0.3
    assert read(name, groups(name), exchange=True)["accuracy"] < chance + 0.2


@pytest.mark.parametrize("name", ["cell morphology", "neighbourhood"])
def test_colours_of_matched_slides_differ_little(name):
    pairs = np.array([[plain(s) for s in slides] for slides in groups(name)[:6]])
    deviation = np.array([COMMITTED[name]["deviation"][f] for f in FEATURES])
    assert (np.abs((pairs[:, 0] - pairs[:, 1]).mean(0)) / (deviation + 1e-3)).max() < 0.25


@pytest.mark.parametrize("name", MATCHED)
def test_slides_of_a_group_share_stain_style_and_tissue(name):
    for slides in groups(name)[:3]:
        first, *others = slides
        for other in others:
            assert np.array_equal(first._stain, other._stain)
            assert np.array_equal(first._labels > 0, other._labels > 0)
            shares = [s.tissue_shares(0, 0, s.width, s.height) for s in (first, other)]
            assert np.abs(shares[0] - shares[1]).max() < 0.01
            differ = {k for k, v in asdict(first.scenario).items() if asdict(other.scenario)[k] != v}
            assert differ == {MATCHED[name][0]}
            looks = {k for k, v in first._style._asdict().items() if getattr(other._style, k) != v}
            assert looks <= {"pleomorphism", "mitoses", "rim_inside", "rim_outside"}


def test_the_linear_model_finds_what_is_there_and_nothing_else():
    rng = np.random.default_rng(0)
    groups_, labels = np.repeat(np.arange(200), 2), np.tile([0, 1], 200)
    noise = rng.normal(size=(400, 5))
    assert accuracy_of(noise + 2.0 * labels[:, None], labels, groups_)["accuracy"] > 0.95
    found = accuracy_of(noise, labels, groups_)
    assert abs(found["accuracy"] - 0.5) < 0.08
    assert 0.06 < found["high"] - found["low"] < 0.14  # four standard errors of 400 throws are 0.1
