"""The text that the tokenizer and stage 0 see: our questions, answers and phrases."""

import argparse
import json
import random
from pathlib import Path

import numpy as np

from hwsi import questions, refusals
from hwsi.facts import PatchTruth
from hwsi.phrases import CELL_PHRASES, KEYWORDS, NEUTRAL, PATCH_PHRASES
from hwsi.tokenizer import train_llm_tokenizer, train_tokenizer
from hwsi.topics import TOPICS, TUMOUR_FACT
from hwsi.view import RegionView, SlideView, keep, slide_view
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
    view = slide_view(truths)
    if view.tumour in TUMOUR_FACT:
        for measure in ("arrangement", "necrosis_context", "immune", "focality", "front"):
            if measure != "necrosis_context" or view.facts.get("necrosis"):
                setattr(view, measure, rng.choice([v for v in TOPICS[measure].says if v != "none"]))
    view.regions = {n: RegionView(rng.choice(TISSUES[1:]), rng.random() < 0.5) for n in range(1, rng.randint(2, 5))}
    places = [rng.choice(list(view.regions)) for _ in range(12)]
    return keep(view, truths[:12], rng.sample(range(1, SLIDE_PATCHES + 1), 12), regions=places)


def sentences(count: int, seed: int = 0) -> list[str]:
    """`count` questions with their answers, and every phrase once."""
    rng = random.Random(seed)
    lines = [p for table in (PATCH_PHRASES, CELL_PHRASES) for wordings in table.values() for p in wordings]
    lines += [*KEYWORDS, *NEUTRAL]
    for _ in range(count):
        asked = questions.ask(imagined_view(rng), rng)
        if asked:
            lines += [asked.question, asked.answer]
    return lines


#: File of the public set, by the start of its name -> why its questions are not answered.
KINDS = {"Staging": "stage", "Molecular": "molecular", "Prognosis": "prognosis", "Treatment": "treatment", "Grading": "untaught"}
#: Stems of what the model answers or refuses: public phrases that hold one are no unknown findings.
TAUGHT = (
    "tumor", "tumour", "carcinom", "cancer", "malign", "neoplas", "gland", "adeno", "strom", "lymph", "inflamm", "immun", "atyp", "pleomorph", "nucle", "solid", "adipos", "fat", "necro", "collagen",
    "fibro", "connective", "cell", "epitheli", "benign", "architect", "growth", "pattern", "sheet", "nest", "infiltrat", "diagnos", "stag", "node", "nodal", "metasta", "surviv", "prognos", "treat", "therap",
    "surger", "surgic", "radiat", "chemo", "molecul", "subtype", "recept", "her2", "estrogen", "progest", "mutat", "gene", "patient", "age", "recur", "size and shape", "multifocal", "edge", "margin", "tissue", "report", "feature",
    "inhibitor", "posit", "negat", "ihc", " pr", "er and", "nx", "mx", "tnm", "hormon", "adjuvant", "risk", "local", "aggress", "conserv",
)  # fmt: skip


def public_questions(folder: Path, most: int = 700) -> list[str]:
    """"kind<tab>question" (never answers) of the public WSI-Bench training files; [] where they are absent."""
    lines = []
    for path in sorted((folder / "text" / "wsi-bench").glob("*.json")):
        texts = sorted({" ".join(item["conversations"][0]["value"].replace("<image>", "").split()) for item in json.loads(path.read_text())})
        random.Random(0).shuffle(texts)
        lines += [f"{KINDS[path.name.split('_')[0]]}\t{text}" for text in texts[:most]]
    return lines


def public_phrases(folder: Path, most: int = 900) -> list[str]:
    """Frequent phrases of pathology that name nothing the model is taught; [] where they are absent."""
    path = folder / "text" / "morphology_phrases.tsv"
    phrases = [line.split("\t")[1] for line in path.read_text().splitlines()] if path.exists() else []
    return [p for p in phrases if not any(stem in p for stem in TAUGHT)][:most]


def main() -> None:
    parser = argparse.ArgumentParser(description="Collects public questions and trains the two tokenizers.")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=Path("public/pack"))
    parser.add_argument("--only", choices=("text", "language"), help="one of the tokenizers")
    arguments = parser.parse_args()
    refusals.PUBLIC.parent.mkdir(parents=True, exist_ok=True)
    refusals.PUBLIC.write_text("\n".join(public_questions(arguments.data)))
    refusals.PHRASES.write_text("\n".join(public_phrases(arguments.data)))
    texts = sentences(6000) + [line.split("\t")[1] for line in refusals.PUBLIC.read_text().splitlines()]
    if arguments.only != "language":
        train_tokenizer(texts, arguments.out / "tokenizer.json")
    if arguments.only != "text":
        print("tokens", train_llm_tokenizer(texts, arguments.out / "llm-tokenizer.json").get_vocab_size())


if __name__ == "__main__":
    main()
