"""Export: onnxruntime gives PyTorch's numbers, and a perturbed weight is refused."""

import numpy as np
import onnx
import pytest
import torch
from onnx import numpy_helper

from hwsi import export, selftest
from hwsi.ccaf import Ccaf
from hwsi.corpus import sentences
from hwsi.onnxfile import assert_parity, relative_error, round_to_bytes, round_to_half, run, store_small, trace
from hwsi.tokenizer import train_llm_tokenizer, train_tokenizer


@pytest.fixture(scope="module")
def pack(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pack")
    train_tokenizer(sentences(200), folder / "tokenizer.json")
    train_llm_tokenizer(sentences(200), folder / "llm-tokenizer.json")
    torch.manual_seed(3)
    export.export_pack(None, folder)
    return folder


def perturb(path, target):
    model = onnx.load(path)
    tensor = max(model.graph.initializer, key=lambda t: np.prod(t.dims))
    values = numpy_helper.to_array(tensor).copy()
    values = values + np.float16(0.5) if values.dtype.kind == "f" else values ^ 7
    tensor.CopyFrom(numpy_helper.from_array(values.astype(numpy_helper.to_array(tensor).dtype), tensor.name))
    onnx.save(model, target)


NAMES = [n for n in export.OUTPUTS]


@pytest.mark.parametrize("name", NAMES)
def test_self_test_is_met_and_a_perturbed_weight_fails_it(pack, tmp_path, name):
    import json

    entry = json.loads((pack / "self-test.json").read_text())[name]
    feeds = {k: selftest.materialise(v) for k, v in entry["inputs"].items()}

    def error(path):
        got = run(path, feeds)
        return max(
            relative_error(g.flatten()[:: w["stride"]], np.array(w["data"], np.float32))
            for g, w in zip(got, entry["outputs"].values())
        )

    assert error(pack / f"{name}.onnx") <= entry["tolerance"]
    perturb(pack / f"{name}.onnx", tmp_path / "wrong.onnx")
    assert error(tmp_path / "wrong.onnx") > entry["tolerance"]


def test_parity_refuses_a_wrong_file(tmp_path):
    torch.manual_seed(0)
    model = round_to_half(Ccaf())
    inputs = {"cells": torch.randn(2, 5, 64), "mask": torch.ones(2, 5)}
    path = tmp_path / "ccaf.onnx"
    trace(model, inputs, ["token"], {"cells": {0: "p", 1: "c"}, "mask": {0: "p", 1: "c"}}, path)
    store_small(path)
    assert_parity(path, model, inputs)
    perturb(path, path)
    with pytest.raises(ValueError, match="differs from PyTorch"):
        assert_parity(path, model, inputs)


def test_bytes_are_stored_without_loss(tmp_path):
    torch.manual_seed(0)
    exact, path = torch.nn.Sequential(torch.nn.Conv2d(8, 16, 3), torch.nn.Flatten(), torch.nn.Linear(64, 32)).eval(), tmp_path / "m.onnx"
    inputs = {"x": torch.randn(2, 8, 4, 4)}
    want = exact(inputs["x"]).detach().numpy()
    model = round_to_bytes(exact)
    trace(model, inputs, ["y"], {"x": {0: "n"}}, path)
    store_small(path)
    held = {t.name: t.data_type for t in onnx.load(path).graph.initializer if np.prod(t.dims) >= 512}
    assert set(held.values()) == {onnx.TensorProto.INT8}
    assert_parity(path, model, inputs)
    assert relative_error(model(inputs["x"]).detach().numpy(), want) < 1e-2


def test_ccaf_ignores_padding():
    torch.manual_seed(0)
    model = Ccaf().eval()
    cells = torch.randn(1, 4, 64)
    padded = torch.cat([cells, torch.full((1, 3, 64), 9.0)], 1)
    mask = torch.tensor([[1.0, 1, 1, 1, 0, 0, 0]])
    assert torch.allclose(model(cells, torch.ones(1, 4)), model(padded, mask), atol=1e-5)


def test_region_encoder_reads_the_same_from_tissue_alone():
    from hwsi.region import RegionEncoder

    torch.manual_seed(0)
    model = RegionEncoder().eval()
    places = torch.tensor([[3, 40, 255]])
    tokens = torch.randn(1, 3, 192)
    grid, mask = torch.zeros(1, 256, 192), torch.zeros(1, 256)
    grid[0, places[0]], mask[0, places[0]] = tokens, 1
    assert torch.allclose(model(grid, mask), model.sparse(tokens, places, torch.ones(1, 3)), atol=1e-5)
