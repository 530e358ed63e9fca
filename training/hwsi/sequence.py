"""Training sequences: one visual prefix, several questions that each see it and not each other.

The prefix is the slide token; per region its token (named by its number) and its kept patches, each as id, patch token,
cell token and four counts (issue 2, issue 4); then the counts of all kept patches together with
their area. The id's embedding is also added to what belongs to it, and the class's word to a count,
so that one look finds a patch's token or number by its name: with the id before them only, citing
took two looks through two layers and was not learnt in a CPU hour. Counts go with the cell level.
Positions of every question go on from the end of the prefix.
"""

import random
from dataclasses import dataclass, field

import numpy as np
import torch
from tokenizers import Tokenizer

from hwsi.compose import Composed, Selected
from hwsi.phrases import CELL_PHRASES, PATCH_PHRASES
from hwsi.tokenizer import ANY, END, FIRST_ID, LETTERS, SPACE, TEMPLATE, rounded
from hwsi.view import Kept
from hwsi.vocab import CELL_CLASSES, COUNT_WORDS, PATCH_MM2, REGION_WORD, SLIDE_PATCHES

#: Kinds of position; text carries a token id, the others a row of that level's features.
TEXT, SLIDE, REGION, PATCH, CELL = range(5)
LEVELS = (SLIDE, REGION, PATCH, CELL)
IGNORED = -100


@dataclass
class Sequence:
    """One row of a batch; `values` is a token id for TEXT, else a row index into `features`.

    `names` and `words` are tokens whose embeddings are added: of the patch's id, of a count's class.
    """

    kinds: list[int] = field(default_factory=list)
    values: list[int] = field(default_factory=list)
    positions: list[int] = field(default_factory=list)
    segments: list[int] = field(default_factory=list)
    labels: list[int] = field(default_factory=list)
    decisive: list[int] = field(default_factory=list)  # 1 where the label decides: an answer's first token, a number, what follows a sentence or "Answer:"
    names: list[int] = field(default_factory=list)
    words: list[int] = field(default_factory=list)
    pointers: list[tuple[int, int, int, int]] = field(default_factory=list)  # id - 1, patch row, cell row, token of the region's number; -1 none
    cites: dict[int, tuple[frozenset[int], frozenset[int], frozenset[int]]] = field(default_factory=dict)  # place -> ids that show it, ids that do not, ids cited just before
    features: dict[int, list[np.ndarray]] = field(default_factory=lambda: {k: [] for k in LEVELS})
    #: Rows (kind, value, name, word) that a patch has after its id, by the id's token, and a region by its number's: a question that names it repeats them.
    named: dict[int, list[tuple[int, int, int, int]]] = field(default_factory=dict)
    numbered: dict[int, list[tuple[int, int, int, int]]] = field(default_factory=dict)

    def rows(self, start: int) -> list[tuple[int, int, int, int]]:
        """Rows of the prefix from a place on."""
        return list(zip(self.kinds[start:], self.values[start:], self.names[start:], self.words[start:]))

    def add(self, kind: int, value: int, position: int, segment: int, label: int = IGNORED, name: int = -1, word: int = -1) -> None:
        self.kinds.append(kind)
        self.names.append(name)
        self.words.append(word)
        self.values.append(value)
        self.positions.append(position)
        self.segments.append(segment)
        self.labels.append(label)
        self.decisive.append(0)

    def feature(self, kind: int, row: np.ndarray, name: int = -1, word: int = -1) -> None:
        self.features[kind].append(row)
        self.add(kind, len(self.features[kind]) - 1, len(self.kinds), 0, name=name, word=word)

    def text(self, ids: list[int], name: int = -1, word: int = -1) -> None:
        """Tokens of the prefix."""
        for token in ids:
            self.add(TEXT, token, len(self.kinds), 0, name=name, word=word)


@dataclass(frozen=True)
class Drop:
    """Levels left out of a prefix, by kind."""

    kinds: frozenset[int] = frozenset()
    everything: bool = False


def sample_drop(rng: random.Random) -> Drop:
    """10 % without any image token; else each level is missing in 8 %, and in 6 % all but one or two."""
    if rng.random() < 0.10:
        return Drop(everything=True)
    if rng.random() < 0.06:
        return Drop(frozenset(rng.sample(LEVELS, rng.choice((2, 3)))))
    return Drop(frozenset(k for k in LEVELS if rng.random() < 0.08))


def said_counts(counts: np.ndarray) -> dict[str, int]:
    """Cells per CELL_CLASSES -> the number beside each of COUNT_WORDS, as it is said."""
    return {w: rounded(int(counts.sum() if c is None else counts[CELL_CLASSES.index(c)])) for w, c in COUNT_WORDS.items()}


def _add_counts(sequence: Sequence, counts: np.ndarray, name: int, tokenizer: Tokenizer) -> None:
    for word, count in said_counts(counts).items():
        sequence.text([number_token(count, tokenizer)], name, word_token(word, tokenizer))


def number_token(number: int, tokenizer: Tokenizer) -> int:
    return tokenizer.token_to_id(f"{SPACE}{number}")


def word_token(word: str, tokenizer: Tokenizer) -> int:
    return tokenizer.token_to_id(word.replace(" ", SPACE))


def area_text(patches: int) -> str:
    """' in 0.52 mm2': the area of so many patches."""
    return f" in {patches * PATCH_MM2:.2f} mm2"


def add_totals(sequence: Sequence, counts: list[np.ndarray], tokenizer: Tokenizer) -> None:
    """The counts of all kept patches together, and the area they come from."""
    name = tokenizer.token_to_id(ANY)
    sequence.text([name])
    _add_counts(sequence, np.sum(counts, 0), name, tokenizer)
    sequence.text(tokenizer.encode(area_text(len(counts))).ids)


def prefix(slide: Composed, selected: list[Selected], slide_token: np.ndarray, tokenizer: Tokenizer, drop: Drop) -> Sequence:
    sequence, counts = Sequence(), []
    if drop.everything:
        return sequence
    if SLIDE not in drop.kinds:
        sequence.feature(SLIDE, slide_token)
    for index, region in enumerate(slide.regions):
        if REGION not in drop.kinds:
            number = number_token(index + 1, tokenizer)
            sequence.feature(REGION, region.embedding[slide.variant], number, word_token(REGION_WORD, tokenizer))
            sequence.numbered[number] = sequence.rows(len(sequence.kinds) - 1)
        for kept in (s for s in selected if s.region == index):
            name = tokenizer.token_to_id(f"[P{kept.id}]")
            sequence.text([name])
            start = len(sequence.kinds)
            if PATCH not in drop.kinds:
                sequence.feature(PATCH, region.embeddings[slide.variant][kept.patch], name)
            if CELL not in drop.kinds:
                sequence.feature(CELL, region.cell_tokens[kept.patch], name)
                counts.append(region.truths[kept.patch].counts if kept.counts is None else kept.counts)
                _add_counts(sequence, counts[-1], name, tokenizer)
            rows = (-1 if k in drop.kinds else len(sequence.features[k]) - 1 for k in (PATCH, CELL))
            sequence.pointers.append((kept.id - 1, *rows, number_token(index + 1, tokenizer)))
            sequence.named[name] = sequence.rows(start)
    if counts:
        add_totals(sequence, counts, tokenizer)
    return sequence


def symbolic_prefix(kept: list[Kept], tokenizer: Tokenizer, rng: random.Random) -> Sequence:
    """Patches in words: id, a phrase and a cell word named like visual tokens, counts (stage 0)."""
    sequence = Sequence()
    for patch in kept:
        words = [PATCH_PHRASES[f][0] for f in sorted(patch.facts) if f.startswith(("tissue:", "atypia:", "many lymphocytes", "inflammatory cells", "lymphocytes in tumour"))]
        words.append(CELL_PHRASES[rng.choice(sorted(patch.cell_facts))][0])
        name = tokenizer.token_to_id(f"[P{patch.id}]")
        sequence.text([name])
        start = len(sequence.kinds)
        sequence.text(tokenizer.encode(" ".join(words)).ids, name)
        _add_counts(sequence, patch.counts, name, tokenizer)
        sequence.named[name] = sequence.rows(start)
        sequence.pointers.append((patch.id - 1, -1, -1, number_token(patch.region, tokenizer)))
    add_totals(sequence, [k.counts for k in kept], tokenizer)
    return sequence


def option_letters(asked: list[int], tokenizer: Tokenizer) -> list[int]:
    """For each token the letter of the option that it stands in, from " A" before ")" to the next or the end; else -1."""
    closing, end = tokenizer.token_to_id(")"), tokenizer.token_to_id(END)
    letters, letter, out = {tokenizer.token_to_id(f"{SPACE}{x}") for x in LETTERS}, -1, []
    for token, following in zip(asked, [*asked[1:], -1]):
        letter = token if token in letters and following == closing else -1 if token == end else letter
        out.append(letter)
    return out


def asked_rows(sequence: Sequence, tokenizer: Tokenizer, question: str) -> list[tuple[int, int, int, int]]:
    """Rows (kind, value, name, word) of a question in the template.

    A patch or a numbered region that it names brings its rows of the prefix with it, and what stands in an
    option has its letter as word: looking them up was not learnt by a model of this size.
    """
    rows, before = [], -1
    asked = tokenizer.encode(TEMPLATE.replace("{question}", question)).ids
    for token, letter in zip(asked, option_letters(asked, tokenizer)):
        rows.append((TEXT, token, -1, letter))
        rows += sequence.named.get(token, [])
        if token in sequence.numbered and tokenizer.id_to_token(before).endswith("egion"):
            rows += sequence.numbered[token]
        before = token
    return rows


def add_question(sequence: Sequence, tokenizer: Tokenizer, question: str, answer: str, cites: tuple = (), learnt: bool = True) -> None:
    """Appends a question and its answer as a segment of its own; only the answer is learnt.

    `cites`: for each [P..] of the answer in order, the ids that show what it is cited for and those that do not.
    """
    segment = max(sequence.segments, default=0) + 1
    at = sum(1 for s in sequence.segments if s == 0)
    asked = asked_rows(sequence, tokenizer, question)
    told = tokenizer.encode(answer).ids + [tokenizer.token_to_id(END)]
    left, used, last = list(cites), set(), -9
    first, colon, stop = (tokenizer.token_to_id(t) for t in (f"{SPACE}0", ":", "."))
    for i, (kind, value, name, word) in enumerate(asked + [(TEXT, token, -1, -1) for token in told]):
        turn = i - len(asked) + 1
        label = told[turn] if learnt and 0 <= turn < len(told) else IGNORED
        if FIRST_ID <= label < FIRST_ID + SLIDE_PATCHES and left:
            used = used if i - last == 2 else set()  # a space stands between two citations
            sequence.cites[len(sequence.kinds)] = (*left.pop(0), frozenset(used))
            used, last = used | {label - FIRST_ID + 1}, i
        sequence.add(kind, value, at + i, segment, label, name, word)
        sequence.decisive[-1] = int(label != IGNORED and (turn == 0 or label >= first or value in (colon, stop)))


def given_ids(sequence: Sequence) -> torch.Tensor:
    """bool [64]: patch ids that the prefix gives; no other is ever said, here or in the app."""
    given = {p[0] for p in sequence.pointers}
    return torch.tensor([i in given for i in range(SLIDE_PATCHES)])


def collate(sequences: list[Sequence]) -> dict[str, torch.Tensor]:
    """Padded batch: kinds, values, names, words, positions, labels, decisive [b, s], allowed [b, 1, s, s], segments [b, s] (0 the prefix, -1 padding), given ids [b, 64],
    pointers [n, 5] (row, id - 1, patch row, cell row, token of the region's number), shows [b, s, 64] int8 (2 shows, 1 shows but was just cited,
    -1 does not, 0 unsure), features by kind."""
    longest = max(len(s.kinds) for s in sequences)

    def pad(rows: list[list[int]], value: int) -> torch.Tensor:
        return torch.tensor([r + [value] * (longest - len(r)) for r in rows])

    segments = pad([s.segments for s in sequences], -1)
    causal = torch.ones(longest, longest, dtype=torch.bool).tril()
    same = (segments[:, :, None] == segments[:, None, :]) | (segments[:, None, :] == 0)
    allowed = (same & causal[None]) | torch.eye(longest, dtype=torch.bool)[None]
    values, features, pointers = [], {}, []
    offset = {k: 0 for k in LEVELS}
    shows = torch.zeros(len(sequences), longest, SLIDE_PATCHES, dtype=torch.int8)
    for row, s in enumerate(sequences):
        values.append([v + (offset[k] if k else 0) for k, v in zip(s.kinds, s.values)])
        pointers += [(row, i, p + offset[PATCH] if p >= 0 else -1, c + offset[CELL] if c >= 0 else -1, n) for i, p, c, n in s.pointers]
        for place, (yes, no, used) in s.cites.items():
            shows[row, place, [i - 1 for i in yes]] = 2
            shows[row, place, [i - 1 for i in yes & used]] = 1
            shows[row, place, [i - 1 for i in no]] = -1
        for k in offset:
            offset[k] += len(s.features[k])
    for k in offset:
        rows = [f for s in sequences for f in s.features[k]]
        features[k] = torch.from_numpy(np.stack(rows)) if rows else None
    return {
        "kinds": pad([s.kinds for s in sequences], TEXT),
        "values": pad(values, 0),
        "positions": pad([s.positions for s in sequences], 0),
        "labels": pad([s.labels for s in sequences], IGNORED),
        "decisive": pad([s.decisive for s in sequences], 0).bool(),
        "names": pad([s.names for s in sequences], -1),
        "words": pad([s.words for s in sequences], -1),
        "allowed": allowed[:, None],
        "segments": segments,
        "given": torch.stack([given_ids(s) for s in sequences]),
        "shows": shows,
        "pointers": torch.tensor(pointers, dtype=torch.int64).reshape(-1, 5),
        "features": features,
    }
