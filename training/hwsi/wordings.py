"""Wordings of questions: what training asks, and what it never sees.

Every list is split by a hash of the wording: about one in six is held out for evaluation, so that
answers to new words are measured apart.
"""

import random
import zlib

from hwsi.wordings_fresh import FRESH
from hwsi.wordings_named import NAMED
from hwsi.wordings_taught import TAUGHT, filled, spoken
from hwsi.wordings_written import WRITTEN

#: Share of training's questions that are worded by patterns or by another hand, and that hand's of those.
TAUGHT_SHARE, WRITTEN_SHARE = 0.6, 0.3

#: How questions name the tissues.
ASKED = {
    "stroma": ["stroma", "fibrous stroma", "connective tissue", "collagen", "fibrous tissue", "stromal tissue"],
    "benign glands": ["benign glands", "normal glands", "benign epithelium", "regular glands", "benign crypts", "non-neoplastic glands"],
    "malignant glands": ["malignant glands", "tumour glands", "adenocarcinoma", "glandular tumour", "neoplastic glands", "gland-forming carcinoma"],
    "solid tumour": ["solid tumour", "solid carcinoma", "solid growth", "solid sheets of tumour cells", "solid tumor", "tumour in sheets"],
    "lymphoid aggregate": ["lymphoid aggregates", "lymphoid tissue", "lymphoid follicles", "a lymphoid aggregate", "lymphoid nodules"],
    "adipose": ["adipose tissue", "fat", "fatty tissue", "adipocytes", "fat cells", "mature fat"],
    "necrosis": ["necrosis", "tumour necrosis", "necrotic tissue", "necrotic debris", "dead tissue", "coagulative necrosis", "tumor necrosis"],
    "tumour": ["tumour", "tumor", "cancer", "carcinoma", "malignancy", "a tumour", "malignant cells", "a malignant tumour", "neoplastic tissue"],
}
IS = [
    "Is there {}?", "Is {} present?", "Do you see {}?", "Does this slide contain {}?", "Can you see any {}?", "Any {}?", "Is there any {} here?",
    "Does the tissue show {}?", "Is {} visible on this slide?", "Is {} seen?", "Could there be {}?", "Is {} found in this specimen?", "Did you find {}?",
    "Does the section contain {}?", "Is {} identified?", "{}?", "Is there evidence of {}?", "Does it have {}?", "Are there areas of {}?", "Do the patches show {}?",
    "What about {}?", "Tell me if there is {}.", "Check for {}.", "Presence of {}?",
]  # fmt: skip
WHERE = [
    "Where is {}?", "Where do you see {}?", "Show me {}.", "Which patches show {}?", "Point to {}.", "Find {}.", "Where can I find {}?", "Locate {}.",
    "Show the areas of {}.", "In which patches is {}?", "Highlight {}.", "Take me to {}.", "Where on the slide is {}?", "Which areas contain {}?", "Go to {}.", "Can you show me {}?",
]  # fmt: skip
COUNT = [
    "How many {} are there?", "Count the {}.", "What is the number of {}?", "How many {} do you see?", "How many {} were counted?", "Number of {}?", "Give me the count of {}.",
    "How many {} are on this slide?", "Please count {}.", "What is the total of {}?",
]  # fmt: skip

OPEN: dict[str, list[str]] = {
    "tumour": ["Is it benign or malignant?", "Does it look malignant?", "Does it look malignant to you?", "Is this malignant?", "Is this tissue benign?", "Is this cancer?", "Are there malignant changes?", "Is the tissue normal?", "Is it a tumour?", "Do I have to worry about cancer here?", "Would you call this malignant?", "Is there anything malignant?"],
    "diagnosis": ["What is the diagnosis?", "What is your diagnosis?", "Diagnosis?", "What does this slide show?", "What type of tumour is this?", "What is the main finding?", "What kind of lesion is this?", "How would you diagnose this slide?", "What is the histological type?", "What do you see here?", "What is the most likely diagnosis?", "What is the histologic type of the carcinoma?", "Which kind of carcinoma is it?", "What tumor type is present?", "Name the lesion.", "What is this?", "Give me your impression."],
    "pattern": ["What is the growth pattern?", "Is the tumour glandular or solid?", "Does the tumour form glands?", "How does the tumour grow?", "Describe the architecture of the tumour.", "Is the growth solid or gland-forming?", "Which growth pattern does the carcinoma have?", "What architecture does the tumor have?", "In what pattern does it grow?", "Is the carcinoma forming glands or sheets?", "Which architectural pattern is seen?"],
    "atypia": ["How marked is the nuclear atypia?", "Is there nuclear pleomorphism?", "Describe the nuclei of the tumour.", "Are the nuclei pleomorphic?", "How atypical are the tumour nuclei?", "Is the nuclear atypia mild or marked?", "What do the tumour nuclei look like?", "How pleomorphic are the nuclei?", "Do the tumour nuclei vary in size?", "What is the degree of nuclear atypia?", "Describe the nuclear features.", "Are the nuclei uniform?"],
    "infiltrate": ["Is there inflammation?", "How dense is the lymphocytic infiltrate?", "Are there lymphocytes in the tissue?", "Is the inflammatory infiltrate sparse or brisk?", "Are there many inflammatory cells?", "Describe the immune infiltrate.", "How strong is the inflammation?", "How inflamed is the tissue?", "Is there a brisk infiltrate?", "Describe the inflammation.", "Are inflammatory cells numerous?"],
    "main": ["Which tissue predominates?", "What is the main tissue?", "What tissue is most common on this slide?", "What is most of the slide made of?", "Which tissue takes the largest area?", "What is the predominant tissue?", "What makes up most of this slide?", "What tissue covers the largest area?", "Which tissue is there most of?"],
    "extent": ["How much of the tissue is tumour?", "What is the extent of the tumour?", "How large is the tumour?", "What part of the slide is tumour?", "Is the tumour extensive?", "What fraction of the tissue does the tumour take?", "How extensive is the carcinoma?", "How much tumour is there?"],
    "arrangement": ["How are the tumour nests arranged?", "Is the tumour one mass or separate nests?", "How do the tumour nests lie?", "Describe the arrangement of the tumour.", "Do the nests form groups or rows?", "Is the tumour confluent or scattered?", "How is the tumour spread within the stroma?", "How are the nests distributed?", "Are the tumour nests scattered or grouped?"],
    "necrosis_context": ["Where does the necrosis lie?", "Is the necrosis within the tumour?", "Is the necrosis central?", "How does the necrosis lie to the tumour?", "Does the necrosis lie inside or outside the tumour?", "Is the necrosis in the middle of the tumour or apart?", "Is the necrotic area part of the tumour?"],
    "immune": ["Are there tumour-infiltrating lymphocytes?", "Do lymphocytes enter the tumour?", "Where do the lymphocytes lie in relation to the tumour?", "Is the tumour infiltrated or immune-excluded?", "Are lymphocytes among the tumour cells?", "Is the immune response inside the tumour?", "Are there TILs?", "Do lymphocytes infiltrate the tumour nests?", "Do the lymphocytes stay outside the tumour?"],
    "focality": ["Is the tumour unifocal or multifocal?", "Is there one tumour focus or several?", "Are there several tumour foci?", "Is the tumour multifocal?", "How is the tumour distributed over the slide?", "How many tumour foci are there?", "Is it a single focus?"],
    "front": ["Does the tumour reach the edge of the tissue?", "Is the tumour at the margin?", "Where on the slide does the tumour lie?", "Does the tumour lie at the edge or inside?", "Is the tumour close to the tissue edge?", "Does the carcinoma touch the edge?"],
    "report": ["Describe this slide.", "Write a short report.", "Summarise the findings.", "Give me an overview of the slide.", "Report this slide.", "Describe the findings.", "What are the key findings?", "Write a report for this slide.", "Give a microscopic description.", "Describe the histology.", "Dictate the report.", "Tell me everything you see.", "Summarize this case."],
    "caption": ["Write a caption for this slide.", "Describe the slide in one sentence.", "Caption this image.", "Give a one-line summary.", "Sum it up in one sentence.", "A short caption, please."],
    "patch": ["What does {} show?", "Describe {}.", "What is in {}?", "What do you see in {}?", "Which tissue is in {}?", "And {}?", "What about {}?", "Tell me about {}.", "What tissue is shown in {}?", "Explain {}.", "Which tissue does {} contain?"],
    "most": ["Where is the immune response strongest?", "Which patch has the most lymphocytes?", "Where are lymphocytes most numerous?", "Show me the patch with the most lymphocytes.", "Where is inflammation densest?", "In which patch are there most inflammatory cells?", "Where are the lymphocytes?", "Show me inflammatory cells.", "Point to the lymphocytes."],
    "compare": ["Compare {} and {}.", "What is the difference between {} and {}?", "How do {} and {} differ?", "{} against {}?", "Compare {} with {}.", "Tell {} and {} apart."],
    "more": ["Which has more {2}, {0} or {1}?", "Are there more {2} in {0} or in {1}?", "Where are more {2}, in {0} or {1}?", "Compare the {2} of {0} and {1}."],
    "region": ["What does region {} show?", "Describe region {}.", "What is in region {}?", "Which tissue is most of region {}?", "Tell me about region {}.", "And region {}?", "Is there tumour in region {}?", "Does region {} hold tumour?"],
    "regions": ["Compare region {} and region {}.", "How do region {} and region {} differ?", "What is the difference between region {} and region {}?", "Region {} against region {}?", "Compare region {} with region {}.", "Tell region {} and region {} apart."],
    "which": ["Which of these is present?", "Which of the following is seen on this slide?", "What does the slide contain?", "Which of these tissues is there?", "Choose the tissue that is present.", "Which finding is present?"],
}
YES_NO = ["Is the {0} {1}?", "Would you say the {0} is {1}?", "Is it right that the {0} is {1}?", "The {0} is {1}, true or false?", "True or false: the {0} is {1}.", "Do you agree that the {0} is {1}?"]

#: Said before or after a question; they change nothing of its answer, whatever they name.
BEFORE = [
    "Please: ", "On this slide: ", "Tell me. ", "In your view: ", "Doctor, ", "Quick question. ", "For my students: ", "Can you tell me? ", "Next. ", "Okay. ", "Hello. ", "I wonder. ",
    "The patient is 54 years old. ", "The patient had chemotherapy. ", "HER2 was negative. ", "Before the surgery: ", "The stage is unknown. ", "He died last year. ", "She is 71. ",
    "The oncologist asks: ", "For the treatment board: ", "The biopsy is from a woman. ", "Regardless of stage: ", "ER is positive. ", "The prognosis does not matter now. ", "Before any therapy: ",
]  # fmt: skip
AFTER = [" Please be brief.", " Thanks.", " Please.", " Be precise.", " Show me the evidence.", " Explain.", " In short."]


def seen(wording: str) -> bool:
    """Whether training uses the wording."""
    return zlib.crc32(wording.encode()) % 6 != 0


def choose(wordings: list[str], rng: random.Random, split: str, taught: str = "") -> str:
    """One wording: of training's, in the test split of all, in the split "fresh" of hwsi.wordings_fresh.

    `taught` names what training also draws from, and the fresh wordings.
    """
    if split == "fresh" and taught in FRESH:
        return rng.choice(FRESH[taught])
    if split != "train":
        return rng.choice(wordings)
    if taught and rng.random() < TAUGHT_SHARE:
        said = drawn(taught, rng)
        if said not in wordings or seen(said):
            return said
    return rng.choice([w for w in wordings if seen(w)] or wordings)


def drawn(name: str, rng: random.Random) -> str:
    """A further wording, of training alone."""
    if name in ("before", "after"):
        said = filled(rng.choice(NAMED[name]), rng)
        return f"{said} " if name == "before" else f" {said}"
    if name in NAMED:
        return filled(rng.choice(NAMED[name]), rng)
    if name in WRITTEN and rng.random() < WRITTEN_SHARE:
        return rng.choice(WRITTEN[name])
    return spoken(rng.choice(TAUGHT[name]), rng)


def dress(question: str, rng: random.Random, split: str) -> str:
    """The question as people type it: with words around it, without its mark, in lower case, with a slip."""
    if rng.random() < 0.2:
        question = choose(BEFORE, rng, split, "before") + question
    if rng.random() < 0.08:
        question += choose(AFTER, rng, split, "after")
    if rng.random() < 0.2:
        question = question.rstrip("?.") or question
    if rng.random() < 0.2 and "[P" not in question and " A) " not in question:
        question = question.lower()
    if rng.random() < 0.05 and "[P" not in question:
        at = rng.randrange(len(question))
        question = question[:at] + question[at + 1 :]
    return question
