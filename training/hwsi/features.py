"""Bank regions -> cached features: embeddings, tokens and cells of their patches.

Two variants of each region: its pixels as drawn, and with stain and noise changed, so that what
learns from features meets the encoder's spread. Cells are segmented for the patches that semantic
patch filtering can keep for some question (`TOPICS`), as at inference.
Run: python -m hwsi.features --split train
"""

import argparse
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from hwsi import bank, spf
from hwsi.cells.infer import load_cell_model, segment
from hwsi.entities import question_entities
from hwsi.patch import PatchEncoder
from hwsi.phrases import KEYWORDS
from hwsi.questions import ASKED
from hwsi.text import TextEncoder
from hwsi.tokenizer import encode_texts
from hwsi.train_patch import to_pixels
from hwsi.stain import jitter, soften
from hwsi.vocab import REGION_KEEP

OUT = Path(__file__).parents[1] / "out" / "features"
TOPICS = ("diagnosis", "inflammation lymphocytes", "nuclear atypia", *(words[0] for words in ASKED.values()))


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
def encode(model: PatchEncoder, pixels: np.ndarray, generator: torch.Generator | None) -> tuple[np.ndarray, np.ndarray]:
    """uint8 [n, 256, 256, 3] -> embeddings, tokens [n, 192]."""
    parts = []
    for start in range(0, len(pixels), 64):
        x = to_pixels(pixels[start : start + 64], None)
        if generator:
            one = torch.Generator().manual_seed(generator.initial_seed())
            x = soften(_same_stain(x, one), one)
        parts.append([t.numpy() for t in model(x)])
    return tuple(np.concatenate([p[i] for p in parts]) for i in (0, 1))


def _same_stain(x: torch.Tensor, generator: torch.Generator) -> torch.Tensor:
    """One stain change for the whole batch: a slide is stained once."""
    n, c, h, w = x.shape
    tall = x.permute(1, 0, 2, 3).reshape(1, c, n * h, w)
    return jitter(tall, generator, 0.8).reshape(c, n, h, w).permute(1, 0, 2, 3)


def keepable(embeddings: np.ndarray, space: TextSpace) -> np.ndarray:
    """bool [n]: patches that the filter keeps for the bank alone or for some topic."""
    chosen = np.zeros(len(embeddings), bool)
    for topic in ("", *TOPICS):
        kept, _ = spf.select(embeddings, space.entities(topic), REGION_KEEP)
        chosen[kept] = True
    return chosen


def region_features(region: dict, model: PatchEncoder, space: TextSpace, cells, seed: int) -> dict[str, np.ndarray]:
    plain = encode(model, region["pixels"], None)
    changed = encode(model, region["pixels"], torch.Generator().manual_seed(seed))
    wanted = np.flatnonzero(keepable(plain[0], space) | keepable(changed[0], space))
    found = [e for _, e in segment(cells, region["pixels"][wanted])]
    return {
        **{k: region[k] for k in ("place", "shares", "counts", "atypia", "tumour")},
        "embeddings": np.stack([plain[0], changed[0]]),
        "tokens": np.stack([plain[1], changed[1]]),
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
    model.eval()
    space = TextSpace(arguments.weights, Tokenizer.from_file(str(arguments.pack / "tokenizer.json")))
    cells = load_cell_model(arguments.pack / "cell-segmenter.onnx", threads=1)
    folder = OUT / arguments.split
    folder.mkdir(parents=True, exist_ok=True)
    index, count = arguments.part
    for path in sorted((bank.OUT / arguments.split).glob("*.npz"))[index::count]:
        target = folder / path.name
        if not target.exists():
            np.savez(target, **region_features(dict(np.load(path)), model, space, cells, int(path.stem)))
    print(arguments.split, len(list(folder.glob("*.npz"))))


if __name__ == "__main__":
    main()
