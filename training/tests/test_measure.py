"""Measures of seeing against scikit-learn, and their intervals."""

import numpy as np
import pytest
from sklearn.metrics import balanced_accuracy_score, f1_score

from hwsi.measure import Outcome, balanced_accuracy, draw_weights, measures, ranks, summary, weighted_f1


def outcome(seed: int, right: float = 0.6) -> Outcome:
    state = np.random.default_rng(seed)
    truth = np.arange(90) % 5
    guess = lambda: np.where(state.random(90) < right, truth, state.integers(0, 5, 90))  # noqa: E731
    return Outcome(truth, guess(), guess(), guess(), state.integers(0, 90, 90), state.integers(0, 90, 90))


def test_accuracy_and_f1_are_scikit_learns_on_the_whole_and_on_a_draw():
    o = outcome(0)
    weights = draw_weights(90, 2)
    for row in (np.ones(90), *weights):
        picked = np.repeat(np.arange(90), row.astype(int))
        want = balanced_accuracy_score(o.truth[picked], o.zero_shot[picked])
        assert balanced_accuracy(o.truth, o.zero_shot, row[None])[0] == pytest.approx(want)
        want = f1_score(o.truth[picked], o.zero_shot[picked], average="weighted")
        assert weighted_f1(o.truth, o.zero_shot, row[None])[0] == pytest.approx(want)


def test_the_own_report_ranks_first_unless_others_are_as_like():
    assert ranks(np.array([[0.9, 0.1, 0.2], [0.5, 0.4, 0.3], [0.7, 0.7, 0.7]])).tolist() == [0, 1, 2]


def test_recall_counts_ranks_below_k():
    o = Outcome(*(np.zeros(4, int) for _ in range(4)), np.array([0, 2, 4, 50]), np.array([9, 9, 10, 0]))
    got = measures(o)
    assert [got[f"slide to report R@{k}"][0] for k in (1, 3, 5, 10)] == [0.25, 0.5, 0.75, 0.75]
    assert got["report to slide R@10"][0] == 0.75


def test_a_row_does_not_differ_from_itself_and_a_better_row_does():
    base, better = [outcome(0), outcome(1)], [outcome(2, 0.95), outcome(3, 0.95)]
    same = summary(base, base)["zero-shot balanced accuracy"]["difference"]
    assert same == {"value": 0.0, "low": 0.0, "high": 0.0}
    told = summary(better, base)["zero-shot balanced accuracy"]
    assert told["difference"]["low"] > 0.1 and told["low"] < told["value"] < told["high"]
