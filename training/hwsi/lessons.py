"""The batches of the language model: slides with many questions each, told by tokens or in words."""

import random

from tokenizers import Tokenizer

from hwsi.compose import BankRegion, compose, select, uncommon, view_of
from hwsi.corpus import imagined_view
from hwsi.features import TextSpace
from hwsi.questions import Asked, Balance, without_citations
from hwsi.reader import Reader
from hwsi.sequence import CELL, REGION, Drop, Sequence, add_question, collate, prefix, sample_drop, symbolic_prefix
from hwsi.vocab import SLIDE_PATCHES

#: Sequences of a step, and tokens of each: prefix and questions.
SLIDES, LENGTH = 4, 1000
#: Questions of a sequence about what its patches were chosen for.
RELATED = 8
#: Share that is left out of the questions about what the slide holds and no kept patch shows: the application
#: chooses patches for every question, so there it is rare.
UNSHOWN = 0.95
#: Families whose answers name patches that the question names: stage 0 keeps those ids.
NAMING = ("patch", "patch tissue", "count", "compare")
#: Families that cannot be answered without a level.
TOLD_BY = {CELL: ("count", "compare"), REGION: ("region", "regions")}


class Teacher:
    """Makes batches: composed slides, filtered for a lead question, asked about it and other things."""

    def __init__(self, bank: list[BankRegion], space: TextSpace, reader: Reader, tokenizer: Tokenizer, seed: int):
        self.bank, self.space, self.reader, self.tokenizer = bank, space, reader, tokenizer
        self.rng = random.Random(seed)
        self.balance = Balance(self.rng)
        self.asked = 0

    def slide(self):
        """A composed slide, its kept patches and its view, chosen for a lead question; the lead's family."""
        slide = compose(self.bank, self.rng, uncommon(self.bank, self.rng) if self.rng.random() < 0.4 else None)
        lead = next(filter(None, (self.balance.ask(slide.view()) for _ in range(4))), None)
        selected = select(slide, self.space, lead.question if lead else "", self.rng)
        if self.rng.random() < 0.4:  # short prefixes too: small slides, and citing is learnt there first
            few = set(self.rng.sample(range(len(selected)), min(len(selected), self.rng.randint(2, 12))))
            selected = [s for i, s in enumerate(selected) if i in few]
        return slide, selected, view_of(slide, selected), lead.family if lead else None

    def sequence(self) -> Sequence:
        slide, selected, view, family = self.slide()
        drop = sample_drop(self.rng)
        row = prefix(slide, selected, self.reader.slide_token(slide), self.tokenizer, drop)
        turn = 0
        while len(row.kinds) < LENGTH - 30 and turn < 80:
            turn += 1
            asked = self.balance.ask(view, family if turn <= RELATED else None, self.is_shown)
            if not asked or any(level in drop.kinds and asked.family in told for level, told in TOLD_BY.items()):
                continue
            if drop.everything:
                if "[P" in asked.question or asked.family in ("count", *TOLD_BY[REGION]):
                    continue
                add_question(row, self.tokenizer, asked.question, without_citations(asked.answer))
            else:
                add_question(row, self.tokenizer, asked.question, asked.answer, tuple(zip(asked.cites, asked.denies)))
            self.asked += 1
        return row

    def is_shown(self, asked: Asked) -> bool:
        """Whether a kept patch shows what is asked about; now and then none has to."""
        return bool(asked.cites) or not asked.fact or self.rng.random() >= UNSHOWN

    def batch(self) -> dict:
        return collate([self.sequence() for _ in range(SLIDES)])

    def pair(self) -> list[Sequence]:
        """A question with the grounded answer, and the same with other patches cited; on one prefix each."""
        while True:
            slide, selected, view, family = self.slide()
            for asked in filter(None, (self.balance.ask(view, family) for _ in range(6))):
                wrong = exchanged(asked, self.rng) if asked.family not in NAMING else None
                if not wrong:
                    continue
                rows = []
                for answer in (asked.answer, wrong):
                    row = prefix(slide, selected, self.reader.slide_token(slide), self.tokenizer, Drop())
                    add_question(row, self.tokenizer, asked.question, answer)
                    rows.append(row)
                return rows



def exchanged(asked: Asked, rng: random.Random) -> str | None:
    """The answer with every citation put on a patch that does not show it; None where there is none."""
    ids = [f"[P{i}]" for i in range(1, SLIDE_PATCHES + 1)]
    parts, turn = [], 0
    for word in asked.answer.replace("].", "] .").split(" "):
        if word in ids:
            others = sorted(asked.denies[turn])
            turn += 1
            if not others:
                return None
            word = f"[P{rng.choice(others)}]"
        parts.append(word)
    return " ".join(parts).replace("] .", "].") if turn else None


class Reciter:
    """Stage 0 batches: questions and answers on invented slides told in words."""

    def __init__(self, tokenizer: Tokenizer, seed: int):
        self.tokenizer, self.rng = tokenizer, random.Random(seed)
        self.balance = Balance(self.rng)

    def sequence(self) -> Sequence:
        view = imagined_view(self.rng)
        view.kept = view.kept[: self.rng.randint(2, 12)]
        row = symbolic_prefix(view.kept, self.tokenizer, self.rng)
        turn = 0
        while len(row.kinds) < LENGTH - 30 and turn < 80:
            turn += 1
            asked = self.balance.ask(view)
            if asked and asked.family in TOLD_BY[REGION]:  # told by region tokens alone
                continue
            if asked and asked.family in NAMING:
                add_question(row, self.tokenizer, asked.question, asked.answer, tuple(zip(asked.cites, asked.denies)))
            elif asked:
                add_question(row, self.tokenizer, asked.question, without_citations(asked.answer))
        return row

    def batch(self) -> dict:
        return collate([self.sequence() for _ in range(SLIDES)])
