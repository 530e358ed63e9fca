"""PyTorch module -> ONNX file: plain operators, fp16 storage, parity checked before writing."""

from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn

OPSET = 17
#: Largest relative error allowed between PyTorch and onnxruntime in fp32.
TOLERANCE = 1e-4


def round_to_half(module: nn.Module) -> nn.Module:
    """Rounds every weight to fp16 in place, so that fp16 storage is exact."""
    with torch.no_grad():
        for tensor in [*module.parameters(), *module.buffers()]:
            if tensor.is_floating_point():
                tensor.copy_(tensor.half().float())
    return module


def trace(module: nn.Module, inputs: dict[str, torch.Tensor], outputs: list[str], dynamic: dict, path: Path) -> None:
    """Writes the fp32 graph of `module` with named inputs and outputs and dynamic axes."""
    torch.onnx.export(
        module.eval(), tuple(inputs.values()), str(path), input_names=list(inputs),
        output_names=outputs, dynamic_axes=dynamic, opset_version=OPSET, dynamo=False,
    )


def store_half(path: Path) -> None:
    """Keeps float initialisers of 512 values or more as fp16, cast to fp32 when the graph loads.

    A weight that fp16 cannot hold exactly (a folded constant) stays fp32.
    """
    model = onnx.load(path)
    casts, kept = [], []
    for tensor in model.graph.initializer:
        values = numpy_helper.to_array(tensor)
        half = values.astype(np.float16) if values.dtype == np.float32 else values
        exact = half.dtype == np.float16 and np.array_equal(half.astype(np.float32), values)
        if values.size < 512 or not exact:
            kept.append(tensor)
            continue
        kept.append(numpy_helper.from_array(half, tensor.name + "_half"))
        casts.append(helper.make_node("Cast", [tensor.name + "_half"], [tensor.name], to=TensorProto.FLOAT))
    del model.graph.initializer[:]
    model.graph.initializer.extend(kept)
    nodes = [*casts, *model.graph.node]
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    onnx.save(model, path)


def run(path: Path, inputs: dict[str, np.ndarray]) -> list[np.ndarray]:
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    return session.run(None, inputs)


def relative_error(got: np.ndarray, want: np.ndarray) -> float:
    return float(np.abs(got - want).max() / max(1e-6, np.abs(want).max()))


def assert_parity(path: Path, module: nn.Module, inputs: dict[str, torch.Tensor], tolerance: float = TOLERANCE) -> list[np.ndarray]:
    """PyTorch's outputs; raises ValueError where onnxruntime differs by more than `tolerance`."""
    with torch.no_grad():
        want = module.eval()(*inputs.values())
    want = [t.numpy() for t in (want if isinstance(want, tuple) else (want,))]
    got = run(path, {k: v.numpy() for k, v in inputs.items()})
    for a, b in zip(got, want):
        error = relative_error(a, b)
        if not error <= tolerance:
            raise ValueError(f"{path.name}: onnxruntime differs from PyTorch by {error:.2e}")
    return want
