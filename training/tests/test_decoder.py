"""The decoder: its twin is Qwen2, ids are cited through the pointer, int4 and wide files say what PyTorch says."""

import numpy as np
import onnx
import pytest
import torch

from hwsi import decoder, export, quantise
from hwsi.attention import MASKED
from hwsi.onnxfile import relative_error, run, store_small, trace
from hwsi.tokenizer import CITE, FIRST_ID

WORDS = 128
SAID = [i for i in range(WORDS) if not FIRST_ID <= i <= CITE]
EMPTY = torch.zeros(0, decoder.CACHE_ROW)


@pytest.fixture(scope="module")
def model():
    torch.manual_seed(2)
    model = decoder.new_decoder(WORDS).eval()
    for layer in model.model.layers:
        for part in (layer.self_attn.q_proj, layer.self_attn.k_proj, layer.self_attn.v_proj):
            torch.nn.init.normal_(part.bias, std=0.1)
    return model


@pytest.fixture(scope="module")
def twin(model):
    torch.manual_seed(3)
    return decoder.DecoderTwin(model, decoder.new_pointer()).eval()


def keys_of(*ids: int) -> torch.Tensor:
    keys = torch.zeros(64, decoder.LLM_WIDTH)
    keys[[i - 1 for i in ids]] = torch.randn(len(ids), decoder.LLM_WIDTH)
    return keys


def test_twin_is_qwen2_at_once_and_in_steps(model, twin):
    x, keys = torch.randn(1, 10, decoder.LLM_WIDTH), keys_of(1, 2)
    with torch.no_grad():
        want = model(inputs_embeds=x).logits[0][:, SAID]
        whole, _, rows = twin(x, EMPTY, keys)
        past = EMPTY
        for first, last in ((0, 6), (6, 7), (7, 10)):
            logits, _, new = twin(x[:, first:last], past, keys)
            past = torch.cat([past, new])
            assert torch.allclose(logits[0, SAID], want[last - 1], atol=1e-5)
    assert torch.allclose(whole[0, SAID], want[-1], atol=1e-5)
    assert torch.allclose(past, rows, atol=1e-5)


def test_given_ids_share_the_chance_of_a_citation():
    words = torch.randn(1, WORDS)
    pointed, given = torch.randn(1, 64), torch.zeros(1, 64, dtype=torch.bool)
    given[0, [4, 40]] = True
    logits = decoder.cite_logits(words, pointed, given)
    chance = logits.softmax(1)
    ids = torch.tensor([FIRST_ID + 4, FIRST_ID + 40])
    want = torch.cat([words[:, :FIRST_ID], words[:, CITE:]], 1).softmax(1)[0, FIRST_ID]
    assert torch.isclose(chance[0, ids].sum(), want, atol=1e-6)
    assert torch.allclose(chance[0, ids] / want, pointed[0, [4, 40]].softmax(0), atol=1e-5)
    assert (logits[0, FIRST_ID : CITE + 1] == MASKED).sum() == 63
    assert torch.equal(logits[:, CITE + 1 :], words[:, CITE + 1 :])


def test_support_is_the_pointers_own_chance_and_none_for_ids_not_given(twin):
    keys = keys_of(7, 64)
    with torch.no_grad():
        logits, support, _ = twin(torch.randn(1, 3, decoder.LLM_WIDTH), EMPTY, keys)
    assert support.shape == (64,)
    assert (support > 0).nonzero()[:, 0].tolist() == [6, 63] and support.max() < 1
    assert (logits[0, FIRST_ID : CITE + 1] > MASKED / 2).nonzero()[:, 0].tolist() == [6, 63]


def test_pointer_takes_keys_of_each_row_or_of_all():
    pointer, hidden, keys = decoder.new_pointer(), torch.randn(3, decoder.LLM_WIDTH), torch.randn(64, decoder.LLM_WIDTH)
    with torch.no_grad():
        pointer.bias.fill_(2.0)
        one = pointer(hidden, keys)
        several = pointer.among(hidden, torch.stack([keys.flip(0), keys]), torch.tensor([1, 0, 1]))
        assert torch.allclose(several[[0, 2]], one[[0, 2]], atol=1e-5)
        assert torch.allclose(several[1], one[1].flip(0), atol=1e-5)
        assert torch.allclose(one[1, 9], pointer.query(hidden[1]) @ keys[9] * decoder.LLM_WIDTH**-0.5 + 2, atol=1e-5)


def test_int4_keeps_what_fits_and_loses_little():
    state = np.random.default_rng(0)
    steps = state.integers(-8, 8, (4, 64)) * np.float32(0.25)
    steps[:, ::32] = -2.0  # the largest of each block is -8 steps
    assert np.array_equal(quantise.unpack_int4(*quantise.pack_int4(steps), 4, 64), steps)
    weights = state.normal(size=(16, 128)).astype(np.float32)
    kept = quantise.unpack_int4(*quantise.pack_int4(weights), 16, 128)
    assert np.sqrt(((kept - weights) ** 2).mean()) < 0.09
    assert not quantise.unpack_int4(*quantise.pack_int4(np.zeros((2, 32))), 2, 32).any()
    with pytest.raises(ValueError, match="blocks"):
        quantise.pack_int4(np.zeros((2, 33)))


@pytest.fixture(scope="module")
def files(twin, tmp_path_factory):
    """int4 and wide files, and the twin with their weights."""
    folder = tmp_path_factory.mktemp("decoder")
    inputs = {"inputs_embeds": torch.randn(1, 6, decoder.LLM_WIDTH), "past": torch.randn(2, decoder.CACHE_ROW), "patch_keys": keys_of(*range(1, 65))}
    trace(twin, inputs, export.OUTPUTS["llm-decoder"], export.DYNAMIC["llm-decoder"], folder / "fp32.onnx")
    quantise.to_int4(folder / "fp32.onnx", folder / "int4.onnx")
    quantise.to_wide(folder / "fp32.onnx", folder / "wide.onnx")
    store_small(folder / "int4.onnx")
    (folder / quantise.WIDE_WEIGHTS).write_bytes(quantise.expanded(folder / "int4.onnx"))
    held = quantise.twin_from_file(folder / "int4.onnx", decoder.DecoderTwin(decoder.new_decoder(WORDS), decoder.new_pointer()))
    return folder, held


@pytest.mark.parametrize("name", ["int4", "wide"])
def test_a_file_says_what_its_dequantised_twin_says(files, model, name):
    folder, twin = files
    keys, step = keys_of(5, 9, 33), torch.randn(1, 5, decoder.LLM_WIDTH)
    told = want = EMPTY
    for _ in range(12):  # the same greedy tokens from both
        with torch.no_grad():
            logits, support, new = twin(step, want, keys)
        got = run(folder / f"{name}.onnx", {"inputs_embeds": step.numpy(), "past": told.numpy(), "patch_keys": keys.numpy()})
        for a, b in zip(got, (logits, support, new)):
            assert relative_error(a, b.numpy()) < 1e-4
        assert got[0].argmax() == logits.argmax()
        want, told = torch.cat([want, new]), torch.cat([told, torch.from_numpy(got[2])])
        step = model.get_input_embeddings().weight[int(logits.argmax())][None, None].detach()


def test_the_wide_graph_is_small_and_its_weights_stand_where_the_int4_file_says(files):
    folder, _ = files
    content, wide = (folder / "int4.onnx").read_bytes(), quantise.expanded(folder / "int4.onnx")
    assert (folder / "wide.onnx").stat().st_size < 2e5 < len(wide)
    offset = 0
    for place in quantise.int4_places(folder / "int4.onnx"):
        rows, columns = place["rows"], place["columns"]
        blocks = rows * columns // quantise.BLOCK
        packed = np.frombuffer(content, np.uint8, blocks * 16, place["packed"]).reshape(rows, -1, 16)
        scales = np.frombuffer(content, np.float16, blocks, place["scales"])
        held = np.frombuffer(wide, np.float32, rows * columns, offset).reshape(columns, rows)
        assert np.array_equal(quantise.unpack_int4(packed, scales, rows, columns).T, held)
        offset += held.nbytes
    external = [t for t in onnx.load(folder / "wide.onnx", load_external_data=False).graph.initializer if t.external_data]
    assert sum(int(e.value) for t in external for e in t.external_data if e.key == "length") == offset == len(wide)
