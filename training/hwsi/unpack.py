"""Pack -> weights: the shipped files as PyTorch weights, to train on where the masters are gone.

Masters do not fit in the repository. What a file holds is rounded (int8, int4), so the weights are
those that the application computes with. Where a file keeps a weight is found by tracing the same
module with random weights and seeing where each of them went.
Run: python -m hwsi.unpack --pack public/pack --weights training/out/weights
"""

import argparse
import copy
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from tokenizers import Tokenizer
from torch import nn
from transformers import Qwen2ForCausalLM

from hwsi import quantise, selftest
from hwsi.decoder import DecoderTwin
from hwsi.export import DYNAMIC, OUTPUTS, build, self_test_inputs
from hwsi.onnxfile import fold_norms, trace


def stored(path: Path) -> dict[str, np.ndarray]:
    """The tensors of a file by name: int8 times its steps and fp16 as fp32, others as they are."""
    held, out = {t.name: numpy_helper.to_array(t) for t in onnx.load(path).graph.initializer}, {}
    for name, values in held.items():
        if name.endswith("_bytes"):
            out[name.removesuffix("_bytes")] = values * held[name.replace("_bytes", "_steps")].astype(np.float32)
        elif name.endswith("_half"):
            out[name.removesuffix("_half")] = values.astype(np.float32)
        elif not name.endswith("_steps"):
            out[name] = values
    return out


def _traced(name: str, module: nn.Module, inputs: dict[str, dict]) -> dict[str, np.ndarray]:
    """The tensors of a module's graph by name, as export writes it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "traced.onnx"
        trace(module, {k: torch.from_numpy(selftest.materialise(v)) for k, v in inputs.items()}, OUTPUTS[name], DYNAMIC[name], path)
        return stored(path)


def _found(weight: np.ndarray, traced: dict[str, np.ndarray], file: dict[str, np.ndarray]) -> np.ndarray:
    """The file's tensor in the place where `weight` was traced to; LookupError where it is not found."""
    for name, values in traced.items():
        if values.size == weight.size and values.dtype == weight.dtype:
            if np.array_equal(values.ravel(), weight.ravel()):
                return file[name].reshape(weight.shape)
            if weight.ndim == 2 and np.array_equal(values, weight.T):
                return file[name].T
    if weight.ndim > 1:  # a constant index may have cut it
        return np.stack([_found(part, traced, file) for part in weight])
    raise LookupError(f"no tensor of the graph is a weight of shape {weight.shape}")


def unpacked(name: str, path: Path, module: nn.Module, inputs: dict[str, dict]) -> nn.Module:
    """Gives an encoder the weights of its file; each batch norm only adds what its convolution's bias is."""
    marked = copy.deepcopy(module).eval()
    with torch.no_grad():
        for parameter in marked.parameters():
            nn.init.normal_(parameter)
        folded = fold_norms(marked)
        traced, file = _traced(name, folded, inputs), stored(path)
        known = {n: torch.from_numpy(_found(p.numpy(), traced, file).copy()) for n, p in folded.named_parameters()}
        for part_name, part in module.named_modules():
            for at, right in enumerate(part) if isinstance(part, nn.Sequential) else ():
                if isinstance(right, nn.BatchNorm2d):
                    right.weight.fill_(1)
                    right.bias.copy_(known.pop(f"{part_name}.{at - 1}.bias"))
                    right.running_mean.zero_()
                    right.running_var.fill_(1 - right.eps)
    module.load_state_dict(known, strict=False)
    return module


def unpacked_decoder(pack: Path, llm: Qwen2ForCausalLM, pointer: nn.Module) -> None:
    """Gives the language model and its pointer the weights of the int4 file and of the table."""
    twin = quantise.twin_from_file(pack / "llm-decoder.onnx", DecoderTwin(llm, pointer))  # shares its matrices with the model
    with torch.no_grad():
        for layer, twin_layer in zip(llm.model.layers, twin.layers):
            layer.input_layernorm.weight.copy_(twin_layer["norm1"].weight)
            layer.post_attention_layernorm.weight.copy_(twin_layer["norm2"].weight)
        llm.model.norm.weight.copy_(twin.norm.weight)
        (table,) = (v for v in stored(pack / "llm-embedding.onnx").values() if v.ndim == 2)
        llm.get_input_embeddings().weight.copy_(torch.from_numpy(table))


def unpack(pack: Path, weights: Path) -> None:
    """Writes a .pt file of every model of the pack but the cell segmenter, which is read as ONNX."""
    tokenizer, llm_tokenizer = (Tokenizer.from_file(str(pack / f"{n}.json")) for n in ("tokenizer", "llm-tokenizer"))
    models = build(None, tokenizer.get_vocab_size(), llm_tokenizer.get_vocab_size())
    unpacked_decoder(pack, models["llm"], models["pointer"])
    inputs = self_test_inputs(tokenizer)
    weights.mkdir(parents=True, exist_ok=True)
    for name, model in models.items():
        if name not in ("llm", "pointer"):
            unpacked(name, pack / f"{name}.onnx", model, inputs[name])
        torch.save(model.state_dict(), weights / f"{name}.pt")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pack", type=Path, default=Path("public/pack"))
    parser.add_argument("--weights", type=Path, default=Path("training/out/weights"))
    arguments = parser.parse_args()
    unpack(arguments.pack, arguments.weights)


if __name__ == "__main__":
    main()
