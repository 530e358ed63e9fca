"""Weights -> pack: ONNX files, tokenizers, self-test and manifest.

Run: python -m hwsi.export --weights training/out/weights --pack public/pack
Cell model files are written by hwsi.cells.export; this adds them to the manifest and self-test.
"""

import argparse
import copy
import json
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn

from hwsi import decoder, quantise, selftest
from hwsi.attention import MASKED
from hwsi.ccaf import CELL_EMBEDDING_WIDTH, CELL_WIDTH, Ccaf
from hwsi.manifest import write_manifest
from hwsi.onnxfile import assert_parity, fold_norms, relative_error, round_to_bytes, round_to_half, run, store_small, trace
from hwsi.patch import PATCH_WIDTH, PatchEncoder
from hwsi.projectors import Projectors
from hwsi.region import REGION_WIDTH, RegionEncoder
from hwsi.slide import SLIDE_WIDTH, SlideEncoder
from hwsi.text import TextEncoder
from hwsi.tokenizer import encode_texts
from hwsi.vocab import SLIDE_PATCHES


def build(weights: Path | None, vocabulary: int, llm_vocabulary: int) -> dict[str, nn.Module]:
    """Every model of the pack but the cell segmenter; random where `weights` is None."""
    models: dict[str, nn.Module] = {
        "patch-encoder": PatchEncoder(),
        "text-encoder": TextEncoder(vocabulary),
        "ccaf": Ccaf(),
        "region-encoder": RegionEncoder(),
        "slide-encoder": SlideEncoder(),
        "projectors": Projectors(decoder.LLM_WIDTH),
        "llm": decoder.new_decoder(llm_vocabulary),
        "pointer": decoder.new_pointer(),
    }
    for name, model in models.items():
        if weights is not None:
            model.load_state_dict(torch.load(weights / f"{name}.pt", weights_only=True))
        model.eval()
    return models


def _mask(rows: int, length: int, kept: int) -> np.ndarray:
    mask = np.zeros((rows, length), np.float32)
    mask[:, :kept] = 1
    return mask


def self_test_inputs(tokenizer: Tokenizer) -> dict[str, dict[str, dict]]:
    ids, masks = (np.array(a, np.int64) for a in encode_texts(tokenizer, ["tumour necrosis", "benign glands"]))
    spread = {"scale": 2.0, "shift": -1.0}
    return {
        "patch-encoder": {"pixels": selftest.filled(1, (2, 3, 256, 256))},
        "text-encoder": {"input_ids": selftest.given(ids, "int64"), "attention_mask": selftest.given(masks, "int64")},
        "ccaf": {
            "cells": selftest.filled(2, (2, 12, CELL_EMBEDDING_WIDTH), **spread),
            "mask": selftest.given(_mask(2, 12, 7), "float32"),
        },
        "region-encoder": {
            "tokens": selftest.filled(3, (1, 256, PATCH_WIDTH), **spread),
            "mask": selftest.given(_mask(1, 256, 200), "float32"),
        },
        "slide-encoder": {
            "regions": selftest.filled(4, (1, 5, REGION_WIDTH), **spread),
            "positions": selftest.given(np.array([[[0, 0], [1, 0], [0, 1], [1, 1], [2, 1]]], np.int64), "int64"),
            "mask": selftest.given(_mask(1, 5, 4), "float32"),
        },
        "projectors": {
            "slide": selftest.filled(5, (1, SLIDE_WIDTH), **spread),
            "regions": selftest.filled(6, (2, REGION_WIDTH), **spread),
            "patches": selftest.filled(7, (3, PATCH_WIDTH), **spread),
            "cells": selftest.filled(8, (3, CELL_WIDTH), **spread),
        },
        "llm-embedding": {"input_ids": selftest.given(np.array([[3, 1, 70, 300]], np.int64), "int64")},
        "llm-decoder": {
            "inputs_embeds": selftest.filled(9, (1, 9, decoder.LLM_WIDTH), scale=0.2, shift=-0.1),
            "past": selftest.filled(10, (3, decoder.CACHE_ROW), **spread),
            "patch_keys": selftest.filled(13, (SLIDE_PATCHES, decoder.LLM_WIDTH), **spread),
        },
    }


OUTPUTS = {
    "patch-encoder": ["embedding", "token"],
    "text-encoder": ["embedding"],
    "ccaf": ["token"],
    "region-encoder": ["embedding"],
    "slide-encoder": ["embedding"],
    "projectors": ["z_slide", "z_regions", "z_patches", "z_cells", "keys"],
    "llm-embedding": ["embeddings"],
    "llm-decoder": ["logits", "support", "present"],
}
DYNAMIC = {
    "patch-encoder": {"pixels": {0: "n"}},
    "text-encoder": {"input_ids": {0: "m"}, "attention_mask": {0: "m"}},
    "ccaf": {"cells": {0: "p", 1: "c"}, "mask": {0: "p", 1: "c"}},
    "region-encoder": {"tokens": {0: "r"}, "mask": {0: "r"}},
    "slide-encoder": {"regions": {1: "n"}, "positions": {1: "n"}, "mask": {1: "n"}},
    "projectors": {"regions": {0: "r"}, "patches": {0: "q"}, "cells": {0: "q"}},
    "llm-embedding": {"input_ids": {1: "s"}},
    "llm-decoder": {"inputs_embeds": {1: "s"}, "past": {0: "t"}, "present": {0: "s"}},
}
#: The language model's file is int4; its reference is PyTorch with the dequantised weights.
TOLERANCES = {"llm-decoder": 1e-2}
#: Weights in one byte; the cell segmenter's are in two (hwsi.cells.export).
BYTES = ("patch-encoder", "text-encoder", "ccaf", "region-encoder", "slide-encoder", "projectors", "llm-embedding")
#: A model whose outputs turn further by that has its weights in two bytes. On 300 real patches the
#: patch encoder's embeddings and tokens keep .9998.
LEAST_COSINE = 0.999


def export_pack(weights: Path | None, pack: Path) -> dict[str, float]:
    """Writes every file of the pack; returns the bytes of each."""
    tokenizer, llm_tokenizer = (Tokenizer.from_file(str(pack / f"{n}.json")) for n in ("tokenizer", "llm-tokenizer"))
    models = build(weights, tokenizer.get_vocab_size(), llm_tokenizer.get_vocab_size())
    llm = models.pop("llm")
    twin = decoder.DecoderTwin(llm, models.pop("pointer"))
    models["llm-embedding"] = llm.get_input_embeddings()
    test: dict[str, dict] = {}
    for name, entries in self_test_inputs(tokenizer).items():
        inputs = {k: torch.from_numpy(selftest.materialise(v)) for k, v in entries.items()}
        tolerance, path = TOLERANCES.get(name, 1e-4), pack / f"{name}.onnx"
        if name == "llm-decoder":
            outputs = _export_decoder(twin, inputs, pack)
        else:
            outputs = _export_model(name, models[name], inputs, path)
        test[name] = {
            "inputs": entries,
            "outputs": {k: selftest.expected(v) for k, v in zip(OUTPUTS[name], outputs)},
            "tolerance": tolerance,
        }
    cells = pack / "cell-segmenter.onnx"
    if cells.exists():
        test["cell-segmenter"] = _cell_test(cells)
    (pack / "self-test.json").write_text(json.dumps(test, separators=(",", ":")))
    return write_manifest(pack)


def _export_model(name: str, model: nn.Module, inputs: dict[str, torch.Tensor], path: Path) -> list[np.ndarray]:
    """Writes one model with its weights in one byte, or two where one costs too much; returns its outputs."""
    exact = _outputs(model, inputs)
    fold_norms(model)
    rounded = (round_to_bytes if name in BYTES else round_to_half)(copy.deepcopy(model))
    lost, cosine = _lost(_outputs(rounded, inputs), exact)
    if cosine < LEAST_COSINE:
        rounded = round_to_half(copy.deepcopy(model))
    trace(rounded, inputs, OUTPUTS[name], DYNAMIC[name], path)
    store_small(path)
    print(f"{name}: rounding costs {lost:.1e} of the largest output, cosine {cosine:.6f}{', kept in two bytes' if cosine < LEAST_COSINE else ''}", flush=True)
    return assert_parity(path, rounded, inputs)


def _export_decoder(twin: decoder.DecoderTwin, inputs: dict[str, torch.Tensor], pack: Path) -> list[np.ndarray]:
    """Writes the int4 decoder and the wide graph of the same weights; returns the outputs of the dequantised twin."""
    path, tolerance = pack / "llm-decoder.onnx", TOLERANCES["llm-decoder"]
    exact = _outputs(twin, inputs)
    with TemporaryDirectory() as folder:
        fp32 = Path(folder) / "fp32.onnx"
        trace(twin, inputs, OUTPUTS["llm-decoder"], DYNAMIC["llm-decoder"], fp32)
        quantise.to_int4(fp32, path)
        quantise.to_wide(fp32, pack / "llm-decoder-wide.onnx")
        store_small(path)
        quantise.load_dequantised(path, twin)
        lost, cosine = _lost(_outputs(twin, inputs), exact)
        print(f"llm-decoder: int4 costs {lost:.1e} of the largest output, cosine {cosine:.6f}", flush=True)
        wide = Path(folder) / "llm-decoder-wide.onnx"
        wide.write_bytes((pack / wide.name).read_bytes())
        (Path(folder) / quantise.WIDE_WEIGHTS).write_bytes(quantise.expanded(path))
        assert_parity(wide, twin, inputs, tolerance)
    return assert_parity(path, twin, inputs, tolerance)


def _outputs(model: nn.Module, inputs: dict[str, torch.Tensor]) -> list[np.ndarray]:
    with torch.no_grad():
        outputs = model.eval()(*inputs.values())
    return [t.numpy() for t in (outputs if isinstance(outputs, tuple) else (outputs,))]


def _lost(got: list[np.ndarray], exact: list[np.ndarray]) -> tuple[float, float]:
    """Worst relative error over the outputs and worst cosine between two of their rows."""
    cosines = [1.0]
    for a, b in zip(got, exact):
        a, b = (x.reshape(-1, x.shape[-1]) for x in (a, b))
        seen = b > MASKED / 2
        a, b = a * seen, b * seen
        cosines.append(float(((a * b).sum(1) / np.maximum(1e-9, np.linalg.norm(a, axis=1) * np.linalg.norm(b, axis=1))).min()))
    return max(relative_error(a, b) for a, b in zip(got, exact)), min(cosines)


def _cell_test(path: Path) -> dict:
    """The cell model's parity with PyTorch is checked where it is exported (hwsi.cells.export)."""
    entry = selftest.filled(12, (1, 3, 256, 256))
    names = ["nucleus", "distance", "classes", "features"]
    outputs = run(path, {"pixels": selftest.materialise(entry)})
    return {"inputs": {"pixels": entry}, "outputs": {k: selftest.expected(v) for k, v in zip(names, outputs)}, "tolerance": 1e-3}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, help="folder of .pt files; random weights without")
    parser.add_argument("--pack", type=Path, required=True)
    arguments = parser.parse_args()
    torch.manual_seed(0)
    for name, size in export_pack(arguments.weights, arguments.pack).items():
        print(f"{size / 1e6:8.2f} MB  {name}")


if __name__ == "__main__":
    main()
