"""CCAF: counts reach its token, nothing can be attended to, and the graph says the same."""

import torch

from hwsi import export
from hwsi.attention import Attention
from hwsi.ccaf import FIRST_CLASS, Ccaf
from hwsi.onnxfile import assert_parity, relative_error, round_to_half, run, store_small, trace


def test_the_token_tells_how_many_cells_there_were():
    torch.manual_seed(0)
    model, one = Ccaf().eval(), torch.rand(1, 1, 64)
    few, many = (model(one.expand(1, n, 64), torch.ones(1, n)) for n in (3, 30))
    torch.nn.init.zeros_(model.counts.weight)
    blind = [model(one.expand(1, n, 64), torch.ones(1, n)) for n in (3, 30)]
    assert (few - many).abs().max() > (blind[0] - blind[1]).abs().max() + 0.02


def test_padding_is_not_counted():
    torch.manual_seed(0)
    model, cells = Ccaf().eval(), torch.rand(1, 4, 64)
    padded = torch.cat([cells, torch.full((1, 5, 64), 7.0)], 1)
    mask = torch.tensor([[1.0] * 4 + [0.0] * 5])
    assert torch.allclose(model(cells, torch.ones(1, 4)), model(padded, mask), atol=1e-5)


def test_gradient_reaches_the_cells_through_the_counts_alone():
    torch.manual_seed(0)
    model, cells = Ccaf(), torch.rand(2, 5, 64, requires_grad=True)
    torch.nn.init.zeros_(model.enter.weight)
    model(cells, torch.ones(2, 5)).square().sum().backward()
    assert cells.grad[:, :, FIRST_CLASS : FIRST_CLASS + 4].abs().min() > 0
    assert cells.grad[:, :, :FIRST_CLASS].abs().max() == 0


def test_a_query_can_attend_to_nothing():
    torch.manual_seed(0)
    attention = Attention(8, 2, null=True)
    with torch.no_grad():
        attention.qkv.bias[:8] = 10.0  # every query points along (1, 1, ...), and so does the null key
        attention.null[0], attention.null[1] = 10.0, 3.0
        got = attention(torch.randn(2, 4, 8) * 0.01, torch.ones(2, 4))
        want = attention.out(torch.full((8,), 3.0))
    assert torch.allclose(got, want.expand_as(got), atol=1e-3)


def test_the_exported_graph_agrees_for_other_numbers_of_patches_and_cells(tmp_path):
    torch.manual_seed(1)
    model, path = round_to_half(Ccaf()), tmp_path / "ccaf.onnx"
    inputs = {"cells": torch.rand(2, 12, 64), "mask": torch.ones(2, 12)}
    trace(model, inputs, export.OUTPUTS["ccaf"], export.DYNAMIC["ccaf"], path)
    store_small(path)
    assert_parity(path, model, inputs)
    mask = torch.zeros(5, 31)
    mask[1, :30], mask[2, :1], mask[4, :7] = 1, 1, 1  # the first and fourth patches hold no cell
    cells = torch.randn(5, 31, 64)
    with torch.no_grad():
        want = model(cells, mask).numpy()
    assert relative_error(run(path, {"cells": cells.numpy(), "mask": mask.numpy()})[0], want) < 1e-4
