"""Measures of seeing from what came out for each slide, with bootstrap intervals paired by slide.

`Outcome` holds integers per slide; every measure takes weights [draws, n] of the slides, so that
the value (all weights 1) and its bootstrap draws are one computation, and the difference of two
rows uses the same draws of the same slides.
"""

from dataclasses import dataclass

import numpy as np

DRAWS = 1000
RANKS = (1, 3, 5, 10)


@dataclass(frozen=True)
class Outcome:
    """Of n slides: the class, what zero-shot, probe and archive gave for it, and ranks from 0."""

    truth: np.ndarray
    zero_shot: np.ndarray
    probe: np.ndarray
    found: np.ndarray  # class of the nearest slide of the archive
    report_rank: np.ndarray  # of the slide's own report among all reports
    slide_rank: np.ndarray  # of the report's own slide among all slides


def draw_weights(n: int, draws: int = DRAWS, seed: int = 0) -> np.ndarray:
    """How often each slide is drawn in each bootstrap sample: [draws, n]."""
    return np.random.default_rng(seed).multinomial(n, np.full(n, 1 / n), draws).astype(float)


def _ratio(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    return np.divide(part, whole, out=np.full_like(part, np.nan), where=whole > 0)


def balanced_accuracy(truth: np.ndarray, got: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Mean recall of the classes drawn: [draws]."""
    recalls = [_ratio(weights[:, of] @ (got[of] == c), weights[:, of].sum(1)) for c in np.unique(truth) for of in [truth == c]]
    return np.nanmean(recalls, 0)


def weighted_f1(truth: np.ndarray, got: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """F1 of each class weighted by its slides: [draws]."""
    total = np.zeros(len(weights))
    for c in np.unique(truth):
        hit = weights @ ((truth == c) & (got == c))
        size = weights @ (truth == c)
        total += size * np.nan_to_num(_ratio(2 * hit, size + weights @ (got == c)))
    return total / weights.sum(1)


def measures(outcome: Outcome, weights: np.ndarray | None = None) -> dict[str, np.ndarray]:
    """Name -> values [draws]; without weights, the value itself [1]."""
    w = np.ones((1, len(outcome.truth))) if weights is None else weights
    share = lambda hits: w @ hits / w.sum(1)  # noqa: E731
    return {
        "zero-shot balanced accuracy": balanced_accuracy(outcome.truth, outcome.zero_shot, w),
        "zero-shot weighted F1": weighted_f1(outcome.truth, outcome.zero_shot, w),
        "probe balanced accuracy": balanced_accuracy(outcome.truth, outcome.probe, w),
        "probe weighted F1": weighted_f1(outcome.truth, outcome.probe, w),
        "slide retrieval top-1": share(outcome.found == outcome.truth),
        **{f"report to slide R@{k}": share(outcome.slide_rank < k) for k in RANKS},
        **{f"slide to report R@{k}": share(outcome.report_rank < k) for k in RANKS},
    }


def summary(outcomes: list[Outcome], base: list[Outcome] | None = None) -> dict[str, dict[str, float]]:
    """Measures of a row over its seeds: mean and 95 % interval, and the same of the difference to `base`.

    The base's seeds that the row lacks are left out; both rows saw the same slides in the same order.
    """
    weights = draw_weights(len(outcomes[0].truth))
    own, drawn = _mean(outcomes, None), _mean(outcomes, weights)
    rows = {k: {"value": round(float(own[k][0]), 4), **_interval(drawn[k])} for k in own}
    for k, row in rows.items() if base else ():
        other, others = _mean(base, None), _mean(base, weights)
        row["difference"] = {"value": round(float(own[k][0] - other[k][0]), 4), **_interval(drawn[k] - others[k])}
    return rows


def _mean(outcomes: list[Outcome], weights: np.ndarray | None) -> dict[str, np.ndarray]:
    told = [measures(o, weights) for o in outcomes]
    return {k: np.mean([t[k] for t in told], 0) for k in told[0]}


def _interval(draws: np.ndarray) -> dict[str, float]:
    low, high = np.percentile(draws, [2.5, 97.5])
    return {"low": round(float(low), 4), "high": round(float(high), 4)}


def ranks(similarity: np.ndarray) -> np.ndarray:
    """Rank from 0 of each row's own column [n, n]; ties count against it."""
    own = np.diag(similarity)[:, None]
    return (similarity >= own).sum(1) - 1
