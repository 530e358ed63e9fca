"""Bank regions -> cached features: embeddings, tokens and cells of their patches.

Three variants of each region: its pixels in their own stain, and in two stains that all regions of
the split share, so that slides of several regions are stained once. Cells are segmented for the patches that semantic
patch filtering can keep for some question (`TOPICS`), as at inference.
Run: python -m hwsi.features --split train
"""

import argparse
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from hwsi import bank, spf
from hwsi.cells.augment import USUAL_STAINS, restain, stain_vectors
from hwsi.cells.infer import load_cell_model, segment
from hwsi.entities import question_entities
from hwsi.patch import PatchEncoder
from hwsi.phrases import KEYWORDS
from hwsi.wordings import ASKED
from hwsi.text import TextEncoder
from hwsi.tokenizer import encode_texts
from hwsi.train_patch import to_pixels
from hwsi.vocab import REGION_KEEP

OUT = Path(__file__).parents[1] / "out" / "features"
VARIANTS = 3
TOPICS = ("diagnosis", "inflammation lymphocytes", "tumour infiltrating lymphocytes", "nuclear atypia", *(words[0] for words in ASKED.values()))


class TextSpace:
    """Unit text embeddings [192], each text encoded once."""

    def __init__(self, weights: Path, tokenizer: Tokenizer):
        self.tokenizer, self.cache = tokenizer, {}
        self.encoder = TextEncoder(tokenizer.get_vocab_size())
        self.encoder.load_state_dict(torch.load(weights / "text-encoder.pt"))
        self.encoder.eval()
        self.bank = self.encode(list(KEYWORDS))

    @torch.no_grad()
    def encode(self, texts: list[str]) -> np.ndarray:
        missing = [t for t in dict.fromkeys(texts) if t not in self.cache]
        if missing:
            ids, masks = encode_texts(self.tokenizer, missing)
            for text, row in zip(missing, self.encoder(torch.tensor(ids), torch.tensor(masks)).numpy()):
                self.cache[text] = row
        return np.stack([self.cache[t] for t in texts]) if texts else np.zeros((0, 192), np.float32)

    def entities(self, question: str) -> np.ndarray:
        """Mean entity [192] of a question with the keyword bank."""
        return spf.entity_mean(self.encode(question_entities(question)), self.bank)


@torch.no_grad()
def encode(model: PatchEncoder, pixels: np.ndarray, exact: bool) -> tuple[np.ndarray, np.ndarray]:
    """uint8 [n, 256, 256, 3] -> embeddings, tokens [n, 192]; not `exact` rounds to bfloat16 and takes a third of the time."""
    parts = []
    for start in range(0, len(pixels), 32):
        x = to_pixels(pixels[start : start + 32], None).contiguous(memory_format=torch.channels_last)
        with torch.autocast("cpu", torch.bfloat16, enabled=not exact):
            parts.append([t.float().numpy() for t in model(x)])
    return tuple(np.concatenate([p[i] for p in parts]) for i in (0, 1))


def stained(pixels: np.ndarray, split: str, variant: int) -> np.ndarray:
    """Patches [n, 256, 256, 3] of a region in the split's shared stain of a variant from 1; 0 leaves them."""
    if variant == 0:
        return pixels
    state = np.random.default_rng((list(bank.FIRST_SEED).index(split), variant, 9))
    target = np.clip(USUAL_STAINS + state.normal(0, 0.05, (2, 3)), 0.01, None)
    gains, light = np.exp(state.normal(0, [0.15, 0.15, 0.1])), 255 * np.exp(state.normal(-0.03, 0.02, 3))
    tall = pixels.reshape(-1, *pixels.shape[2:])
    return restain(tall, stain_vectors(tall), target, gains, light).reshape(pixels.shape)


def keepable(embeddings: np.ndarray, space: TextSpace) -> np.ndarray:
    """bool [n]: patches that the filter keeps for the bank alone or for some topic."""
    chosen = np.zeros(len(embeddings), bool)
    for topic in ("", *TOPICS):
        kept, _ = spf.select(embeddings, space.entities(topic), REGION_KEEP)
        chosen[kept] = True
    return chosen


def region_features(region: dict, model: PatchEncoder, space: TextSpace, cells, split: str) -> dict[str, np.ndarray]:
    embeddings, tokens = zip(*(encode(model, stained(region["pixels"], split, v), v == 0) for v in range(VARIANTS)))
    wanted = np.flatnonzero(np.any([keepable(e, space) for e in embeddings], 0))
    found = [e for _, e in segment(cells, region["pixels"][wanted])]
    return {
        **{k: v for k, v in region.items() if k != "pixels"},
        "embeddings": np.stack(embeddings),
        "tokens": np.stack(tokens),
        "cell_patch": wanted,
        "cell_count": np.array([len(e) for e in found]),
        "cells": np.concatenate(found) if found else np.zeros((0, 64), np.float32),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--split", choices=list(bank.FIRST_SEED), required=True)
    parser.add_argument("--weights", type=Path, default=Path("training/out/weights"))
    parser.add_argument("--pack", type=Path, default=Path("public/pack"))
    parser.add_argument("--part", type=int, nargs=2, default=[0, 1], metavar=("INDEX", "COUNT"), help="every COUNT-th region, to share the work between processes")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    model = PatchEncoder()
    model.load_state_dict(torch.load(arguments.weights / "patch-encoder.pt"))
    model.eval().to(memory_format=torch.channels_last)
    space = TextSpace(arguments.weights, Tokenizer.from_file(str(arguments.pack / "tokenizer.json")))
    cells = load_cell_model(arguments.pack / "cell-segmenter.onnx", threads=1)
    folder = OUT / arguments.split
    folder.mkdir(parents=True, exist_ok=True)
    index, count = arguments.part
    for path in sorted((bank.OUT / arguments.split).glob("*.npz"))[index::count]:
        target = folder / path.name
        if not target.exists():
            np.savez(target, **region_features(dict(np.load(path)), model, space, cells, arguments.split))
    print(arguments.split, len(list(folder.glob("*.npz"))))


if __name__ == "__main__":
    main()
