"""CellNet, its graph and its file."""

import numpy as np
import onnx
import pytest
import torch
from onnx import numpy_helper
from torch.utils.flop_counter import FlopCounterMode

from hwsi.cells.export import ParityError, assert_parity, export
from hwsi.cells.net import OUTPUTS, CellNet
from hwsi.cells.onnx_graph import build_graph, round_weights


@pytest.fixture(scope="module")
def net() -> CellNet:
    """A net with statistics that are not the initial ones."""
    torch.manual_seed(0)
    net = CellNet().train()
    with torch.no_grad():
        net(torch.rand(2, 3, 64, 64))
    return net.eval()


def test_a_patch_costs_at_most_4_gflop_and_the_net_has_at_most_1_4_million_weights(net):
    with FlopCounterMode(display=False) as counter, torch.no_grad():
        net(torch.rand(1, 3, 256, 256))
    assert counter.get_total_flops() <= 4e9
    assert sum(p.numel() for p in net.parameters()) <= 1.4e6


def test_outputs_have_the_shapes_of_the_contract(net):
    with torch.no_grad():
        out = net.probabilities(torch.rand(2, 3, 256, 256))
    shapes = {name: tuple(out[name].shape) for name in OUTPUTS}
    assert shapes == {
        "nucleus": (2, 1, 256, 256),
        "distance": (2, 1, 256, 256),
        "classes": (2, 4, 64, 64),
        "features": (2, 48, 64, 64),
    }
    assert torch.allclose(out["classes"].sum(1), torch.ones(2, 64, 64))


def test_folding_the_normalisation_leaves_the_function_as_it_was(net):
    pixels = torch.rand(1, 3, 64, 64)
    with torch.no_grad():
        before, after = net(pixels), round_weights(net)(pixels)
    for name in before:
        spread = before[name].abs().max()
        assert (before[name] - after[name]).abs().max() < 0.02 * spread


def test_the_graph_agrees_with_the_net(net):
    rounded = round_weights(net)
    assert max(assert_parity(rounded, build_graph(rounded)).values()) < 1e-4


def test_one_changed_weight_stops_the_export(net):
    rounded = round_weights(net)
    model = build_graph(rounded)
    weight = next(w for w in model.graph.initializer if w.name == "dec4.0.second.conv.weight.half")
    values = numpy_helper.to_array(weight).copy()
    values[0, 0, 1, 1] += 0.5
    weight.CopyFrom(numpy_helper.from_array(values, weight.name))
    with pytest.raises(ParityError) as caught:
        assert_parity(rounded, model)
    assert caught.value.output == "nucleus"
    assert caught.value.difference > 1e-4


def test_the_file_holds_half_floats_and_only_plain_operators(net, tmp_path):
    torch.save({"average": net.state_dict()}, tmp_path / "net.pt")
    export([tmp_path / "net.pt"], [tmp_path / "pack/cell.onnx"])
    model = onnx.load(tmp_path / "pack/cell.onnx")
    plain = {"Cast", "Conv", "Relu", "Add", "Sub", "Div", "Resize", "DepthToSpace", "Sigmoid", "Softmax", "Split", "Identity"}
    assert {node.op_type for node in model.graph.node} <= plain
    stored = sum(numpy_helper.to_array(w).nbytes for w in model.graph.initializer)
    assert stored < 2.1 * sum(p.numel() for p in net.parameters())
    assert np.isfinite(stored)
