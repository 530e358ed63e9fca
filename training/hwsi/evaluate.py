"""Answers of the shipped language model on held-out slides, with and without the image tokens.

Runs the pack's int4 file in onnxruntime. An answer is right when its claim is: the first sentence
without citations equals that of the true answer. Blind is the same model with no image token;
exchanged gives it another slide's tokens. Slides of drawn regions and of real patches (test split)
are measured apart. Run: python -m hwsi.evaluate --slides 100
"""

import argparse
import json
import random
import re
from collections import defaultdict
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from tokenizers import Tokenizer

from hwsi import questions
from hwsi.compose import BankRegion, compose, load_features, select, view_of
from hwsi.decoder import LLM_HEADS, LLM_KV_HEADS, LLM_LAYERS, LLM_WIDTH
from hwsi.features import TextSpace
from hwsi.reader import Reader
from hwsi.sequence import CELL, PATCH, REGION, SLIDE, Drop, Sequence, prefix
from hwsi.tokenizer import END, FIRST_ID, TEMPLATE
from hwsi.tune import without_citations
from hwsi.vocab import SLIDE_PATCHES

CITED = re.compile(r"\[P(\d+)\]")
#: Families whose answer names patches: their citations are checked against these facts.
POINTED = {**{t: f"tissue:{t}" for t in questions.NAMES}}
#: Slides of real patches to be asked; there are few such patches.
REAL_SLIDES = 24


class PackSpeaker:
    """The pack's projectors, embedding table and int4 decoder, greedy, as the app runs them."""

    def __init__(self, pack: Path):
        def session(name: str) -> onnxruntime.InferenceSession:
            return onnxruntime.InferenceSession(str(pack / f"{name}.onnx"), providers=["CPUExecutionProvider"])

        self.tokenizer = Tokenizer.from_file(str(pack / "tokenizer.json"))
        self.embedding, self.decoder, self.projectors = session("llm-embedding"), session("llm-decoder"), session("projectors")

    def _text(self, ids: list[int]) -> np.ndarray:
        return self.embedding.run(None, {"input_ids": np.array([ids], np.int64)})[0][0]

    def _visual(self, row: Sequence) -> tuple[np.ndarray, np.ndarray]:
        """The prefix's embeddings [s, width] and the keys of its patches by id [64, width]."""
        widths = {SLIDE: ("slide", 192), REGION: ("regions", 192), PATCH: ("patches", 192), CELL: ("cells", 128)}
        feeds = {n: np.stack(row.features[k]) if row.features[k] else np.zeros((1, w), np.float32) for k, (n, w) in widths.items()}
        *projected, keys = self.projectors.run(None, feeds)
        towers = dict(zip((SLIDE, REGION, PATCH, CELL), projected))
        out = [self._text([v])[0] if k == 0 else towers[k][v] for k, v in zip(row.kinds, row.values)]
        by_id = np.zeros((SLIDE_PATCHES, LLM_WIDTH), np.float32)
        for index, patch, _ in row.pointers:
            by_id[index] = keys[patch]
        return np.stack([x + self._text([n])[0] if n >= 0 else x for x, n in zip(out, row.names)]), by_id

    def answer(self, row: Sequence, question: str, most: int = 160) -> str:
        """Greedy; ids that the prefix does not give are never said, as in the app."""
        embeds, keys = self._text(self.tokenizer.encode(TEMPLATE.replace("{question}", question)).ids), np.zeros((SLIDE_PATCHES, LLM_WIDTH), np.float32)
        if row.kinds:
            visual, keys = self._visual(row)
            embeds = np.concatenate([visual, embeds])
        absent = [FIRST_ID + i for i in range(SLIDE_PATCHES) if i not in {p[0] for p in row.pointers}]
        past = [np.zeros((LLM_LAYERS, LLM_KV_HEADS, 0, LLM_WIDTH // LLM_HEADS), np.float32)] * 2
        ids, stop = [], self.tokenizer.token_to_id(END)
        while len(ids) < most:
            feeds = {"inputs_embeds": embeds[None].astype(np.float32), "past_keys": past[0], "past_values": past[1], "patch_keys": keys}
            logits, *past = self.decoder.run(None, feeds)
            logits[0, absent] = -np.inf
            ids.append(int(logits[0].argmax()))
            if ids[-1] == stop:
                break
            embeds = self._text(ids[-1:])
        return self.tokenizer.decode(ids, skip_special_tokens=False).replace(END, "").strip()


def claim(answer: str) -> str:
    """The first sentence without citations."""
    return re.split(r"(?<=\.)\s", without_citations(answer).strip())[0]


def evaluate(pack: Path, weights: Path, slides: int) -> dict:
    """The report on drawn slides, with that on real patches under "real"."""
    speaker, reader = PackSpeaker(pack), Reader(weights)
    space = TextSpace(weights, speaker.tokenizer)
    bank = reader.read(load_features("test"))
    report = examine(speaker, reader, space, [r for r in bank if not r.is_real], slides)
    real = [r for r in bank if r.is_real]
    return {**report, "real": examine(speaker, reader, space, real, REAL_SLIDES)} if real else report


def examine(speaker: PackSpeaker, reader: Reader, space: TextSpace, bank: list[BankRegion], slides: int, seed: int = 1) -> dict:
    """Accuracy by family for the image, blind and exchanged runs; share of citations that are true."""
    rng = random.Random(seed)
    right: dict[str, dict[str, list[bool]]] = {k: defaultdict(list) for k in ("image", "blind", "exchanged")}
    pointed, other = [], None
    for _ in range(slides):
        slide = compose(bank, rng)
        for _ in range(4):
            family, asked, _ = questions.free_question(view_of(slide, []), rng)
            selected = select(slide, space, asked, rng)
            view = view_of(slide, selected)
            pair = questions.FAMILIES[family][1](view, random.Random(rng.getrandbits(32)))
            asked, answer = pair or (asked, None)
            if answer is None:
                continue
            row = prefix(slide, selected, reader.slide_token(slide), speaker.tokenizer, Drop())
            told = speaker.answer(row, asked)
            right["image"][family].append(claim(told) == claim(answer))
            right["blind"][family].append(claim(speaker.answer(Sequence(), asked)) == claim(answer))
            if other and family != "patch":
                right["exchanged"][family].append(claim(speaker.answer(other, asked)) == claim(answer))
            if family in POINTED and view.facts.get(family):
                facts = {k.id: k.facts for k in view.kept}
                pointed += [POINTED[family] in facts.get(int(i), ()) for i in CITED.findall(told)]
        other = row
    report = {kind: {"all": float(np.mean([v for f in families.values() for v in f])), **{f: round(float(np.mean(v)), 3) for f, v in families.items()}} for kind, families in right.items()}
    return {**report, "citations true": float(np.mean(pointed)) if pointed else None, "citations": len(pointed), "questions": sum(map(len, right["image"].values())), "slides": slides}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pack", type=Path, default=Path("public/pack"))
    parser.add_argument("--weights", type=Path, default=Path("training/out/weights"))
    parser.add_argument("--slides", type=int, default=100)
    parser.add_argument("--out", type=Path, default=Path("training/metrics/answers.json"))
    arguments = parser.parse_args()
    torch.manual_seed(0)
    report = evaluate(arguments.pack, arguments.weights, arguments.slides)
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    arguments.out.write_text(json.dumps(report, indent=2) + "\n")
    print(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()
