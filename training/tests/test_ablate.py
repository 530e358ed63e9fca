"""Rows of ablation: what a row leaves out, what it scores, and how its difference is told."""

import numpy as np
import pytest
from fake_bank import FakeSpace
from test_evaluate import Parrot, asker, cases  # noqa: F401

from hwsi import ablate, evaluate, results_answers
from hwsi.sequence import CELL, PATCH, REGION


def test_a_row_leaves_out_the_levels_it_does_not_name():
    assert ablate.drop("slide").kinds == {REGION, PATCH, CELL}
    assert ablate.drop("slide + patch + cell").kinds == {REGION}
    assert ablate.drop(ablate.ALL).kinds == frozenset()
    assert len({*ablate.LADDER, *ablate.LESS}) == 8


@pytest.fixture(scope="module")
def answered(cases):  # noqa: F811
    truth = {}
    for case in cases:
        for asked in case.asked:
            truth.setdefault(asked.question, asked.answer)
    return truth


def test_rows_are_compared_over_tasks_paired_by_slide(cases, answered, tmp_path):  # noqa: F811
    found = ablate.levels(asker(lambda q: answered[q] if len(q) % 2 else "", tmp_path), cases)
    rows = found["rows"]
    assert set(rows) == {*ablate.LADDER, *ablate.LESS, "no image"}
    assert rows["slide"]["difference"] == {"value": 0.0, "low": 0.0, "high": 0.0}
    assert 0.1 < rows[ablate.ALL]["mean"]["value"] < 0.9 and {"report", "caption"} <= set(rows["slide"]["tasks"])
    assert rows[ablate.ALL]["mean"]["value"] == pytest.approx(np.mean(list(rows[ablate.ALL]["tasks"].values())), abs=1e-3)


def test_a_row_that_knows_less_falls(cases, answered):  # noqa: F811
    knows, guesses = (ablate.scores(cases, [[evaluate.Told(say(a.question)) for a in c.asked] for c in cases]) for say in (answered.__getitem__, lambda q: ""))
    found = ablate.table({"all": knows, "none": guesses}, "all")
    assert found["rows"]["none"]["mean"]["value"] == 0 and found["rows"]["none"]["difference"]["high"] < -0.8
    text = results_answers.ablation({"levels": {"questions": 1, "slides": 1, **found}})
    assert "falls" in text and "does not fall" not in text


def test_the_sections_say_what_was_measured(cases, answered, tmp_path):  # noqa: F811
    say = asker(lambda q: answered.get(q, ""), tmp_path)
    report = evaluate.evaluate(evaluate.Setup(FakeSpace(), [r for c in cases for r in c.slide.regions], cases, say, evaluate.Size(pointed=0)), None)
    text = results_answers.answers(report)
    for head in ("## Answers", "### Pointing", "### Refusals", "### Reports and captions", "### Evidence taken away"):
        assert head in text
    assert "not met" in text
