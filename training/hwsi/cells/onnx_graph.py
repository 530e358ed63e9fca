"""CellNet as an ONNX graph, written node by node: Conv, Relu, Add, Resize, DepthToSpace and the ends.

Batch normalisation is folded into the convolutions. Weights are stored as float16 and cast to
float32 by the graph, so the arithmetic is float32 everywhere; `round_weights` gives PyTorch the
same rounded numbers, so both compute the same function.
"""

import copy

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn

from hwsi.cells.net import FEATURES, CellNet, ConvUnit, Merge, Residual
from hwsi.vocab import CELL_CLASSES, PATCH_PIXELS

OPSET = 18


def round_weights(net: CellNet) -> CellNet:
    """A copy in evaluation mode, normalisation folded, every weight rounded to float16 (kept as float32)."""
    net = copy.deepcopy(net).eval().to(memory_format=torch.contiguous_format)
    for unit in [m for m in net.modules() if isinstance(m, ConvUnit)]:
        weight, bias = (t.detach().half().float() for t in unit.folded())
        folded = nn.Conv2d(weight.shape[1], weight.shape[0], weight.shape[2:], unit.conv.stride, unit.conv.padding)
        folded.weight.data, folded.bias.data = weight, bias
        unit.conv, unit.norm = folded, nn.Identity()
    for head in (net.to_classes, net.to_maps):
        head.weight.data, head.bias.data = head.weight.data.half().float(), head.bias.data.half().float()
    return net


class Graph:
    """Nodes and initialisers under construction; each method adds nodes and gives the output's name."""

    def __init__(self):
        self.nodes, self.weights = [], []

    def add(self, op: str, inputs: list[str], output: str, **attributes) -> str:
        self.nodes.append(helper.make_node(op, inputs, [output], name=output, **attributes))
        return output

    def constant(self, name: str, values: np.ndarray) -> str:
        self.weights.append(numpy_helper.from_array(values, name))
        return name

    def weight(self, name: str, values: torch.Tensor) -> str:
        """A float16 initialiser and its cast to float32."""
        half = self.constant(f"{name}.half", values.detach().numpy().astype(np.float16))
        return self.add("Cast", [half], name, to=TensorProto.FLOAT)

    def conv(self, x: str, name: str, layer: nn.Conv2d) -> str:
        inputs = [x, self.weight(f"{name}.weight", layer.weight), self.weight(f"{name}.bias", layer.bias)]
        pads = [*layer.padding, *layer.padding]
        return self.add("Conv", inputs, name, pads=pads, strides=list(layer.stride), kernel_shape=list(layer.kernel_size))

    def unit(self, x: str, name: str, unit: ConvUnit) -> str:
        x = self.conv(x, f"{name}.conv", unit.conv)
        return self.add("Relu", [x], f"{name}.relu") if unit.relu else x

    def residual(self, x: str, name: str, block: Residual) -> str:
        inner = self.unit(self.unit(x, f"{name}.first", block.first), f"{name}.second", block.second)
        return self.add("Relu", [self.add("Add", [x, inner], f"{name}.sum")], f"{name}.relu")

    def chain(self, x: str, name: str, blocks: nn.Sequential) -> str:
        for i, block in enumerate(blocks):
            write = self.residual if isinstance(block, Residual) else self.unit
            x = write(x, f"{name}.{i}", block)
        return x

    def merge(self, deep: str, skip: str, name: str, merge: Merge) -> str:
        narrow = self.unit(deep, f"{name}.narrow", merge.narrow)
        twice = self.add(
            "Resize", [narrow, "", "twice"], f"{name}.twice",
            mode="nearest", coordinate_transformation_mode="asymmetric", nearest_mode="floor",
        )
        return self.add("Relu", [self.add("Add", [skip, twice], f"{name}.sum")], f"{name}.relu")


def _body(graph: Graph, net: CellNet) -> None:
    """The nodes of CellNet.probabilities."""
    graph.constant("twice", np.array([1, 1, 2, 2], np.float32))
    minus = graph.add("Sub", ["pixels", graph.constant("mean", net.mean.numpy())], "centred")
    x = graph.add("Div", [minus, graph.constant("std", net.std.numpy())], "normalised")
    e2 = graph.unit(graph.unit(x, "stem", net.stem), "enc2", net.enc2)
    e4 = graph.residual(graph.unit(e2, "down4", net.down4), "enc4", net.enc4)
    e8 = graph.chain(graph.unit(e4, "down8", net.down8), "enc8", net.enc8)
    e16 = graph.chain(graph.unit(e8, "down16", net.down16), "enc16", net.enc16)
    d8 = graph.unit(graph.merge(e16, e8, "merge8", net.merge8), "dec8", net.dec8)
    d4 = graph.chain(graph.merge(d8, e4, "merge4", net.merge4), "dec4", net.dec4)
    features = graph.add("Identity", [d4], "features")
    d2 = graph.chain(graph.merge(features, e2, "merge2", net.merge2), "dec2", net.dec2)
    graph.add("Softmax", [graph.conv(features, "to_classes", net.to_classes)], "classes", axis=1)
    fine = graph.add("DepthToSpace", [graph.conv(d2, "to_maps", net.to_maps)], "maps", blocksize=2, mode="CRD")
    both = graph.add("Sigmoid", [fine], "chances")
    split = graph.constant("split", np.array([1, 1], np.int64))
    graph.nodes.append(helper.make_node("Split", [both, split], ["nucleus", "distance"], name="split_maps", axis=1))


def build_graph(net: CellNet) -> onnx.ModelProto:
    """The model of a net that `round_weights` prepared; input `pixels` [n,3,256,256], outputs as in `net.OUTPUTS`."""
    graph, side, quarter = Graph(), PATCH_PIXELS, PATCH_PIXELS // 4
    _body(graph, net)
    shapes = {
        "nucleus": [1, side, side],
        "distance": [1, side, side],
        "classes": [len(CELL_CLASSES), quarter, quarter],
        "features": [FEATURES, quarter, quarter],
    }
    info = helper.make_tensor_value_info
    body = helper.make_graph(
        graph.nodes, "cell-segmenter", [info("pixels", TensorProto.FLOAT, ["n", 3, side, side])],
        [info(name, TensorProto.FLOAT, ["n", *shape]) for name, shape in shapes.items()], graph.weights,
    )
    model = helper.make_model(body, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=9)
    onnx.checker.check_model(model, full_check=True)
    return model
