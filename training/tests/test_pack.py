"""The shipped pack: whole, small, and giving PyTorch's numbers."""

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer

from hwsi import decoder, quantise, selftest
from hwsi.evaluate import PackSpeaker
from hwsi.onnxfile import relative_error, run
from hwsi.phrases import KEYWORDS
from hwsi.sequence import CELL, PATCH, REGION, SLIDE, Sequence
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


def imagined_prefix(tokenizer: Tokenizer) -> Sequence:
    """Two regions with three patches each, features filled by the self-test's hash."""
    row, features = Sequence(), selftest.fill(21, (16, 192), 2.0, -1.0)
    row.feature(SLIDE, features[0])
    for region in range(2):
        row.feature(REGION, features[1 + region])
        for patch in range(3):
            at = 3 + region * 3 + patch
            row.add(0, tokenizer.token_to_id(f"[P{at}]"), len(row.kinds), 0)
            row.feature(PATCH, features[at])
            row.feature(CELL, features[at, :128])
    return row


@pytest.mark.parametrize("question", ["What is the diagnosis?", "Is there necrosis?", "How old is the patient?"])
def test_int4_file_speaks_its_dequantised_twins_greedy_tokens(question):
    speaker = PackSpeaker(PACK)
    told = speaker.answer(imagined_prefix(speaker.tokenizer), question, 40)
    twin = decoder.DecoderTwin(decoder.new_decoder(speaker.tokenizer.get_vocab_size()))
    speaker.decoder = TwinSession(quantise.twin_from_file(PACK / "llm-decoder.onnx", twin))
    assert told == speaker.answer(imagined_prefix(speaker.tokenizer), question, 40)
    assert told and END not in told
    assert "{question}" in TEMPLATE


class TwinSession:
    """The PyTorch twin behind onnxruntime's `run`."""

    def __init__(self, twin: decoder.DecoderTwin):
        self.twin = twin

    @torch.no_grad()
    def run(self, _outputs: None, feeds: dict[str, np.ndarray]) -> list[np.ndarray]:
        return [t.numpy() for t in self.twin(*(torch.from_numpy(v) for v in feeds.values()))]
