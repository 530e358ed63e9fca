"""The pack's manifest: files with size and SHA-256, sizes, classes, keyword bank, card."""

import hashlib
import json
from pathlib import Path

import onnx

from hwsi import decoder, quantise
from hwsi.ccaf import CELL_EMBEDDING_WIDTH, CELL_WIDTH
from hwsi.patch import PATCH_WIDTH
from hwsi.phrases import KEYWORDS
from hwsi.region import REGION_WIDTH
from hwsi.slide import SLIDE_WIDTH
from hwsi.text import TEXT_TOKENS
from hwsi.tokenizer import ANY, END, TEMPLATE
from hwsi.vocab import (
    CELL_CLASSES, CELL_COLOURS, COUNT_WORDS, MICRONS_PER_PIXEL, PATCH_PIXELS, REGION_KEEP, REGION_PATCHES, REGION_WORD, SLIDE_PATCHES,
)

FILES = {
    **{n: f"{n}.onnx" for n in ("patch-encoder", "text-encoder", "cell-segmenter", "ccaf", "region-encoder", "slide-encoder", "projectors", "llm-embedding", "llm-decoder", "llm-decoder-wide")},
    "tokenizer": "tokenizer.json",
    "llm-tokenizer": "llm-tokenizer.json",
    "self-test": "self-test.json",
    "suitability": "suitability.json",
}

CARD = {
    "intendedUse": "Teaching and research on H&E slides. Not a medical device; not for diagnosis.",
    "limits": [
        "Regions, slides and the language model learnt on drawn slides and on regions laid out of a few hundred real patches; words about real tissue are often wrong.",
        "The language model is small: it knows only the tissues and facts it was taught, and refuses or fails elsewhere.",
        "Each question stands alone: earlier turns of the conversation are not read.",
        "Cell classes are inflammatory, epithelial, spindle, other; malignant and benign epithelium are one class.",
    ],
    "data": [
        {"name": "Drawn H&E slides with exact truth (hwsi.draw, seeds below 20000)", "licence": "Apache-2.0"},
        {"name": "CoNSeP train (Graham et al., HoVer-Net, MedIA 2019)", "licence": "Apache-2.0"},
        {"name": "BRCA-M2C train (Abousamra et al., ICCV 2021)", "licence": "BSD-3-Clause"},
        {"name": "BBBC038 / DSB 2018 histology images", "licence": "CC0-1.0"},
        {"name": "Tissue patches cut from CoNSeP and BRCA-M2C train", "licence": "Apache-2.0, BSD-3-Clause, CC0-1.0"},
    ],
}
#: How pixels reach a model that takes them.
NORMALISATION = "RGB in 0..1, sRGB as stored; mean and spread are applied inside the graphs"


def signature(path: Path) -> dict:
    """Inputs and outputs of an ONNX file with element type and shape (names are free), and how its weights are stored."""

    def entry(value: onnx.ValueInfoProto) -> dict:
        tensor = value.type.tensor_type
        return {"type": onnx.TensorProto.DataType.Name(tensor.elem_type).lower(), "shape": [d.dim_param or d.dim_value for d in tensor.shape.dim]}

    graph = onnx.load(str(path), load_external_data=False).graph
    held: dict[str, int] = {}
    for weight in graph.initializer:
        kind = onnx.TensorProto.DataType.Name(weight.data_type).lower()
        held[kind] = held.get(kind, 0) + weight.ByteSize()
    weights = "int4" if any(n.op_type == "MatMulNBits" for n in graph.node) else max(held, key=held.__getitem__)
    return {"inputs": {v.name: entry(v) for v in graph.input}, "outputs": {v.name: entry(v) for v in graph.output}, "weights": weights}


def file_entry(path: Path) -> dict:
    content = path.read_bytes()
    entry = {"path": path.name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    return entry | (signature(path) if path.suffix == ".onnx" else {})


def list_file(pack: Path, name: str) -> None:
    """Lists one file anew and leaves the rest of the manifest as it is."""
    manifest = json.loads((pack / "manifest.json").read_text())
    manifest["files"][name] = file_entry(pack / FILES[name])
    (pack / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")


def write_manifest(pack: Path, metrics: list[dict] | None = None) -> dict[str, int]:
    """Writes manifest.json over the files that are there; returns their bytes.

    Without `metrics` the ones in <pack>/../../training/metrics/card.json are kept, if any.
    """
    files = {name: file_entry(pack / path) for name, path in FILES.items() if (pack / path).exists()}
    sizes = {name: entry["bytes"] for name, entry in files.items()}
    if metrics is None:
        card = Path(__file__).parents[1] / "metrics" / "card.json"
        metrics = json.loads(card.read_text()) if card.exists() else []
    manifest = {
        "format": 1, "name": "Paraffin eyes", "version": "0.3.0", "licence": "Apache-2.0",
        "micronsPerPixel": MICRONS_PER_PIXEL, "patchPixels": PATCH_PIXELS, "regionPatches": REGION_PATCHES,
        "normalisation": NORMALISATION,
        "filter": {"keepPerRegion": REGION_KEEP, "keepPerSlide": SLIDE_PATCHES},
        "keywords": list(KEYWORDS),
        "cellClasses": [{"name": n, "colour": c} for n, c in zip(CELL_CLASSES, CELL_COLOURS)],
        "dimensions": {
            "patch": PATCH_WIDTH, "token": PATCH_WIDTH, "cellEmbedding": CELL_EMBEDDING_WIDTH,
            "cell": CELL_WIDTH, "region": REGION_WIDTH, "slide": SLIDE_WIDTH, "llm": decoder.LLM_WIDTH,
        },
        "llm": {
            "layers": decoder.LLM_LAYERS, "kvHeads": decoder.LLM_KV_HEADS,
            "headDimension": decoder.LLM_HEAD, "context": decoder.LLM_CONTEXT,
            "template": TEMPLATE, "stopToken": END, "anyPatch": ANY, "regionWord": REGION_WORD, "nameWeight": decoder.NAME_WEIGHT,
            "counts": [{"word": w, "cellClass": c} for w, c in COUNT_WORDS.items()],
            "wide": {"weights": quantise.WIDE_WEIGHTS, "block": quantise.BLOCK, "matrices": quantise.int4_places(pack / FILES["llm-decoder"])},
        },
        "textEncoder": {"maxTokens": TEXT_TOKENS},
        "files": files,
        "card": {**CARD, "metrics": metrics},
    }
    (pack / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")
    return sizes
