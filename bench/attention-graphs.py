"""Writes graphs/*.onnx: one layer's attention over a prompt, as a fused operator and written out.

6 heads share 2 heads of keys and values, 64 wide, as in training/hwsi/decoder.py.
Run: python bench/attention-graphs.py
"""

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

HEADS, KV, WIDTH, TOKENS = 6, 2, 64, 512
OUT = Path(__file__).parent / "graphs"
INPUTS = {"q": HEADS * WIDTH, "k": KV * WIDTH, "v": KV * WIDTH}


def save(name: str, nodes: list, held: list[onnx.TensorProto]) -> None:
    inputs = [helper.make_tensor_value_info(n, TensorProto.FLOAT, [1, TOKENS, w]) for n, w in INPUTS.items()]
    outputs = [helper.make_tensor_value_info("y", TensorProto.FLOAT, [1, TOKENS, HEADS * WIDTH])]
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
    graph = helper.make_graph(nodes, name, inputs, outputs, held)
    onnx.save(helper.make_model(graph, opset_imports=opsets, ir_version=8), OUT / f"{name}.onnx")


def grouped() -> None:
    past = [numpy_helper.from_array(np.zeros((1, KV, 0, WIDTH), np.float32), n) for n in ("past_k", "past_v")]
    length = numpy_helper.from_array(np.array([[TOKENS - 1]], np.int32), "last")
    total = numpy_helper.from_array(np.array(TOKENS, np.int32), "total")
    node = helper.make_node(
        "GroupQueryAttention", ["q", "k", "v", "past_k", "past_v", "last", "total"], ["y", "new_k", "new_v"],
        domain="com.microsoft", num_heads=HEADS, kv_num_heads=KV,
    )  # fmt: skip
    save("grouped", [node], [*past, length, total])


def written_out() -> None:
    shapes = {"per_head": [TOKENS, -1, WIDTH], "groups": [KV, -1, WIDTH], "scores": [KV, HEADS // KV, TOKENS, TOKENS],
              "rows": [KV, -1, TOKENS], "heads": [HEADS, TOKENS, WIDTH], "whole": [1, TOKENS, HEADS * WIDTH]}  # fmt: skip
    held = [numpy_helper.from_array(np.array(s, np.int64), n) for n, s in shapes.items()]
    mask = np.triu(np.full((TOKENS, TOKENS), -1e4, np.float32), 1)
    held += [numpy_helper.from_array(np.float32(WIDTH**-0.5), "scale")]
    nodes, make = [], helper.make_node
    for n in INPUTS:
        nodes += [make("Reshape", [n, "per_head"], [f"{n}1"]), make("Transpose", [f"{n}1"], [f"{n}2"], perm=[1, 0, 2])]
    # The mask is made in the graph, as in the decoder: 512 x 512 numbers would weigh a megabyte.
    held += [numpy_helper.from_array(v, n) for n, v in (("zero", np.int64(0)), ("end", np.int64(TOKENS)), ("one", np.int64(1)), ("below", np.float32(mask.min())), ("axis0", np.array([0])), ("axis1", np.array([1])))]
    nodes += [
        make("Range", ["zero", "end", "one"], ["places"]),
        make("Unsqueeze", ["places", "axis0"], ["columns"]), make("Unsqueeze", ["places", "axis1"], ["lines"]),
        make("Greater", ["columns", "lines"], ["later"]), make("Cast", ["later"], ["hidden"], to=TensorProto.FLOAT),
        make("Mul", ["hidden", "below"], ["mask"]),
        make("Reshape", ["q2", "groups"], ["q3"]), make("Transpose", ["k2"], ["k3"], perm=[0, 2, 1]),
        make("MatMul", ["q3", "k3"], ["s1"]), make("Reshape", ["s1", "scores"], ["s2"]), make("Mul", ["s2", "scale"], ["s3"]),
        make("Add", ["s3", "mask"], ["s4"]), make("Softmax", ["s4"], ["s5"], axis=-1), make("Reshape", ["s5", "rows"], ["s6"]),
        make("MatMul", ["s6", "v2"], ["y1"]), make("Reshape", ["y1", "heads"], ["y2"]),
        make("Transpose", ["y2"], ["y3"], perm=[1, 0, 2]), make("Reshape", ["y3", "whole"], ["y"]),
    ]  # fmt: skip
    save("written-out", nodes, held)


if __name__ == "__main__":
    OUT.mkdir(exist_ok=True)
    grouped()
    written_out()
