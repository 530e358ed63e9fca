"""The text that the tokenizer and stage 0 see: our questions, answers and phrases."""

import argparse
import json
import random
from pathlib import Path

import numpy as np

from hwsi import questions
from hwsi.facts import PatchTruth
from hwsi.phrases import CELL_PHRASES, KEYWORDS, NEUTRAL, PATCH_PHRASES
from hwsi.tokenizer import train_tokenizer
from hwsi.view import SlideView, keep, slide_view
from hwsi.vocab import SLIDE_PATCHES, TISSUES


#: Public questions that stage 0 reads, gathered by this module's command.
PUBLIC = Path(__file__).parents[1] / "data" / "questions.txt"


def imagined_view(rng: random.Random) -> SlideView:
    """A view over invented truths: text without a picture, for language alone."""
    state = np.random.default_rng(rng.getrandbits(32))
    kinds = state.permutation(np.arange(1, len(TISSUES)))[: state.integers(1, 5)]
    atypia = rng.choice(["mild", "marked"])
    truths = []
    for _ in range(24):
        shares = np.zeros(len(TISSUES))
        shares[state.choice(kinds)] += 0.7
        shares[state.choice(kinds)] += 0.3
        truths.append(PatchTruth(shares, state.integers(0, 40, 4), atypia))
    view = slide_view(truths)
    if view.tumour in questions.TUMOUR_TISSUE:
        for measure, (_, answers) in questions.LAID_OUT.items():
            if measure != "necrosis_context" or view.facts.get("necrosis"):
                setattr(view, measure, rng.choice(list(answers)))
    return keep(view, truths[:12], rng.sample(range(1, SLIDE_PATCHES + 1), 12))


def sentences(count: int, seed: int = 0) -> list[str]:
    """`count` questions with their answers, and every phrase once."""
    rng = random.Random(seed)
    lines = [p for table in (PATCH_PHRASES, CELL_PHRASES) for wordings in table.values() for p in wordings]
    lines += [*KEYWORDS, *NEUTRAL]
    for _ in range(count):
        _, asked, answer = questions.free_question(imagined_view(rng), rng)
        lines += [asked, asked.lower(), answer]
    return lines


def public_questions(folder: Path, most: int = 1500) -> list[str]:
    """Questions (never answers) of the public WSI-Bench training files; [] where they are absent."""
    lines = []
    for path in sorted((folder / "text" / "wsi-bench").glob("*.json")):
        for item in json.loads(path.read_text()):
            text = item["conversations"][0]["value"].replace("<image>\n", "")
            lines.append(" ".join(text.split()))
    random.Random(0).shuffle(lines)
    return lines[:most]


def main() -> None:
    parser = argparse.ArgumentParser(description="Collects public questions and trains the tokenizer.")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=Path("public/pack/tokenizer.json"))
    arguments = parser.parse_args()
    PUBLIC.parent.mkdir(parents=True, exist_ok=True)
    PUBLIC.write_text("\n".join(public_questions(arguments.data)))
    tokenizer = train_tokenizer(sentences(4000) + PUBLIC.read_text().splitlines(), arguments.out)
    print("tokens", tokenizer.get_vocab_size())


if __name__ == "__main__":
    main()
