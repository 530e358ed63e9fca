"""Write cell-segmenter.onnx from the mean of checkpoints, after comparing it with PyTorch.

  python -m hwsi.cells.export --checkpoints out/cells/long.pt out/cells/last.pt
"""

import argparse
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch

from hwsi.cells.net import OUTPUTS, CellNet
from hwsi.cells.onnx_graph import build_graph, round_weights
from hwsi.vocab import PATCH_PIXELS

ROOT = Path(__file__).parents[3]
FILE = "cell-segmenter.onnx"
TOLERANCE = 1e-4


class ParityError(ValueError):
    """The graph and the net disagree: `output` and the largest absolute `difference`."""

    def __init__(self, output: str, difference: float):
        super().__init__(f"{output} differs by {difference:.2e}, more than {TOLERANCE:.0e}")
        self.output, self.difference = output, difference


def load_net(*checkpoints: Path) -> CellNet:
    """The mean of the checkpoints' averaged nets, in evaluation mode."""
    states = [torch.load(path, weights_only=True)["average"] for path in checkpoints]
    net = CellNet()
    net.load_state_dict({k: sum(s[k] for s in states) / len(states) if v.is_floating_point() else v for k, v in states[0].items()})
    return net.eval()


def open_session(model: bytes | str, threads: int = 2) -> onnxruntime.InferenceSession:
    """A CPU session."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def assert_parity(net: CellNet, model: onnx.ModelProto) -> dict[str, float]:
    """Largest absolute difference of each output on two patches of noise; raises ParityError beyond TOLERANCE."""
    rng = np.random.default_rng(0)
    coarse = rng.random((2, 3, 32, 32), np.float32).repeat(8, 2).repeat(8, 3)
    pixels = 0.6 * coarse + 0.4 * rng.random((2, 3, PATCH_PIXELS, PATCH_PIXELS), np.float32)
    with torch.inference_mode():
        expected = net.probabilities(torch.from_numpy(pixels))
    got = open_session(model.SerializeToString()).run(list(OUTPUTS), {"pixels": pixels})
    gaps = {name: float(np.abs(expected[name].numpy() - value).max()) for name, value in zip(OUTPUTS, got, strict=True)}
    for name, gap in gaps.items():
        if not gap <= TOLERANCE:
            raise ParityError(name, gap)
    return gaps


def export(checkpoints: list[Path], targets: list[Path]) -> dict[str, float]:
    """Writes the model to each target once it agrees with PyTorch; gives the differences."""
    net = round_weights(load_net(*checkpoints))
    model = build_graph(net)
    gaps = assert_parity(net, model)
    for target in targets:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(model.SerializeToString())
    return gaps


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cells = ROOT / "training/out/cells"
    parser.add_argument("--checkpoints", type=Path, nargs="+", default=[cells / "long.pt", cells / "last.pt"])
    args = parser.parse_args()
    targets = [cells / FILE, ROOT / "public/pack" / FILE]
    print(export(args.checkpoints, targets), f"{targets[0].stat().st_size} bytes")


if __name__ == "__main__":
    main()
