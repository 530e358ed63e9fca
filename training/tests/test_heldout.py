"""Held-out slides: unique reports, matched sets, and controls that destroy one thing only."""

import json

import numpy as np
import pytest
import torch
from fake_bank import fake_bank
from test_align import TOKENIZER

from hwsi import sight as sights
from hwsi.aligner import LEVELS, Aligner
from hwsi.heldout import DIAGNOSES, MATCHED, controlled, diagnosed, diagnosis, exchanged, matched
from hwsi.seeing import Store
from hwsi.sight import Sight


@pytest.fixture(scope="module")
def bank():
    return fake_bank(24, first=100)


def test_slides_have_diagnoses_and_reports_of_their_own(bank):
    found = diagnosed(bank, 30, 1)
    assert len({frozenset(s.report) for s, _ in found}) == len(found) >= 20
    assert all(diagnosis(s.slide.view()) == name for s, name in found)
    assert len({name for _, name in found}) >= 4


def test_the_same_seed_gives_the_same_slides(bank):
    assert [s.report for s, _ in diagnosed(bank, 8, 4)] == [s.report for s, _ in diagnosed(bank, 8, 4)]


def test_a_matched_set_holds_as_many_slides_of_each_value(bank):
    found = matched(bank, MATCHED["architecture"], 12, 0)
    values = [v for _, v in found]
    assert found and {values.count(v) for v in set(values)} == {len(values) // len(set(values))}


def test_shuffled_patches_stay_the_same_patches_elsewhere(bank):
    other, _ = controlled(bank, [], "patches shuffled")
    assert any((a.place != b.place).any() for a, b in zip(bank.regions, other.regions))
    for a, b in zip(bank.regions, other.regions):
        assert sorted(a.place) == sorted(b.place) and a.tokens is b.tokens and a.cells is b.cells


def test_shuffled_regions_stay_the_same_regions_elsewhere(bank):
    slides = [s for s, _ in diagnosed(bank, 20, 1) if len(s.regions) > 2]
    _, moved = controlled(bank, slides, "regions shuffled")
    for a, b in zip(slides, moved):
        assert sorted(map(tuple, a.slide.positions)) == sorted(map(tuple, b.slide.positions))
        assert a.regions.tolist() == b.regions.tolist()
    assert any((a.slide.positions != b.slide.positions).any() for a, b in zip(slides, moved))


def test_exchanged_cells_come_from_other_regions_in_like_numbers(bank):
    regions = exchanged(bank.regions, np.random.default_rng(0), near=8)
    numbers = lambda truth: np.log1p([truth.counts[0], truth.counts[1:].sum()])  # noqa: E731
    own = {c.tobytes(): r.truths[p] for r in bank.regions for p, c in r.cells.items()}
    gaps = []
    for a, b in zip(bank.regions, regions):
        for p in a.cells:
            assert b.cells[p].tobytes() in own
            assert not len(b.cells[p]) or b.cells[p].tobytes() not in {c.tobytes() for c in a.cells.values()}
            if len(b.cells[p]):
                gaps.append(np.abs(numbers(a.truths[p]) - numbers(own[b.cells[p].tobytes()])).sum())
    assert np.mean(gaps) < 0.5


def test_what_was_seen_is_kept_written_and_not_asked_twice(bank, tmp_path, monkeypatch):
    for name, value in (("TEST_SLIDES", 16), ("ARCHIVE_SLIDES", 24), ("SET_SLIDES", 6)):
        monkeypatch.setattr(sights, name, value)
    torch.manual_seed(0)
    sight, aligner = Sight(bank, fake_bank(24), TOKENIZER), Aligner(TOKENIZER.get_vocab_size())
    rows = (("slide",), LEVELS)
    key = {"slides": len(sight.slides), "archive": len(sight.kept), "test regions": 24, "train regions": 24, "minutes": 0.1}
    store = Store(tmp_path / "out", tmp_path / "seeing.json", key)
    assert not store.has("all", 0)
    for seed in (0, 1):
        store.keep("all", seed, sight.outcomes(aligner, rows), sight.controls(aligner))
    store.keep("weight 1", 0, sight.outcomes(aligner, (LEVELS,)))
    store.write(sight)
    told = json.loads((tmp_path / "seeing.json").read_text())
    assert store.has("all", 1) and told["losses"]["all"]["seeds"] == 2
    assert told["losses"]["weight 1"]["measures"]["slide retrieval top-1"]["difference"]["value"] == 0
    assert set(told["levels"]["all"]["rows"]) == {"slide", " + ".join(LEVELS)}
    assert set(told["sets"]["all"]["architecture"]["levels"]) == {*LEVELS, "all"}
    assert Store(tmp_path / "out", tmp_path / "seeing.json", {**key, "slides": 1}).has("all", 0) is False


def test_a_diagnosis_names_tumour_architecture_and_atypia():
    assert len(DIAGNOSES) == 11 and len(set(DIAGNOSES)) == 11
