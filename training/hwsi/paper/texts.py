"""A report -> texts of four scales (cell as word, patch as phrase, region as sentence, slide as paragraph).

Only the slide's report is known, not what is said of which patch: the texts of a scale are positives
for every token of that scale in the same slide (hwsi.paper.losses).
"""

import random
import re

from tokenizers import Tokenizer

from hwsi.entities import STOP_WORDS

SCALES = ("cell", "patch", "region", "slide")
#: Texts drawn of each scale and slide in a step.
DRAWN = {"cell": 8, "patch": 4, "region": 2, "slide": 1}
JOINTS = re.compile(r"[,;:.()\n]+|\b(?:and|with|which|without|or)\b", re.IGNORECASE)


def texts_of(report: str) -> dict[str, list[str]]:
    """Words, phrases of two to nine words, sentences and the whole; a scale without any takes the next coarser."""
    whole = " ".join(report.split())
    sentences = [s.strip() for s in re.split(r"(?<=[.!?;])\s+", whole) if len(s.split()) > 1]
    phrases = [p.strip() for p in JOINTS.split(whole) if 2 <= len(p.split()) <= 9]
    words = [w for w in dict.fromkeys(re.findall(r"[a-z]{4,}", whole.lower())) if w not in STOP_WORDS]
    regions = sentences or [whole]
    patches = phrases or regions
    return {"cell": words or patches, "patch": patches, "region": regions, "slide": [whole]}


def draw_texts(report: str, rng: random.Random) -> dict[str, list[str]]:
    """`DRAWN` texts of each scale; repeated where the report holds fewer."""
    out = {}
    for scale, held in texts_of(report).items():
        wanted = DRAWN[scale]
        out[scale] = rng.sample(held, wanted) if len(held) >= wanted else [rng.choice(held) for _ in range(wanted)]
    return out


def word_ids(tokenizer: Tokenizer, lines: list[str], context: int) -> list[list[int]]:
    """Lower-cased texts -> ids [m, context - 1], cut or padded with 0: the last place is [CLS]'s."""
    tokenizer.enable_truncation(context - 1)
    rows = [tokenizer.encode(line.lower()).ids for line in lines]
    return [row + [0] * (context - 1 - len(row)) for row in rows]
