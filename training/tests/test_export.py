"""Export: onnxruntime gives PyTorch's numbers, and a perturbed weight is refused."""

import numpy as np
import onnx
import pytest
import torch
from onnx import numpy_helper

from hwsi import decoder, export, quantise, selftest
from hwsi.ccaf import Ccaf
from hwsi.corpus import sentences
from hwsi.onnxfile import assert_parity, relative_error, round_to_half, run, store_half, trace
from hwsi.tokenizer import train_tokenizer


@pytest.fixture(scope="module")
def pack(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pack")
    train_tokenizer(sentences(200), folder / "tokenizer.json")
    torch.manual_seed(3)
    export.export_pack(None, folder)
    return folder


def perturb(path, target):
    model = onnx.load(path)
    tensor = max(model.graph.initializer, key=lambda t: np.prod(t.dims))
    values = numpy_helper.to_array(tensor).copy()
    values = values + np.float16(0.5) if values.dtype != np.uint8 else values ^ 7
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
    store_half(path)
    assert_parity(path, model, inputs)
    perturb(path, path)
    with pytest.raises(ValueError, match="differs from PyTorch"):
        assert_parity(path, model, inputs)


def test_ccaf_ignores_padding():
    torch.manual_seed(0)
    model = Ccaf().eval()
    cells = torch.randn(1, 4, 64)
    padded = torch.cat([cells, torch.full((1, 3, 64), 9.0)], 1)
    mask = torch.tensor([[1.0, 1, 1, 1, 0, 0, 0]])
    assert torch.allclose(model(cells, torch.ones(1, 4)), model(padded, mask), atol=1e-5)


def test_int4_file_says_what_its_dequantised_twin_says(tmp_path):
    torch.manual_seed(1)
    model = decoder.new_decoder(256).eval()
    twin = decoder.DecoderTwin(model, decoder.new_pointer()).eval()
    layers, keys = decoder.LLM_LAYERS, torch.randn(64, decoder.LLM_WIDTH)
    cache = torch.zeros(layers, decoder.LLM_KV_HEADS, 2, 32)
    inputs = {"inputs_embeds": torch.randn(1, 6, decoder.LLM_WIDTH), "past_keys": cache, "past_values": cache, "patch_keys": keys}
    path = tmp_path / "d.onnx"
    trace(twin, inputs, export.OUTPUTS["llm-decoder"], export.DYNAMIC["llm-decoder"], path)
    quantise.to_int4(path)
    quantise.load_dequantised(path, twin)
    step = torch.randn(1, 5, decoder.LLM_WIDTH)
    told = want = (None, torch.zeros(layers, decoder.LLM_KV_HEADS, 0, 32), torch.zeros(layers, decoder.LLM_KV_HEADS, 0, 32))
    for _ in range(12):  # the same greedy tokens from both
        with torch.no_grad():
            want = twin(step, want[1], want[2], keys)
        feeds = {"inputs_embeds": step, "past_keys": told[1], "past_values": told[2], "patch_keys": keys}
        told = [torch.from_numpy(t) for t in run(path, {k: v.numpy() for k, v in feeds.items()})]
        assert relative_error(told[0].numpy(), want[0].numpy()) < 1e-2
        assert told[0].argmax() == want[0].argmax()
        step = model.get_input_embeddings().weight[int(want[0].argmax())][None, None].detach()


def test_twin_is_qwen2_with_and_without_a_cache():
    torch.manual_seed(2)
    model = decoder.new_decoder(128).eval()
    twin = decoder.DecoderTwin(model, decoder.new_pointer()).eval()
    x, keys = torch.randn(1, 10, decoder.LLM_WIDTH), torch.randn(64, decoder.LLM_WIDTH)
    empty = torch.zeros(decoder.LLM_LAYERS, decoder.LLM_KV_HEADS, 0, 32)
    words = [i for i in range(128) if not 3 <= i < 67]  # the ids are the pointer's
    with torch.no_grad():
        want = model(inputs_embeds=x).logits[:, :, words]
        first, cached, values = twin(x[:, :6], empty, empty, keys)
        last, _, _ = twin(x[:, 6:], cached, values, keys)
    assert torch.allclose(first[:, words], want[:, 5], atol=1e-5)
    assert torch.allclose(last[:, words], want[:, 9], atol=1e-5)


def test_an_id_is_said_as_its_key_answers_the_query():
    query, keys = torch.zeros(1, decoder.LLM_WIDTH), torch.zeros(64, decoder.LLM_WIDTH)
    query[0, 7], keys[40, 7] = 3.0, 5.0
    logits = decoder.point(query, keys)
    assert logits.argmax() == 40 and logits[0, 40] == 15 / 16


def test_region_encoder_reads_the_same_from_tissue_alone():
    from hwsi.region import RegionEncoder

    torch.manual_seed(0)
    model = RegionEncoder().eval()
    places = torch.tensor([[3, 40, 255]])
    tokens = torch.randn(1, 3, 192)
    grid, mask = torch.zeros(1, 256, 192), torch.zeros(1, 256)
    grid[0, places[0]], mask[0, places[0]] = tokens, 1
    assert torch.allclose(model(grid, mask), model.sparse(tokens, places, torch.ones(1, 3)), atol=1e-5)
