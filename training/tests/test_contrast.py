"""InfoNCE by fact."""

import pytest
import torch

from hwsi.contrast import each_positive, multi_positive, two_way

LOGITS = torch.tensor([[9.0, -9.0, 0.0, 0.0]])
POSITIVE = torch.tensor([[True, True, False, False]])
ALL = torch.ones(1, 4, dtype=torch.bool)


def test_one_easy_positive_satisfies_the_sum_and_not_the_pairs():
    assert multi_positive(LOGITS, POSITIVE, ALL) < 0.01
    assert each_positive(LOGITS, POSITIVE, ALL) > 4


def test_with_one_positive_both_are_the_cross_entropy():
    logits, positive = torch.randn(5, 5), torch.eye(5, dtype=torch.bool)
    want = torch.nn.functional.cross_entropy(logits, torch.arange(5))
    known = torch.ones(5, 5, dtype=torch.bool)
    assert multi_positive(logits, positive, known).item() == pytest.approx(want.item(), abs=1e-5)
    assert each_positive(logits, positive, known).item() == pytest.approx(want.item(), abs=1e-5)


@pytest.mark.parametrize("contrast", [multi_positive, each_positive])
def test_an_unsure_pair_takes_no_part(contrast):
    known = torch.tensor([[True, True, True, False]])
    other = LOGITS.clone()
    other[0, 3] = 50.0
    assert contrast(LOGITS, POSITIVE, known) == contrast(other, POSITIVE, known)


@pytest.mark.parametrize("contrast", [multi_positive, each_positive])
def test_a_batch_without_negatives_costs_nothing(contrast):
    logits = torch.randn(3, 2, requires_grad=True)
    every = torch.ones(3, 2, dtype=torch.bool)
    loss = two_way(logits, every, every, contrast)
    loss.backward()
    assert loss == 0 and logits.grad.abs().max() == 0
