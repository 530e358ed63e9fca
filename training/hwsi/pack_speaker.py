"""The pack's language model as the app runs it: projectors, table and int4 decoder in onnxruntime, greedy."""

from pathlib import Path

import numpy as np
import onnxruntime
import torch
from tokenizers import Tokenizer

from hwsi.ccaf import CELL_WIDTH
from hwsi.decoder import CACHE_ROW, LLM_WIDTH, NAME_WEIGHT
from hwsi.patch import PATCH_WIDTH
from hwsi.region import REGION_WIDTH
from hwsi.sequence import CELL, PATCH, REGION, SLIDE, TEXT, Sequence, asked_rows
from hwsi.slide import SLIDE_WIDTH
from hwsi.speak import likeliest
from hwsi.tokenizer import CITE, END, FIRST_ID, SPACE
from hwsi.vocab import SLIDE_PATCHES

#: Names and widths of the projectors' inputs.
INPUTS = {SLIDE: ("slide", SLIDE_WIDTH), REGION: ("regions", REGION_WIDTH), PATCH: ("patches", PATCH_WIDTH), CELL: ("cells", CELL_WIDTH)}


class PackSpeaker:
    """Answers to prefixes that leave out no level, or that are empty (blind)."""

    def __init__(self, pack: Path):
        def session(name: str) -> onnxruntime.InferenceSession:
            return onnxruntime.InferenceSession(str(pack / f"{name}.onnx"), providers=["CPUExecutionProvider"])

        self.tokenizer = Tokenizer.from_file(str(pack / "llm-tokenizer.json"))
        self.embedding, self.decoder, self.projectors = session("llm-embedding"), session("llm-decoder"), session("projectors")
        self.stop, self.space = self.tokenizer.token_to_id(END), self.tokenizer.token_to_id(SPACE)
        self.first_number = self.tokenizer.token_to_id(f"{SPACE}0")

    def _text(self, ids: list[int]) -> np.ndarray:
        """[s, width]; -1 is nothing."""
        rows = self.embedding.run(None, {"input_ids": np.maximum([ids], 0)})[0][0]
        return rows * (np.array(ids) >= 0)[:, None]

    def prompt(self, row: Sequence, question: str) -> tuple[np.ndarray, np.ndarray, list[int]]:
        """Embeddings of prefix and question [s, width], keys of the patches by id [64, width], named given ids."""
        asked = asked_rows(row, self.tokenizer, question)
        kinds, values, names, words = (list(c) for c in zip(*zip(row.kinds, row.values, row.names, row.words), *asked))
        embeds = self._text([v if k == TEXT else -1 for k, v in zip(kinds, values)]) + self._text(names) + self._text(words)
        keys = np.zeros((SLIDE_PATCHES, LLM_WIDTH), np.float32)
        if row.kinds:
            *towers, pointed = self.projectors.run(None, {n: np.stack(row.features[k]) for k, (n, _) in INPUTS.items()})
            for kind, projected in zip(INPUTS, towers):
                places = [i for i, k in enumerate(kinds) if k == kind]
                embeds[places] += projected[[values[i] for i in places]]
            for index, patch, _, region in row.pointers:
                keys[index] = pointed[patch] + NAME_WEIGHT * self._text([FIRST_ID + index, region]).sum(0)
        given = {FIRST_ID + p[0] for p in row.pointers}
        return embeds, keys, [t for t in dict.fromkeys(v for k, v, n, _ in asked if k == TEXT and n < 0) if t in given]

    def answer(self, row: Sequence, question: str, most: int = 160) -> str:
        """Greedy; ids that the prefix does not give are never said, and none twice in one run of citations.

        Where the question names patches, the first ids are those in its order, the others any of them,
        and the whole chance of a citation is theirs.
        """
        embeds, keys, named = self.prompt(row, question)
        given = [FIRST_ID + p[0] for p in row.pointers]
        past, ids, run, said = np.zeros((0, CACHE_ROW), np.float32), [], set(), 0
        while len(ids) < most:
            logits, _, new = self.decoder.run(None, {"inputs_embeds": embeds[None], "past": past, "patch_keys": keys})
            past = np.concatenate([past, new])
            pool = (named[said : said + 1] or named) if named else [i for i in given if i not in run]
            ids.append(_chosen(logits[0], given, pool, bool(named), self.first_number))
            if ids[-1] == self.stop:
                break
            if ids[-1] in given:
                run.add(ids[-1])
                said += 1
            elif ids[-1] != self.space:
                run.clear()
            embeds = self._text(ids[-1:])
        return self.tokenizer.decode(ids, skip_special_tokens=False).replace(END, "").strip()


def _chosen(logits: np.ndarray, given: list[int], pool: list[int], is_named: bool, first_number: int) -> int:
    """The likeliest token (hwsi.speak.likeliest); of the given ids only those of the pool, with the chance of all where they are named."""
    shared = logits[pool] + (np.logaddexp.reduce(logits[given]) - np.logaddexp.reduce(logits[pool]) if is_named else 0)
    logits[FIRST_ID : CITE + 1] = -np.inf
    logits[pool] = shared
    return int(likeliest(torch.from_numpy(logits), first_number))
