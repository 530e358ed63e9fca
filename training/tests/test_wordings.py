"""Wordings: what training asks stays apart from what evaluation holds out."""

import random
import re

from hwsi import refusals, wordings
from hwsi.wordings import COUNT, IS, OPEN, WHERE, YES_NO, choose, seen
from hwsi.wordings_fresh import FRESH
from hwsi.wordings_named import NAMED
from hwsi.wordings_taught import GROUP, TAUGHT, spoken
from hwsi.wordings_written import WRITTEN

LISTS = {**OPEN, "grades": refusals.GRADES, "other": refusals.OTHER, "is": IS, "where": WHERE, "count": COUNT, "yes/no": YES_NO, "about": refusals._ABOUT, **{f"refuse {k}": v for k, v in refusals.REFUSED.items()}}


def test_a_pattern_stands_for_each_of_its_questions():
    said = {spoken("(Is|Are) {} (seen |)here?", random.Random(i)) for i in range(40)}
    assert said == {"Is {} here?", "Are {} here?", "Is {} seen here?", "Are {} seen here?"}


def test_every_pattern_keeps_the_places_of_what_is_asked():
    for name, patterns in TAUGHT.items():
        places = set(re.findall(r"{[^}]*}", " ".join(LISTS[name]) if not name.startswith(("refuse", "yes/no", "grades")) else ""))
        for pattern in patterns:
            said = spoken(pattern, random.Random(3))
            assert not re.search(r"[()|]", said), pattern
            if places:
                assert set(re.findall(r"{[^}]*}", said)) == places, pattern


def test_training_never_asks_a_held_out_wording():
    rng = random.Random(5)
    for name, listed in LISTS.items():
        held = {w for w in listed if not seen(w)}
        if len(held) < len(listed):
            assert not held & {choose(listed, rng, "train", name) for _ in range(400)}, name


def test_training_never_says_a_held_out_name_or_aside():
    rng = random.Random(7)
    lists = {**{f"name {k}": v for k, v in wordings.ASKED.items()}, "before": wordings.BEFORE, "after": wordings.AFTER}
    assert lists.keys() == NAMED.keys()
    for name, listed in lists.items():
        said = {choose(listed, rng, "train", name) for _ in range(800)}
        assert not {w for w in listed if not seen(w)} & said, name
        assert len(said) > 2 * len(listed), name


def test_evaluation_asks_the_lists_and_no_pattern():
    rng = random.Random(6)
    for name, listed in LISTS.items():
        assert {choose(listed, rng, "test", name) for _ in range(60)} <= set(listed)


def test_fresh_wordings_are_none_of_trainings():
    for name, fresh in FRESH.items():
        patterns = [re.compile(_expression(p), re.IGNORECASE) for p in TAUGHT.get(name, [])]
        known = {_plain(w) for w in [*LISTS[name], *WRITTEN.get(name, [])]}
        assert [w for w in fresh if _plain(w) in known or any(p.fullmatch(_plain(w)) for p in patterns)] == [], name
        assert {choose(LISTS[name], random.Random(i), "fresh", name) for i in range(80)} <= set(fresh)


def _plain(wording: str) -> str:
    return " ".join(re.sub(r"[?.,]", "", wording).lower().split())


def _expression(pattern: str) -> str:
    """A regular expression of all that a pattern stands for, without its marks and spaces."""
    kept: list[str] = []

    def hold(text: str) -> str:
        kept.append(text)
        return f"\x00{len(kept) - 1}\x00"

    while group := GROUP.search(pattern):
        pattern = pattern[: group.start()] + hold(group[1]) + pattern[group.end() :]

    def free(text: str) -> str:
        parts = re.split(r"(\x00\d+\x00)", text)
        return "".join(f"(?:{'|'.join(free(a) for a in kept[int(p.strip(chr(0)))].split('|'))})" if p.startswith("\x00") else re.escape(re.sub(r"[?.,]", "", p)).replace(r"\ ", r"\s*") for p in parts)

    return free(pattern)
