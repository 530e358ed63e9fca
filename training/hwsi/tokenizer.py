"""Byte-level BPE trained on our own text; [P1]..[P64] and the chat marks are single tokens."""

from pathlib import Path

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

from hwsi.text import TEXT_TOKENS
from hwsi.vocab import SLIDE_PATCHES

PAD, START, END = "<|pad|>", "<|im_start|>", "<|im_end|>"
SPECIALS = [PAD, START, END] + [f"[P{i}]" for i in range(1, SLIDE_PATCHES + 1)]
#: Token of [P1]; the other ids follow it.
FIRST_ID = 3
VOCABULARY = 2048
TEMPLATE = START + "user\n{question}" + END + "\n" + START + "assistant\n"


def train_tokenizer(texts: list[str], path: Path) -> Tokenizer:
    """Trains on `texts` and writes tokenizer.json; id 0 is the pad, ids 3.. the patch ids."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY,
        special_tokens=SPECIALS,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    path.parent.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(path))
    return tokenizer


def encode_texts(tokenizer: Tokenizer, texts: list[str]) -> tuple[list[list[int]], list[list[int]]]:
    """Lower-cased texts -> ids and mask, each [m, 24], padded with id 0."""
    ids, masks = [], []
    for text in texts:
        row = tokenizer.encode(text.lower()).ids[:TEXT_TOKENS]
        pad = TEXT_TOKENS - len(row)
        ids.append(row + [0] * pad)
        masks.append([1] * len(row) + [0] * pad)
    return ids, masks
