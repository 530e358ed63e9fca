"""A small bank of invented regions, and a text space without weights."""

import numpy as np

from hwsi.compose import BankRegion
from hwsi.facts import PatchTruth
from hwsi.told import Bank
from hwsi.vocab import TISSUES

KINDS = (
    ("none", "mild", ""), ("glandular", "mild", "confluent"), ("glandular", "marked", "confluent"),
    ("solid", "mild", "clustered"), ("solid", "marked", "rows"), ("solid", "mild", "scattered"),
)  # fmt: skip


class FakeSpace:
    """Gives each question a vector of its own."""

    def entities(self, question: str) -> np.ndarray:
        return np.random.default_rng(len(question)).standard_normal(192).astype(np.float32)


def fake_region(number: int) -> BankRegion:
    tumour, atypia, arrangement = KINDS[number % len(KINDS)]
    state = np.random.default_rng(number)
    n = int(state.integers(10, 18))
    main = TISSUES.index({"none": "benign glands", "glandular": "malignant glands", "solid": "solid tumour"}[tumour])
    shares = np.zeros((n, len(TISSUES)), np.float32)
    part = state.uniform(0.0, 1.0, n).round(1)
    shares[np.arange(n), main], shares[np.arange(n), TISSUES.index("stroma")] = part, 1 - part
    embeddings = state.standard_normal((3, n, 192)).astype(np.float32)
    embeddings /= np.linalg.norm(embeddings, axis=2, keepdims=True)
    cells = {p: state.random((int(state.integers(0, 9)), 64)).astype(np.float32) for p in range(n)}
    truths = [PatchTruth(s, state.integers(0, 30, 4), atypia) for s in shares]
    place = np.sort(state.permutation(256)[:n])
    return BankRegion(place, embeddings, state.standard_normal((3, n, 192)).astype(np.float32), truths, tumour, atypia, cells, arrangement, "", "")


def fake_bank(regions: int = 18, first: int = 0) -> Bank:
    return Bank([fake_region(first + i) for i in range(regions)], FakeSpace())
