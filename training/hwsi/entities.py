"""The entities of a question: its words and adjacent pairs, stop words left out.

The same rule and list stand in src/pipeline/entities.ts; a test holds them together.
"""

import re

STOP_WORDS = frozenset(
    "a about all an and any are as at be been by can could describe did do does explain find for "
    "from give has have how i if in into is it its list many me most much no not of on or our "
    "please say see seen shall should show shown shows slide tell that the their them there these "
    "they this to was we were what when where which who why will with would you your image picture "
    "patch patches region regions".split()
)


def question_entities(question: str) -> list[str]:
    """Lower-cased words of three letters or more that are no stop words, then the adjacent pairs of those."""
    words = [w for w in re.split(r"[^a-z]+", question.lower()) if len(w) > 2 and w not in STOP_WORDS]
    return words + [f"{a} {b}" for a, b in zip(words, words[1:])]
