"""Goldens beside the self-test: semantic patch filtering, question entities, greedy answers.

Run: python -m hwsi.goldens; TypeScript must match fixtures/goldens/*.json.
"""

import json
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from hwsi import decoder, quantise, selftest, spf
from hwsi.entities import question_entities
from hwsi.evaluate import PackSpeaker
from hwsi.sequence import CELL, PATCH, REGION, SLIDE, Sequence

OUT = Path(__file__).parents[2] / "fixtures" / "goldens"
QUESTIONS = (
    "Is there tumour necrosis?",
    "Where are the lymphocytes in [P3]?",
    "Describe the slide.",
    "How old is the patient?",
    "HER2-status, please?",
)

#: Questions whose greedy answers are a golden.
GREEDY = ("What is the diagnosis?", "Is there necrosis?", "How old is the patient?", "Describe this slide.", "Which tissue predominates?")


def _unit(rows: np.ndarray) -> np.ndarray:
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def spf_case(name: str, patches: np.ndarray, seed: int, k: int) -> dict:
    state = np.random.default_rng(seed)
    width = patches.shape[1]
    question, bank = _unit(state.normal(size=(2, width))), _unit(state.normal(size=(5, width)))
    patches64 = patches.astype(np.float64)
    mean = spf.entity_mean(question.astype(np.float64), bank.astype(np.float64))
    kept, relevance = spf.select(patches64, mean, k)
    return {
        "name": name, "k": k, "patches": patches.tolist(), "entities": question.tolist(), "bank": bank.tolist(),
        "redundant": spf.redundant(patches64).tolist(), "relevance": relevance.tolist(), "kept": kept.tolist(),
    }


def imagined_prefix(tokenizer: Tokenizer) -> Sequence:
    """Two regions with three patches each, features filled by the self-test's hash."""
    row, features = Sequence(), selftest.fill(21, (16, 192), 2.0, -1.0)
    row.feature(SLIDE, features[0])
    for region in range(2):
        row.feature(REGION, features[1 + region])
        for patch in range(3):
            at = 3 + region * 3 + patch
            name = tokenizer.token_to_id(f"[P{at}]")
            row.add(0, name, len(row.kinds), 0)
            row.feature(PATCH, features[at], name)
            row.feature(CELL, features[at, :128], name)
            row.pointers.append((at - 1, len(row.features[PATCH]) - 1, len(row.features[CELL]) - 1))
    return row


class TwinSession:
    """The PyTorch twin behind onnxruntime's `run`."""

    def __init__(self, twin: decoder.DecoderTwin):
        self.twin = twin

    @torch.no_grad()
    def run(self, _outputs: None, feeds: dict[str, np.ndarray]) -> list[np.ndarray]:
        return [t.numpy() for t in self.twin(*(torch.from_numpy(v) for v in feeds.values()))]


def greedy_goldens(pack: Path) -> list[dict]:
    """Answers of the shipped int4 file's dequantised PyTorch twin to an imagined slide."""
    speaker = PackSpeaker(pack)
    twin = decoder.DecoderTwin(decoder.new_decoder(speaker.tokenizer.get_vocab_size()), decoder.new_pointer())
    speaker.decoder = TwinSession(quantise.twin_from_file(pack / "llm-decoder.onnx", twin))
    return [{"question": q, "answer": speaker.answer(imagined_prefix(speaker.tokenizer), q, 40)} for q in GREEDY]


def main() -> None:
    state = np.random.default_rng(0)
    alike = _unit(np.tile(state.normal(size=(1, 8)), (6, 1)))
    spread = _unit(state.normal(size=(20, 8)))
    centre = state.normal(size=(1, 32))
    noise = state.normal(size=(60, 32)) * np.where(np.arange(60) % 6 == 0, 0.05, 1.2)[:, None]
    crowd = _unit(centre + noise)  # every sixth lies at the centre: near all others, so redundant
    cases = [spf_case("none dropped: all alike", alike, 1, 4), spf_case("some dropped", spread, 2, 6), spf_case("many dropped", crowd, 3, 8)]
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / "spf.json").write_text(json.dumps({"cases": cases}) + "\n")
    entities = [{"question": q, "entities": question_entities(q)} for q in QUESTIONS]
    (OUT / "entities.json").write_text(json.dumps(entities, indent=1) + "\n")
    (OUT / "greedy.json").write_text(json.dumps(greedy_goldens(OUT.parents[1] / "public" / "pack"), indent=1) + "\n")
    print([int(np.sum(c["redundant"])) for c in cases])


if __name__ == "__main__":
    main()
