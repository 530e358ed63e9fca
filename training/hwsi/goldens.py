"""Goldens of what is no model: semantic patch filtering and question entities.

Run: python -m hwsi.goldens; TypeScript must match fixtures/goldens/*.json.
"""

import json
from pathlib import Path

import numpy as np

from hwsi import spf
from hwsi.entities import question_entities

OUT = Path(__file__).parents[2] / "fixtures" / "goldens"
QUESTIONS = (
    "Is there tumour necrosis?",
    "Where are the lymphocytes in [P3]?",
    "Describe the slide.",
    "How old is the patient?",
    "HER2-status, please?",
)


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
    print([int(np.sum(c["redundant"])) for c in cases])


if __name__ == "__main__":
    main()
