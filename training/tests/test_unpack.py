"""The shipped pack as PyTorch weights gives the numbers of its files."""

from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer

from hwsi import selftest
from hwsi.decoder import DecoderTwin
from hwsi.export import build, self_test_inputs
from hwsi.onnxfile import assert_parity
from hwsi.quantise import int4_weights
from hwsi.unpack import unpack

PACK = Path(__file__).parents[2] / "public" / "pack"


@pytest.fixture(scope="module")
def models(tmp_path_factory):
    weights = tmp_path_factory.mktemp("weights")
    unpack(PACK, weights)
    sizes = [Tokenizer.from_file(str(PACK / f"{n}.json")).get_vocab_size() for n in ("tokenizer", "llm-tokenizer")]
    return build(weights, *sizes)


@pytest.mark.parametrize("name", ["patch-encoder", "text-encoder", "ccaf", "region-encoder", "slide-encoder", "projectors"])
def test_unpacked_weights_give_the_numbers_of_their_file(name, models):
    entries = self_test_inputs(Tokenizer.from_file(str(PACK / "tokenizer.json")))[name]
    assert_parity(PACK / f"{name}.onnx", models[name], {k: torch.from_numpy(selftest.materialise(v)) for k, v in entries.items()})


def test_the_unpacked_language_model_gives_the_numbers_of_its_file(models):
    entries = self_test_inputs(Tokenizer.from_file(str(PACK / "tokenizer.json")))["llm-decoder"]
    twin = DecoderTwin(models["llm"], models["pointer"])
    with torch.no_grad():  # the file's head is int4, the table it shares is not
        twin.lm_head.weight.copy_(torch.from_numpy(int4_weights(PACK / "llm-decoder.onnx")[-2]))
    assert_parity(PACK / "llm-decoder.onnx", twin, {k: torch.from_numpy(selftest.materialise(v)) for k, v in entries.items()}, 1e-2)
