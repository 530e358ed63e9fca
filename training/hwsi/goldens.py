"""Goldens beside the self-test: semantic patch filtering, question entities, the prompt, greedy answers.

Run: python -m hwsi.goldens; TypeScript must match fixtures/goldens/*.json.
"""

import json
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import torch
from tokenizers import Tokenizer

from hwsi import decoder, quantise, selftest, spf
from hwsi.entities import question_entities
from hwsi.compose import Selected
from hwsi.pack_speaker import PackSpeaker
from hwsi.sequence import Drop, Sequence, asked_rows, prefix

OUT = Path(__file__).parents[2] / "fixtures" / "goldens"
QUESTIONS = (
    "Is there tumour necrosis?",
    "Where are the lymphocytes in [P3]?",
    "Describe the slide.",
    "How old is the patient?",
    "HER2-status, please?",
)

#: Questions whose greedy answers are a golden.
GREEDY = (
    "What is the diagnosis?", "Is there necrosis?", "How old is the patient?", "Describe this slide.", "Which tissue predominates?",
    "Does [P7] or [P4] hold more lymphocytes?", "Compare region 1 and region 2.",
)  # fmt: skip
#: The question of the golden prompt; it names two patches, one that is not there, and a region.
NAMING = "Does [P7] or [P4] hold more than [P40] in region 2?"


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


#: Cells per class of the imagined patches, ids 3 to 8; together past the numbers that are said exactly.
COUNTS = ((12, 40, 3, 1), (0, 0, 0, 0), (250, 1, 0, 2), (7, 310, 22, 0), (1, 2, 3, 4), (90, 400, 61, 9))


def imagined_prefix(tokenizer: Tokenizer) -> Sequence:
    """Two regions with three patches each, features filled by the self-test's hash; `hwsi.sequence` orders them."""
    features = selftest.fill(21, (16, 192), 2.0, -1.0)
    regions = []
    for index in range(2):
        rows = features[3 + index * 3 : 6 + index * 3]
        regions.append(SimpleNamespace(embedding=features[None, 1 + index], embeddings=rows[None], cell_tokens=rows[:, :128]))
    selected = [Selected(at // 3, at % 3, 3 + at, np.array(counts)) for at, counts in enumerate(COUNTS)]
    return prefix(SimpleNamespace(regions=regions, variant=0), selected, features[0], tokenizer, Drop())


def prompt_golden(pack: Path) -> dict:
    """What each place of the imagined slide's prompt holds: its kind, its token or row, the tokens whose embeddings are added."""
    tokenizer = Tokenizer.from_file(str(pack / "llm-tokenizer.json"))
    row = imagined_prefix(tokenizer)
    for kind, value, name, word in asked_rows(row, tokenizer, NAMING):
        row.add(kind, value, len(row.kinds), 0, name=name, word=word)
    kinds = ("token", "slide", "region", "patch", "cell")
    places = [
        {"kind": kinds[k], **({"id": v} if k == 0 else {"index": v} if k > 1 else {}), "named": [t for t in (n, w) if t >= 0]}
        for k, v, n, w in zip(row.kinds, row.values, row.names, row.words)
    ]  # fmt: skip
    return {"counts": [list(c) for c in COUNTS], "question": NAMING, "places": places}


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
    (OUT / "prompt.json").write_text(json.dumps(prompt_golden(OUT.parents[1] / "public" / "pack")) + "\n")
    (OUT / "greedy.json").write_text(json.dumps(greedy_goldens(OUT.parents[1] / "public" / "pack"), indent=1) + "\n")
    print([int(np.sum(c["redundant"])) for c in cases])


if __name__ == "__main__":
    main()
