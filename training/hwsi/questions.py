"""Questions and true answers about a slide, by family; answers cite the kept patches.

Every answer follows from the view: slide facts and kept patches. A question whose truth is
unsure is not asked. What H&E cannot show is refused, with the reason.
"""

import random
from collections.abc import Callable

from hwsi.citations import NAMES, Pair, cite, seen_instead, shown
from hwsi.facts import main_tissue
from hwsi.layout_questions import LAID_OUT, layout_question
from hwsi.view import UNSPECIFIED, SlideView
from hwsi.vocab import TISSUES

#: How questions name the tissues.
ASKED = {
    "stroma": ["stroma", "fibrous stroma", "connective tissue", "collagen", "fibrous tissue"],
    "benign glands": ["benign glands", "normal glands", "benign epithelium", "regular glands"],
    "malignant glands": ["malignant glands", "tumour glands", "adenocarcinoma", "glandular tumour"],
    "solid tumour": ["solid tumour", "solid carcinoma", "solid growth", "solid sheets of tumour cells"],
    "lymphoid aggregate": ["lymphoid aggregates", "lymphoid tissue", "lymphoid follicles", "a lymphoid aggregate"],
    "adipose": ["adipose tissue", "fat", "fatty tissue", "adipocytes"],
    "necrosis": ["necrosis", "tumour necrosis", "necrotic tissue", "necrotic debris", "dead tissue"],
    "tumour": ["tumour", "tumor", "cancer", "carcinoma", "malignancy", "a tumour", "malignant cells"],
}
IS = ["Is there {}?", "Is {} present?", "Do you see {}?", "Does this slide contain {}?", "Can you see any {}?", "Any {}?", "Is there any {} here?", "Does the tissue show {}?", "Is {} visible on this slide?"]
WHERE = ["Where is {}?", "Where do you see {}?", "Show me {}.", "Which patches show {}?", "Point to {}.", "Find {}.", "Where can I find {}?", "Locate {}.", "Show the areas of {}."]
PLURAL = {"benign glands", "malignant glands", "lymphoid aggregate"}


def _is(tissue: str) -> str:
    return "are" if tissue in PLURAL else "is"


def _stated(view: SlideView, tissue: str) -> str:
    name = NAMES[tissue]
    return f"{name[0].upper()}{name[1:]} {_is(tissue)} present{cite(view.kept, f'tissue:{tissue}')}."


def _denied(view: SlideView, tissue: str) -> str:
    return f"No {NAMES[tissue]} {_is(tissue)} seen.{seen_instead(view)}"


def tissue_question(tissue: str) -> Callable[[SlideView, random.Random], Pair | None]:
    def ask(view: SlideView, rng: random.Random) -> Pair | None:
        present = view.facts.get(tissue)
        if present is None:
            return None
        asked = rng.choice(rng.choice([IS, WHERE])).format(rng.choice(ASKED[tissue]))
        return asked, _stated(view, tissue) if present else _denied(view, tissue)

    return ask


TUMOUR_NAME = {"glandular": "gland-forming carcinoma", "solid": "solid carcinoma", UNSPECIFIED: "carcinoma"}
TUMOUR_TISSUE = {"glandular": "malignant glands", "solid": "solid tumour"}


def _tumour_cite(view: SlideView) -> str:
    if view.tumour == UNSPECIFIED:
        return cite(view.kept, "tumour")
    return cite(view.kept, f"tissue:{TUMOUR_TISSUE[view.tumour]}") if view.tumour in TUMOUR_TISSUE else ""


def tumour_question(view: SlideView, rng: random.Random) -> Pair | None:
    if view.tumour is None:
        return None
    asked = rng.choice(rng.choice([IS, WHERE])).format(rng.choice(ASKED["tumour"]))
    if view.tumour == "none":
        return asked, f"No tumour is seen.{seen_instead(view)}"
    return asked, f"Tumour is present{_tumour_cite(view)}. It is a {TUMOUR_NAME[view.tumour]}."


def diagnosis_question(view: SlideView, rng: random.Random) -> Pair | None:
    if view.tumour is None:
        return None
    asked = rng.choice(
        ["What is the diagnosis?", "What is your diagnosis?", "Diagnosis?", "What does this slide show?", "What type of tumour is this?", "What is the main finding?", "What kind of lesion is this?", "How would you diagnose this slide?", "Is it benign or malignant?", "What is the histological type?", "What do you see here?", "What is the most likely diagnosis?"]
    )
    if view.tumour == "none":
        return asked, f"No tumour is seen. The tissue is benign.{seen_instead(view)}"
    answer = f"The slide shows a {TUMOUR_NAME[view.tumour]}{_tumour_cite(view)}."
    if view.atypia:
        answer += f" Nuclear atypia is {view.atypia}{cite(view.kept, f'atypia:{view.atypia}', 1)}."
    return asked, answer


def pattern_question(view: SlideView, rng: random.Random) -> Pair | None:
    if view.tumour is None:
        return None
    asked = rng.choice(
        ["What is the growth pattern?", "Is the tumour glandular or solid?", "Does the tumour form glands?", "How does the tumour grow?", "Describe the architecture of the tumour.", "Is the growth solid or gland-forming?", "Which growth pattern does the carcinoma have?"]
    )
    if view.tumour == "none":
        return asked, f"No tumour is seen, so it has no growth pattern.{seen_instead(view)}"
    if view.tumour == UNSPECIFIED:
        return asked, f"The tumour's growth pattern is not clear to me{_tumour_cite(view)}."
    pattern = "The tumour forms glands" if view.tumour == "glandular" else "The tumour grows in solid sheets"
    return asked, f"{pattern}{_tumour_cite(view)}."


def atypia_question(view: SlideView, rng: random.Random) -> Pair | None:
    asked = rng.choice(
        ["How marked is the nuclear atypia?", "Is there nuclear pleomorphism?", "Describe the nuclei of the tumour.", "Are the nuclei pleomorphic?", "How atypical are the tumour nuclei?", "Is the nuclear atypia mild or marked?", "What do the tumour nuclei look like?"]
    )
    if view.tumour == "none":
        return asked, f"No tumour is seen, so tumour atypia cannot be judged.{seen_instead(view)}"
    if view.atypia is None or view.tumour is None:
        return None
    look = "vary in size and shape" if view.atypia == "marked" else "are alike in size and shape"
    return asked, f"Nuclear atypia is {view.atypia}. The tumour nuclei {look}{cite(view.kept, f'atypia:{view.atypia}')}."


def infiltrate_question(view: SlideView, rng: random.Random) -> Pair | None:
    if view.infiltrate is None:
        return None
    asked = rng.choice(
        ["Is there inflammation?", "How dense is the lymphocytic infiltrate?", "Are there lymphocytes in the tissue?", "Where are the lymphocytes?", "Is the inflammatory infiltrate sparse or brisk?", "Are there many inflammatory cells?", "Describe the immune infiltrate.", "Show me inflammatory cells."]
    )
    cited = cite(view.kept, "inflammatory cells")
    return asked, f"The infiltrate of lymphocytes is {view.infiltrate}{cited}."


def main_question(view: SlideView, rng: random.Random) -> Pair | None:
    if view.main is None:
        return None
    asked = rng.choice(
        ["Which tissue predominates?", "What is the main tissue?", "What tissue is most common on this slide?", "What is most of the slide made of?", "Which tissue takes the largest area?", "What is the predominant tissue?", "What makes up most of this slide?"]
    )
    name = NAMES[view.main]
    return asked, f"Most of the tissue is {name}{cite(view.kept, f'tissue:{view.main}')}."


def extent_question(view: SlideView, rng: random.Random) -> Pair | None:
    asked = rng.choice(
        ["How much of the tissue is tumour?", "What is the extent of the tumour?", "How large is the tumour?", "What part of the slide is tumour?", "Is the tumour extensive?"]
    )
    if view.tumour == "none":
        return asked, f"No tumour is seen.{seen_instead(view)}"
    if view.extent is None or view.tumour is None:
        return None
    part = {"small": "a small part", "half": "about half", "large": "most"}[view.extent]
    return asked, f"Tumour makes up {part} of the tissue{_tumour_cite(view)}."


def patch_question(view: SlideView, rng: random.Random) -> Pair | None:
    if not view.kept:
        return None
    kept = rng.choice(view.kept)
    asked = rng.choice(
        ["What does [P{}] show?", "Describe [P{}].", "What is in [P{}]?", "What do you see in [P{}]?", "Which tissue is in [P{}]?", "And [P{}]?"]
    ).format(kept.id)
    answer = f"[P{kept.id}] shows {shown(kept.truth)}"
    main = main_tissue(kept.truth.shares)
    beside = [i for i in range(1, len(TISSUES)) if i != main and kept.truth.shares[i] >= 0.3]
    answer += f" beside {NAMES[TISSUES[beside[0]]]}." if beside else "."
    words = {"mostly:inflammatory": "lymphocytes", "mostly:epithelial": "epithelial cells", "mostly:spindle": "spindle cells"}
    for fact, word in words.items():
        if fact in kept.cell_facts:
            answer += f" Most of its cells are {word}."
    return asked, answer


def report_question(view: SlideView, rng: random.Random) -> Pair | None:
    if view.tumour is None:
        return None
    asked = rng.choice(
        ["Describe this slide.", "Write a short report.", "Summarise the findings.", "Give me an overview of the slide.", "Report this slide.", "Describe the findings.", "What are the key findings?", "Write a caption for this slide."]
    )
    head = "No tumour is seen." if view.tumour == "none" else f"The slide shows a {TUMOUR_NAME[view.tumour]}{_tumour_cite(view)}."
    told = [t for t in ("necrosis", "lymphoid aggregate", "benign glands", "adipose", "stroma") if view.facts.get(t)]
    absent = [t for t in ("necrosis", "lymphoid aggregate") if view.facts.get(t) is False]
    lines = [head] + [_stated(view, t) for t in told] + [f"No {NAMES[t]} {_is(t)} seen." for t in absent]
    return asked, " ".join(lines)


def count_question(view: SlideView, rng: random.Random) -> Pair | None:
    what = rng.choice(["cells", "lymphocytes", "nuclei", "tumour cells", "inflammatory cells", "spindle cells"])
    asked = rng.choice(["How many {} are there?", "Count the {}.", "What is the number of {}?", "How many {} do you see?"]).format(what)
    shown = "".join(f" [P{k.id}]" for k in view.kept[:2])
    return asked, f"I do not count in words. The cells counted in each kept patch stand in the evidence list{shown}."


REFUSALS = {
    "The patient's age cannot be seen on an H&E slide.": ["How old is the patient?", "What is the patient's age?", "Estimate the age of the patient."],
    "The patient's sex cannot be seen on an H&E slide.": ["Is the patient male or female?", "What is the sex of the patient?"],
    "Receptor status needs immunohistochemistry. It cannot be seen on an H&E slide.": ["What is the HER2 status?", "Is the tumour oestrogen receptor positive?", "What is the hormone receptor status?", "Is it ER positive?", "Is this triple negative?"],
    "Molecular changes need molecular tests. They cannot be seen on an H&E slide.": ["What is the molecular subtype?", "Which mutations are present?", "Is the tumour microsatellite unstable?", "Is there a KRAS mutation?"],
    "The stage needs the whole resection and clinical data. It cannot be told from this slide.": ["What is the TNM stage?", "What stage is the cancer?", "Are there lymph node metastases?", "What is the pathological stage?"],
    "Survival and prognosis cannot be told from this slide.": ["What is the prognosis?", "How long will the patient survive?", "What is the five-year survival?", "Will the tumour recur?"],
    "Treatment is decided with clinical data. It cannot be told from this slide.": ["What treatment is recommended?", "Should the patient get chemotherapy?", "What is the best therapy?", "Is surgery needed?"],
}


def refusal_question(view: SlideView, rng: random.Random) -> Pair | None:
    answer = rng.choice(list(REFUSALS))
    return rng.choice(REFUSALS[answer]), answer


#: Family name -> generator; the weight is how often a free question is of the family.
FAMILIES: dict[str, tuple[float, Callable[[SlideView, random.Random], Pair | None]]] = {
    **{t: (1.0, tissue_question(t)) for t in NAMES if t != "stroma"},
    "necrosis": (1.6, tissue_question("necrosis")),
    "lymphoid aggregate": (1.6, tissue_question("lymphoid aggregate")),
    "stroma": (0.4, tissue_question("stroma")),
    "tumour": (1.2, tumour_question),
    "diagnosis": (1.6, diagnosis_question),
    "pattern": (0.8, pattern_question),
    "atypia": (0.8, atypia_question),
    "infiltrate": (1.0, infiltrate_question),
    "main": (1.0, main_question),
    **{m: (0.8, layout_question(m)) for m in LAID_OUT},
    "extent": (0.8, extent_question),
    "patch": (1.6, patch_question),
    "report": (1.0, report_question),
    "count": (0.4, count_question),
    "refusal": (0.9, refusal_question),
}


def free_question(view: SlideView, rng: random.Random) -> tuple[str, str, str]:
    """(family, question, answer) of a random family by weight."""
    names, weights = list(FAMILIES), [w for w, _ in FAMILIES.values()]
    while True:
        family = rng.choices(names, weights)[0]
        pair = FAMILIES[family][1](view, rng)
        if pair:
            return family, *pair
