"""Semantic patch filtering: the closed form is the paper's double sum (eq. 1)."""

import json
from pathlib import Path

import numpy as np
import pytest

from hwsi import goldens, spf
from hwsi.entities import question_entities

GOLDENS = Path(__file__).parents[2] / "fixtures" / "goldens"


def brute_force(patches: np.ndarray) -> np.ndarray:
    similarity = patches @ patches.T
    threshold = similarity.mean() + similarity.std() + spf.ROUNDING
    return similarity.mean(1) > threshold


def cases() -> list[dict]:
    return json.loads((GOLDENS / "spf.json").read_text())["cases"]


@pytest.mark.parametrize("case", cases(), ids=lambda c: c["name"])
def test_closed_form_equals_the_double_sum(case):
    patches = np.array(case["patches"])
    assert np.array_equal(spf.redundant(patches), brute_force(patches))
    assert spf.redundant(patches).tolist() == case["redundant"]


def test_the_goldens_drop_none_and_many():
    dropped = [sum(c["redundant"]) for c in cases()]
    assert min(dropped) == 0 and max(dropped) >= 5


def test_kept_patches_are_relevant_and_not_redundant():
    for case in cases():
        kept = case["kept"]
        assert len(kept) <= case["k"]
        assert not any(case["redundant"][j] for j in kept)
        relevance = [case["relevance"][j] for j in kept]
        assert relevance == sorted(relevance, reverse=True)


def test_identical_patches_are_all_retained():
    patches = np.tile(np.array([[0.6, 0.8]], np.float32), (9, 1))
    assert not spf.redundant(patches).any()


def test_the_question_weighs_half_however_large_the_bank():
    bank = np.tile(np.array([[1.0, 0.0]]), (40, 1))
    assert spf.entity_mean(np.array([[0.0, 1.0]]), bank).tolist() == [0.5, 0.5]
    assert spf.entity_mean(np.zeros((0, 2)), bank).tolist() == [1.0, 0.0]


def test_entities_match_the_golden():
    for entry in json.loads((GOLDENS / "entities.json").read_text()):
        assert question_entities(entry["question"]) == entry["entities"]
    assert len(goldens.QUESTIONS) >= 5
