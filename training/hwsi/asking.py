"""Asks cases under a condition, many slides at once; answers are kept as files, so that a stopped run goes on."""

import hashlib
import json
import time
from collections.abc import Callable
from pathlib import Path

from tokenizers import Tokenizer

from hwsi.compose import Composed, Selected
from hwsi.protocol import Case, lent
from hwsi.reader import Reader
from hwsi.sequence import Drop, Sequence, prefix
from hwsi.speak import Speaker, Told

#: Slides that are asked at once, and families that are asked apart, for their questions or answers are long.
GROUP, APART = 8, ({"report", "caption", "region", "regions", "compare"}, {"refusal", "untaught"})
#: Blind questions that are asked at once.
BLIND = 48


class Store:
    """Answers by condition in a folder; emptied when the weights or the questions are not those that it was made with."""

    def __init__(self, folder: Path, key: str):
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        mark = folder / "key.txt"
        if not mark.exists() or mark.read_text() != key:
            for path in folder.glob("*.json"):
                path.unlink()
            mark.write_text(key)

    def keep(self, name: str, make: Callable[[], list]) -> list:
        """What `make` gives, made once; plain JSON."""
        path = self.folder / f"{name.replace(' ', '-')}.json"
        if not path.exists():
            start, found = time.process_time(), make()
            part = path.with_suffix(".part")
            part.write_text(json.dumps(found))
            part.replace(path)
            print(f"{name}: {time.process_time() - start:.0f} s", flush=True)
        return json.loads(path.read_text())


def store_key(weights: Path, decoder: Path | None, cases: list[Case]) -> str:
    """Of the trained files of a folder, the int4 file and all questions."""
    digest = hashlib.sha256(decoder.read_bytes() if decoder else b"")
    for name in ("llm", "projectors", "pointer", "slide-encoder", "region-encoder", "ccaf"):
        digest.update((weights / f"{name}.pt").read_bytes())
    for case in cases:
        digest.update(repr([(a.question, a.answer) for a in case.asked]).encode())
    return digest.hexdigest()


class Asker:
    """Prefixes and answers of one speaker."""

    def __init__(self, speaker: Speaker, reader: Reader, store: Store):
        self.speaker, self.reader, self.store = speaker, reader, store

    @property
    def tokenizer(self) -> Tokenizer:
        return self.speaker.tokenizer

    def row(self, slide: Composed, selected: list[Selected], drop: Drop = Drop()) -> Sequence:
        return prefix(slide, selected, self.reader.slide_token(slide), self.tokenizer, drop)

    def image(self, cases: list[Case], name: str, drop: Drop = Drop()) -> list[list[Told]]:
        """Each case's own tokens, some levels left out."""
        return self.told(name, cases, lambda c: self.row(c.slide, c.selected, drop))

    def exchanged(self, cases: list[Case], name: str, seed: int = 0) -> list[list[Told]]:
        """The tokens of another slide under the case's ids."""
        return self.told(name, cases, lambda c: self.row(cases[c.other].slide, lent(c, cases[c.other], seed)))

    def blind(self, cases: list[Case], name: str) -> list[list[Told]]:
        """No image token; a question has one answer, whatever the slide."""
        unique = list(dict.fromkeys(a.question for c in cases for a in c.asked))

        def make() -> list[str]:
            empty, told = self.speaker.read([Sequence()]), []
            for start in range(0, len(unique), BLIND):
                told += [t.text for t in self.speaker.answer(empty, [unique[start : start + BLIND]])[0]]
            return told

        answers = dict(zip(unique, self.store.keep(name, make)))
        return [[Told(answers[a.question]) for a in c.asked] for c in cases]

    def told(self, name: str, cases: list[Case], make: Callable[[Case], Sequence]) -> list[list[Told]]:
        """Answers to every question of every case on the prefix that `make` gives."""

        def ask() -> list:
            rows = [make(c) for c in cases]
            found: list = [None] * len(cases)
            for group in grouped(rows):
                read = self.speaker.read([rows[i] for i in group])
                for i, told in zip(group, self._ask(read, [cases[i] for i in group])):
                    found[i] = [[t.text, t.support] for t in told]
            return found

        return [[Told(text, {int(i): v for i, v in support.items()}) for text, support in row] for row in self.store.keep(name, ask)]

    def _ask(self, read, cases: list[Case]) -> list[list[Told]]:
        out: list[list] = [[None] * len(c.asked) for c in cases]
        kind = lambda family: next((i for i, apart in enumerate(APART) if family in apart), -1)  # noqa: E731
        for wanted in range(-1, len(APART)):
            places = [[i for i, a in enumerate(c.asked) if kind(a.family) == wanted] for c in cases]
            if not any(places):
                continue
            for s, told in enumerate(self.speaker.answer(read, [[c.asked[i].question for i in p] for c, p in zip(cases, places)])):
                for i, t in zip(places[s], told):
                    out[s][i] = t
        return out

    def likelihoods(self, name: str, cases: list[Case], rows: Callable[[int], Sequence], stems: list[str]) -> list[float]:
        """Log-probability of the beginning of an answer to each case's one question."""

        def ask() -> list[float]:
            made, found = [rows(i) for i in range(len(cases))], [0.0] * len(cases)
            for group in grouped(made):
                read = self.speaker.read([made[i] for i in group])
                for i, told in zip(group, self.speaker.likelihood(read, [[cases[i].asked[0].question] for i in group], [[stems[i]] for i in group])):
                    found[i] = told[0]
            return found

        return self.store.keep(name, ask)


def grouped(rows: list[Sequence]) -> list[list[int]]:
    """Indices in groups of alike length."""
    order = sorted(range(len(rows)), key=lambda i: len(rows[i].kinds))
    return [order[i : i + GROUP] for i in range(0, len(order), GROUP)]
