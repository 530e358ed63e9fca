"""Segment patches with the exported model: maps by onnxruntime, then the shared post-processing."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime

from hwsi.cells.describe import EMBEDDING, describe
from hwsi.cells.export import FILE, ROOT, load_net, open_session
from hwsi.cells.net import OUTPUTS
from hwsi.cells.onnx_graph import build_graph, round_weights
from hwsi.cells.postprocess import label_nuclei
from hwsi.vocab import MICRONS_PER_PIXEL, PATCH_PIXELS

BATCH = 4


@dataclass(frozen=True)
class SegmentedCell:
    """As in src/pipeline/models.ts; coordinates are patch pixels at 0.5 um/px."""

    id: int
    cell_class: int
    confidence: float
    centre: tuple[float, float]
    area_pixels: int
    outline: np.ndarray


def load_cell_model(path: str | Path = ROOT / "public/pack" / FILE, threads: int = 2) -> onnxruntime.InferenceSession:
    """A session on an .onnx file, or on the graph of a .pt checkpoint."""
    if Path(path).suffix == ".onnx":
        return open_session(str(path), threads)
    return open_session(build_graph(round_weights(load_net(Path(path)))).SerializeToString(), threads)


def run_maps(model: onnxruntime.InferenceSession, pixels: np.ndarray) -> dict[str, np.ndarray]:
    """The outputs of the graph for float32 pixels [n,3,256,256]."""
    return dict(zip(OUTPUTS, model.run(list(OUTPUTS), {"pixels": pixels}), strict=True))


def to_pixels(patches: np.ndarray) -> np.ndarray:
    """uint8 [n,h,w,3] -> float32 [n,3,h,w] in 0..1."""
    return np.ascontiguousarray(patches.transpose(0, 3, 1, 2)).astype(np.float32) / np.float32(255)


def cells_of_maps(maps: dict[str, np.ndarray], pixels: np.ndarray, valid: tuple[int, int]):
    """Cells and embeddings [m,64] of one patch: maps without the batch axis, pixels float32 [3,256,256]."""
    labels, count = label_nuclei(maps["nucleus"][0], maps["distance"][0], valid)
    if not count:
        return [], np.zeros((0, EMBEDDING), np.float32)
    outlines, centres, areas, means, embeddings = describe(
        labels, count, maps["classes"], maps["features"], pixels, valid, MICRONS_PER_PIXEL
    )
    best = means.argmax(1)
    cells = [
        SegmentedCell(k + 1, int(best[k]), float(means[k, best[k]]), tuple(centres[k].tolist()), int(areas[k]), outlines[k])
        for k in range(count)
    ]
    return cells, embeddings


def segment(
    model: onnxruntime.InferenceSession, patches: np.ndarray, valid: list[tuple[int, int]] | None = None
) -> list[tuple[list[SegmentedCell], np.ndarray]]:
    """Cells and embeddings [m,64] of each uint8 patch [n,256,256,3]; `valid` gives (width, height) per patch."""
    results = []
    for start in range(0, len(patches), BATCH):
        pixels = to_pixels(patches[start : start + BATCH])
        outputs = run_maps(model, pixels)
        for i in range(len(pixels)):
            size = valid[start + i] if valid else (PATCH_PIXELS, PATCH_PIXELS)
            results.append(cells_of_maps({name: outputs[name][i] for name in OUTPUTS}, pixels[i], size))
    return results


def _origins(length: int) -> list[int]:
    """Starts of windows of 256 that cover `length` pixels, overlapping by a third or more."""
    if length <= PATCH_PIXELS:
        return [0]
    count = int(np.ceil((length - PATCH_PIXELS) / 168)) + 1
    return np.linspace(0, length - PATCH_PIXELS, count).round().astype(int).tolist()


def image_maps(model: onnxruntime.InferenceSession, rgb: np.ndarray) -> dict[str, np.ndarray]:
    """Maps of a whole image uint8 [h,w,3] at full resolution: windows of 256 blended by a tent weight.

    `nucleus` and `distance` [h,w], `classes` [4,h,w].
    """
    height, width = rgb.shape[:2]
    grown = np.pad(rgb, ((0, max(0, PATCH_PIXELS - height)), (0, max(0, PATCH_PIXELS - width)), (0, 0)), mode="reflect")
    total = np.zeros((6, *grown.shape[:2]), np.float32)
    weight = np.zeros(grown.shape[:2], np.float32)
    ramp = np.minimum(np.arange(PATCH_PIXELS), PATCH_PIXELS - 1 - np.arange(PATCH_PIXELS)) + 0.01
    tent = np.minimum.outer(ramp, ramp).astype(np.float32) ** 2
    for y in _origins(grown.shape[0]):
        for x in _origins(grown.shape[1]):
            window = np.s_[y : y + PATCH_PIXELS, x : x + PATCH_PIXELS]
            out = run_maps(model, to_pixels(grown[window][None]))
            classes = out["classes"][0].repeat(4, 1).repeat(4, 2)
            total[(slice(None), *window)] += tent * np.concatenate([out["nucleus"][0], out["distance"][0], classes])
            weight[window] += tent
    total = (total / weight)[:, :height, :width]
    return {"nucleus": total[0], "distance": total[1], "classes": total[2:]}
