"""PyTorch module -> ONNX file: plain operators, weights in one or two bytes, parity checked.

Weights are rounded in PyTorch first and then stored without loss, so that the file must give the
numbers of the rounded module, whatever it is stored as.
"""

from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from hwsi.attention import MASKED

OPSET = 17
#: Largest relative error allowed between PyTorch and onnxruntime in fp32.
TOLERANCE = 1e-4
#: Smaller tensors are not worth a node.
SMALL = 512


def round_to_half(module: nn.Module) -> nn.Module:
    """Rounds every weight to fp16 in place, so that fp16 storage is exact."""
    with torch.no_grad():
        for tensor in [*module.parameters(), *module.buffers()]:
            if tensor.is_floating_point():
                tensor.copy_(tensor.half().float())
    return module


def fold_norms(module: nn.Module) -> nn.Module:
    """Takes each batch norm into the convolution before it, in place, as the exporter would after rounding."""
    for part in module.modules():
        if isinstance(part, nn.Sequential):
            for at, (left, right) in enumerate(zip(part, list(part)[1:])):
                if isinstance(left, nn.Conv2d) and isinstance(right, nn.BatchNorm2d):
                    part[at], part[at + 1] = fuse_conv_bn_eval(left.eval(), right.eval()), nn.Identity()
    return module


def round_to_bytes(module: nn.Module) -> nn.Module:
    """Rounds the matrices, tables and filters of a module to 255 steps for each output (each row), the rest to fp16."""
    round_to_half(module)
    with torch.no_grad():
        for part in module.modules():
            if isinstance(part, (nn.Linear, nn.Embedding, nn.Conv2d)) and part.weight.numel() >= SMALL:
                rows = part.weight.flatten(1)
                step = _steps(rows.numpy(), 1)
                rows.copy_(torch.from_numpy(np.rint(rows.numpy() / step) * step))
    return module


def _steps(values: np.ndarray, axis: int) -> np.ndarray:
    """The step of each row (axis 1) or column (axis 0): its largest magnitude is 127 steps; an fp16 number."""
    steps = (np.abs(values).max(axis, keepdims=True) / 127).astype(np.float16).astype(np.float32)
    return np.where(steps == 0, np.float32(1), steps)


def trace(module: nn.Module, inputs: dict[str, torch.Tensor], outputs: list[str], dynamic: dict, path: Path) -> None:
    """Writes the fp32 graph of `module` with named inputs and outputs and dynamic axes."""
    torch.onnx.export(
        module.eval(), tuple(inputs.values()), str(path), input_names=list(inputs),
        output_names=outputs, dynamic_axes=dynamic, opset_version=OPSET, dynamo=False,
    )


def _as_bytes(name: str, values: np.ndarray) -> tuple[list, list] | None:
    """int8 initialisers of a matrix and the nodes that restore it, or None where a value would change."""
    rows = values.reshape(len(values), -1) if values.ndim > 2 else values
    for axis in (1, 0) if values.ndim == 2 else (1,) if values.ndim == 4 else ():
        steps = _steps(rows, axis)
        counts = np.rint(rows / steps)
        if np.abs(counts).max() > 127 or not np.array_equal(counts.astype(np.float32) * steps, rows):
            continue
        shape = [steps.shape[0], *[1] * (values.ndim - 1)] if values.ndim > 2 else steps.shape
        held = [numpy_helper.from_array(counts.astype(np.int8).reshape(values.shape), f"{name}_bytes"), numpy_helper.from_array(steps.astype(np.float16).reshape(shape), f"{name}_steps")]
        casts = [helper.make_node("Cast", [t.name], [f"{t.name}_float"], to=TensorProto.FLOAT) for t in held]
        return held, [*casts, helper.make_node("Mul", [c.output[0] for c in casts], [name])]
    return None


def _as_halves(name: str, values: np.ndarray) -> tuple[list, list] | None:
    """The fp16 initialiser of a tensor and the node that restores it, or None where a value would change."""
    half = values.astype(np.float16)
    if not np.array_equal(half.astype(np.float32), values):
        return None
    return [numpy_helper.from_array(half, f"{name}_half")], [helper.make_node("Cast", [f"{name}_half"], [name], to=TensorProto.FLOAT)]


def store_small(path: Path) -> None:
    """Keeps float initialisers of 512 values or more in one or two bytes, restored when the graph loads.

    What neither holds exactly (a folded constant) stays fp32.
    """
    model = onnx.load(path)
    restoring, kept = [], []
    for tensor in model.graph.initializer:
        values = numpy_helper.to_array(tensor)
        large = values.dtype == np.float32 and values.size >= SMALL
        held, nodes = (large and (_as_bytes(tensor.name, values) or _as_halves(tensor.name, values))) or ([tensor], [])
        kept += held
        restoring += nodes
    del model.graph.initializer[:]
    model.graph.initializer.extend(kept)
    nodes = [*restoring, *model.graph.node]
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    onnx.save(model, path)


def run(path: Path, inputs: dict[str, np.ndarray]) -> list[np.ndarray]:
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    return session.run(None, inputs)


def relative_error(got: np.ndarray, want: np.ndarray) -> float:
    """Largest difference over the largest magnitude; masked logits are not measured against, only compared."""
    seen = np.abs(want[want > MASKED / 2])
    return float(np.abs(got - want).max() / max(1e-6, seen.max() if seen.size else 0.0))


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
