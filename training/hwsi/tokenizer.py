"""Byte-level BPE trained on our text: one for phrases of the patch space, one for the language model.

In the language model's, [P1]..[P64], [P] and the chat marks are single tokens, and so is every
number from 0 to 999 and every hundred to 9900 with a space before it: a count is copied in one token.
"""

import json
from pathlib import Path

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

from hwsi.text import TEXT_TOKENS
from hwsi.vocab import COUNT_WORDS, REGION_WORD, SLIDE_PATCHES

PAD, START, END = "<|pad|>", "<|im_start|>", "<|im_end|>"
IDS = [f"[P{i}]" for i in range(1, SLIDE_PATCHES + 1)]
#: "A citation" as a word, and the name of all kept patches together.
ANY = "[P]"
#: Token of [P1]; the other ids follow it, then [P].
FIRST_ID = 3
CITE = FIRST_ID + SLIDE_PATCHES
VOCABULARY, LLM_VOCABULARY = 2048, 3328
TEMPLATE = START + "user\n{question}" + END + "\n" + START + "assistant\n"
#: Letters of the options of a choice.
LETTERS = "ABCD"
SPACE = "Ġ"  # how byte-level BPE writes a space


def train_tokenizer(texts: list[str], path: Path, vocabulary: int = VOCABULARY, extra: tuple[str, ...] = ()) -> Tokenizer:
    """Trains on `texts` and writes tokenizer.json; id 0 is the pad, ids 3.. the patch ids, then `extra`."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=vocabulary,
        special_tokens=[PAD, START, END, *IDS, *extra],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    path.parent.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(path))
    write_compact(path, json.loads(path.read_text()))
    return tokenizer


def write_compact(path: Path, file: dict) -> None:
    """A tokenizer.json without spaces: half the download."""
    path.write_text(json.dumps(file, ensure_ascii=False, separators=(",", ":")))


def numbers() -> list[str]:
    """The numbers that are one token each, shorter ones first."""
    return [str(n) for n in [*range(1000), *range(1000, 10000, 100)]]



def train_llm_tokenizer(texts: list[str], path: Path) -> Tokenizer:
    """The language model's tokenizer.json: BPE on words, and numbers as tokens of their own.

    The merges of numbers come first, so that no other merge can split one.
    """
    words = ["".join(c for c in text if not c.isdigit()) for text in texts]
    train_tokenizer(words, path, LLM_VOCABULARY - len(numbers()), (ANY,))
    file = json.loads(path.read_text())
    model = file["model"]
    merges = [[SPACE + n[:-1], n[-1]] for n in numbers()]
    for left, right in merges:
        model["vocab"].setdefault(left + right, len(model["vocab"]))
    model["merges"] = merges + model["merges"]
    write_compact(path, file)
    tokenizer = Tokenizer.from_file(str(path))
    for text in [*(f" {n}" for n in numbers()), *COUNT_WORDS, REGION_WORD]:
        if len(tokenizer.encode(text).ids) != 1:
            raise ValueError(f"{text!r} is not one token")
    return tokenizer


def rounded(count: int) -> int:
    """A count as it is said: exact to 999, then in hundreds, at most 9900."""
    return count if count < 1000 else min(9900, (count + 50) // 100 * 100)


def encode_texts(tokenizer: Tokenizer, texts: list[str]) -> tuple[list[list[int]], list[list[int]]]:
    """Lower-cased texts -> ids and mask, each [m, 24], padded with id 0."""
    ids, masks = [], []
    for text in texts:
        row = tokenizer.encode(text.lower()).ids[:TEXT_TOKENS]
        pad = TEXT_TOKENS - len(row)
        ids.append(row + [0] * pad)
        masks.append([1] * len(row) + [0] * pad)
    return ids, masks
