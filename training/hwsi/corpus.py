"""The text that the tokenizer and stage 0 see: our questions, answers and phrases."""

import random

import numpy as np

from hwsi import questions
from hwsi.facts import PatchTruth
from hwsi.phrases import CELL_PHRASES, KEYWORDS, NEUTRAL, PATCH_PHRASES
from hwsi.view import SlideView, keep, slide_view
from hwsi.vocab import SLIDE_PATCHES, TISSUES


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
    ids = rng.sample(range(1, SLIDE_PATCHES + 1), 12)
    return keep(slide_view(truths), truths[:12], ids)


def sentences(count: int, seed: int = 0) -> list[str]:
    """`count` questions with their answers, and every phrase once."""
    rng = random.Random(seed)
    lines = [p for table in (PATCH_PHRASES, CELL_PHRASES) for wordings in table.values() for p in wordings]
    lines += [*KEYWORDS, *NEUTRAL]
    for _ in range(count):
        _, asked, answer = questions.free_question(imagined_view(rng), rng)
        lines += [asked, asked.lower(), answer]
    return lines


def main() -> None:
    """Trains the tokenizer: python -m hwsi.corpus public/pack/tokenizer.json"""
    import sys
    from pathlib import Path

    from hwsi.tokenizer import train_tokenizer

    public = Path(__file__).parents[1] / "data" / "questions.txt"
    extra = public.read_text().splitlines() if public.exists() else []
    tokenizer = train_tokenizer(sentences(4000) + extra, Path(sys.argv[1]))
    print("tokens", tokenizer.get_vocab_size())


if __name__ == "__main__":
    main()
