"""The shipped pack: whole, small, and giving PyTorch's numbers."""

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

from hwsi import decoder, quantise, selftest
from hwsi.onnxfile import relative_error, run
from hwsi.goldens import GREEDY, TwinSession, imagined_prefix
from hwsi.pack_speaker import PackSpeaker
from hwsi.phrases import KEYWORDS
from hwsi.tokenizer import END, TEMPLATE

PACK = Path(__file__).parents[2] / "public" / "pack"
MANIFEST = json.loads((PACK / "manifest.json").read_text())
SELF_TEST = json.loads((PACK / "self-test.json").read_text())


def test_files_are_what_the_manifest_says():
    total = 0
    for entry in MANIFEST["files"].values():
        content = (PACK / entry["path"]).read_bytes()
        assert len(content) == entry["bytes"]
        assert hashlib.sha256(content).hexdigest() == entry["sha256"]
        total += len(content)
    assert total <= 20e6
    assert MANIFEST["keywords"] == list(KEYWORDS)


@pytest.mark.parametrize("name", list(SELF_TEST))
def test_self_test_is_met(name):
    entry = SELF_TEST[name]
    feeds = {k: selftest.materialise(v) for k, v in entry["inputs"].items()}
    for got, want in zip(run(PACK / f"{name}.onnx", feeds), entry["outputs"].values()):
        assert list(got.shape) == want["shape"]
        assert relative_error(got.flatten()[:: want["stride"]], np.array(want["data"], np.float32)) <= entry["tolerance"]


def test_the_wide_graph_meets_the_int4_files_answers(tmp_path):
    entry, wide = SELF_TEST["llm-decoder"], tmp_path / "llm-decoder-wide.onnx"
    wide.write_bytes((PACK / wide.name).read_bytes())
    (tmp_path / quantise.WIDE_WEIGHTS).write_bytes(quantise.expanded(PACK / "llm-decoder.onnx"))
    assert MANIFEST["llm"]["wide"]["matrices"] == quantise.int4_places(PACK / "llm-decoder.onnx")
    feeds = {k: selftest.materialise(v) for k, v in entry["inputs"].items()}
    for got, want in zip(run(wide, feeds), entry["outputs"].values()):
        assert relative_error(got.flatten()[:: want["stride"]], np.array(want["data"], np.float32)) <= entry["tolerance"]


@pytest.mark.parametrize("question", GREEDY)
def test_int4_file_speaks_its_dequantised_twins_greedy_tokens(question):
    speaker = PackSpeaker(PACK)
    told = speaker.answer(imagined_prefix(speaker.tokenizer), question, 40)
    twin = decoder.DecoderTwin(decoder.new_decoder(speaker.tokenizer.get_vocab_size()), decoder.new_pointer())
    speaker.decoder = TwinSession(quantise.twin_from_file(PACK / "llm-decoder.onnx", twin))
    assert told == speaker.answer(imagined_prefix(speaker.tokenizer), question, 40)
    assert told and END not in told
    assert "{question}" in TEMPLATE
