"""int4 weights (MatMulNBits, blocks of 32, symmetric) and their dequantised PyTorch twin."""

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer

from hwsi.decoder import DecoderTwin

BLOCK = 32
#: Order in which the twin runs a layer's matrices, and so in which the traced graph holds them.
MATRICES = ("q", "k", "v", "o", "gate", "up", "down")


def to_int4(path: Path) -> None:
    """Replaces every weight MatMul of the file by MatMulNBits, in place; activations stay fp32."""
    quantiser = MatMulNBitsQuantizer(onnx.load(path), block_size=BLOCK, is_symmetric=True, accuracy_level=1)
    quantiser.process()
    quantiser.model.save_model_to_file(str(path))


def dequantise(packed: np.ndarray, scales: np.ndarray, rows: int, columns: int) -> np.ndarray:
    """MatMulNBits' B [rows, blocks, 16] uint8 and scales -> weights [rows, columns] fp32; zero is 8."""
    low, high = packed & 15, packed >> 4
    values = np.stack([low, high], -1).reshape(rows, -1, BLOCK).astype(np.float32) - 8.0
    return (values * scales.reshape(rows, -1, 1)).reshape(rows, -1)[:, :columns]


def load_dequantised(path: Path, twin: DecoderTwin) -> None:
    """Gives the PyTorch twin the weights that the int4 file holds."""
    model = onnx.load(path)
    tensors = {t.name: numpy_helper.to_array(t) for t in model.graph.initializer}
    nodes = [n for n in model.graph.node if n.op_type == "MatMulNBits"]
    linears = [layer[name] for layer in twin.layers for name in MATRICES] + [twin.lm_head, twin.pointer]
    if len(nodes) != len(linears):
        raise ValueError(f"{path.name}: {len(nodes)} int4 matrices, expected {len(linears)}")
    for node, linear in zip(nodes, linears):
        rows, columns = linear.weight.shape
        weight = dequantise(tensors[node.input[1]], tensors[node.input[2]], rows, columns)
        with torch.no_grad():
            linear.weight.copy_(torch.from_numpy(weight))


def twin_from_file(path: Path, twin: DecoderTwin) -> DecoderTwin:
    """The PyTorch twin of a shipped int4 file: int4 matrices dequantised, the rest as stored."""
    load_dequantised(path, twin)
    tensors = {t.name.removesuffix("_half"): numpy_helper.to_array(t) for t in onnx.load(path).graph.initializer}
    with torch.no_grad():
        for name, parameter in twin.named_parameters():
            if parameter.ndim == 1:
                parameter.copy_(torch.from_numpy(tensors[name].astype(np.float32)))
    return twin.eval()
