"""Drawn patches and the questions asked of them, for tests."""

import random

import numpy as np

from hwsi.facts import PatchTruth
from hwsi.questions import Asked, ask
from hwsi.vocab import TISSUES


def patch(tissue: str, share: float = 0.9, lymphocytes: int = 2, atypia: str = "mild") -> PatchTruth:
    shares = np.zeros(len(TISSUES))
    shares[TISSUES.index(tissue)] = share
    shares[TISSUES.index("stroma")] += 1 - share
    return PatchTruth(shares, np.array([lymphocytes, 30, 10, 1]), atypia)


def answered(view, family: str, seed: int = 0, form: str = "open") -> Asked:
    """A question of the family in that form."""
    rng = random.Random(seed)
    found = (ask(view, rng, family) for _ in range(200))
    return next(a for a in found if a and a.form == form)
