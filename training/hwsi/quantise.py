"""int4 weights (MatMulNBits, blocks of 32, symmetric) and their dequantised PyTorch twin.

Scales are fp16 numbers, so that the file can hold them in two bytes; each maps its block's largest
weight to -8. The last part of training rounds weights in the same way (hwsi/int4.py).
"""

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import helper, numpy_helper

from hwsi.decoder import DecoderTwin

BLOCK = 32
#: Name by which the wide graph asks for its weights.
WIDE_WEIGHTS = "llm-decoder-wide.weights"
#: A layer's products in the order in which the twin runs them, and so in which the traced graph holds
#: them; matrices of one product stand below each other.
PRODUCTS = (("q", "k", "v"), ("o",), ("gate", "up"), ("down",))


def pack_int4(weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """weights [rows, columns] -> MatMulNBits' B [rows, blocks, 16] uint8 (zero is 8), scales [rows * blocks] fp32.

    `columns` must be a multiple of 32.
    """
    rows, columns = weights.shape
    if columns % BLOCK:
        raise ValueError(f"{columns} columns are not whole blocks of {BLOCK}")
    blocks = weights.astype(np.float32).reshape(-1, BLOCK)
    largest = blocks[np.arange(len(blocks)), np.abs(blocks).argmax(1)]
    scales = (largest / -8).astype(np.float16).astype(np.float32)
    scales = np.where(scales == 0, np.float32(1), scales)
    steps = (np.clip(np.rint(blocks / scales[:, None]), -8, 7) + 8).astype(np.uint8)
    return (steps[:, 0::2] | steps[:, 1::2] << 4).reshape(rows, -1, BLOCK // 2), scales


def unpack_int4(packed: np.ndarray, scales: np.ndarray, rows: int, columns: int) -> np.ndarray:
    """MatMulNBits' B and scales -> weights [rows, columns] fp32."""
    values = np.stack([packed & 15, packed >> 4], -1).reshape(rows, -1, BLOCK).astype(np.float32) - 8.0
    return (values * scales.astype(np.float32).reshape(rows, -1, 1)).reshape(rows, -1)[:, :columns]


def weighted(model: onnx.ModelProto) -> list[onnx.NodeProto]:
    """The products with a weight, in the order in which they run."""
    held = {t.name: len(t.dims) for t in model.graph.initializer}
    return [n for n in model.graph.node if n.op_type == "MatMul" and held.get(n.input[1]) == 2]


def to_int4(wide: Path, path: Path) -> None:
    """Writes the fp32 graph `wide` with MatMulNBits for every product with a weight; activations stay fp32."""
    model = onnx.load(wide)
    held = {t.name: t for t in model.graph.initializer}
    for node in weighted(model):
        weights = numpy_helper.to_array(held[node.input[1]]).T
        rows, columns = weights.shape
        packed, scales = pack_int4(weights)
        names = [f"{node.input[1]}_int4", f"{node.input[1]}_scales"]
        model.graph.initializer.extend(numpy_helper.from_array(v, n) for v, n in zip((packed, scales), names))
        model.graph.initializer.remove(held[node.input[1]])
        attributes = {"K": columns, "N": rows, "bits": 4, "block_size": BLOCK, "accuracy_level": 1}
        node.CopyFrom(helper.make_node("MatMulNBits", [node.input[0], *names], list(node.output), node.name, domain="com.microsoft", **attributes))
    model.opset_import.append(helper.make_opsetid("com.microsoft", 1))
    onnx.save(model, path)


def to_wide(fp32: Path, path: Path) -> None:
    """Writes the fp32 graph without its matrices: they are external data of one file, in the order in which they run.

    Nobody ships that file: where int4 products are slow, its bytes are made of the int4 file's when
    it is loaded (`int4_places`, `expanded`).
    """
    model = onnx.load(fp32)
    held, offset = {t.name: t for t in model.graph.initializer}, 0
    for node in weighted(model):
        tensor = held[node.input[1]]
        length = 4 * int(np.prod(tensor.dims))
        tensor.ClearField("raw_data")
        tensor.data_location = onnx.TensorProto.EXTERNAL
        for key, value in (("location", WIDE_WEIGHTS), ("offset", offset), ("length", length)):
            tensor.external_data.add(key=key, value=str(value))
        offset += length
    path.write_bytes(model.SerializeToString())


def expanded(path: Path) -> bytes:
    """The external data of the wide graph: each matrix of the int4 file as fp32 [columns, rows]."""
    return b"".join(np.ascontiguousarray(w.T).tobytes() for w in int4_weights(path))


def int4_places(path: Path) -> list[dict[str, int]]:
    """Where the int4 file holds its matrices: rows, columns and the offsets of the packed bytes and the fp16 scales."""
    content, model = path.read_bytes(), onnx.load(path)
    held = {t.name: t for t in model.graph.initializer}
    out = []
    for node in (n for n in model.graph.node if n.op_type == "MatMulNBits"):
        size = {a.name: a.i for a in node.attribute}
        packed, scales = held[node.input[1]], held[f"{node.input[2]}_half"]
        places = [content.index(numpy_helper.to_array(t).tobytes()) for t in (packed, scales)]
        out.append({"rows": size["N"], "columns": size["K"], "packed": places[0], "scales": places[1]})
    return out


def int4_weights(path: Path) -> list[np.ndarray]:
    """The matrices [rows, columns] of an int4 file, dequantised, in the order in which they run."""
    model = onnx.load(path)
    held = {t.name.removesuffix("_half"): numpy_helper.to_array(t) for t in model.graph.initializer}
    out = []
    for node in (n for n in model.graph.node if n.op_type == "MatMulNBits"):
        size = {a.name: a.i for a in node.attribute}
        out.append(unpack_int4(held[node.input[1]], held[node.input[2]], size["N"], size["K"]))
    return out


def products(twin: DecoderTwin) -> list[list[torch.nn.Linear]]:
    """The twin's matrices by product, in the order in which they run."""
    inner = [[layer[name] for name in names] for layer in twin.layers for names in PRODUCTS]
    return [*inner, [twin.lm_head], [twin.pointer.query]]


def load_dequantised(path: Path, twin: DecoderTwin) -> None:
    """Gives the PyTorch twin the weights that the int4 file holds."""
    held, wanted = int4_weights(path), products(twin)
    if len(held) != len(wanted):
        raise ValueError(f"{path.name}: {len(held)} int4 matrices, expected {len(wanted)}")
    with torch.no_grad():
        for weights, linears in zip(held, wanted):
            parts = torch.from_numpy(weights).split([linear.out_features for linear in linears])
            for linear, part in zip(linears, parts):
                linear.weight.copy_(part)


def twin_from_file(path: Path, twin: DecoderTwin) -> DecoderTwin:
    """The PyTorch twin of a shipped int4 file: int4 matrices dequantised, the rest as stored."""
    load_dequantised(path, twin)
    graph = onnx.load(path).graph
    tensors = {t.name.removesuffix("_half"): torch.from_numpy(numpy_helper.to_array(t).astype(np.float32)) for t in graph.initializer}
    aliases = {n.output[0]: n.input[0] for n in graph.node if n.op_type == "Identity"}
    added = {i: [tensors[o] for o in n.input if o in tensors] for n in graph.node if n.op_type == "Add" for i in n.input}
    outputs = [n.output[0] for n in graph.node if n.op_type == "MatMulNBits"]
    with torch.no_grad():
        for output, linears in zip(outputs, products(twin)):
            biases = [linear.bias for linear in linears if linear.bias is not None]
            for bias, value in zip(biases, added[output][0].split([len(b) for b in biases]) if biases else ()):
                bias.copy_(value)
        for name, parameter in twin.named_parameters():
            if name.endswith(("norm1.weight", "norm2.weight", "norm.weight", "pointer.bias")):
                parameter.copy_(tensors[aliases.get(name, name)])
    return twin.eval()
