"""What H&E cannot show, with the reason, and what the model was not taught: questions that are not answered."""

import random
import zlib
from functools import cache
from pathlib import Path

from hwsi.wordings import COUNT, IS, WHERE, choose, seen

#: Questions of the public set by reason, and phrases of pathology, gathered by hwsi.corpus; not committed.
PUBLIC = Path(__file__).parents[1] / "data" / "questions.tsv"
PHRASES = Path(__file__).parents[1] / "data" / "phrases.txt"

UNTAUGHT = "I was not taught to answer that, so I cannot say."
KNOWN = " Ask me about tumour and its growth, nuclear atypia, necrosis, lymphocytes, glands, stroma, fat or a patch."

#: Reason -> the sentence that says it.
REASONS = {
    "age": "The patient's age cannot be seen on an H&E slide.",
    "sex": "The patient's sex cannot be seen on an H&E slide.",
    "receptors": "Receptor status needs immunohistochemistry. It cannot be seen on an H&E slide.",
    "molecular": "Molecular changes need molecular tests. They cannot be seen on an H&E slide.",
    "stage": "The stage needs the whole resection and clinical data. It cannot be told from this slide.",
    "prognosis": "Survival and prognosis cannot be told from this slide.",
    "treatment": "Treatment is decided with clinical data. It cannot be told from this slide.",
}
_SUBJECT = ["the patient", "this patient", "the woman", "the man", "she", "he", "the person"]
REFUSED: dict[str, list[str]] = {
    "age": ["How old is {s}?", "What is the age of {s}?", "Estimate the age of {s}.", "Is {s} young or old?", "Is {s} over 60?", "What age is {s}?", "Age of {s}?", "When was {s} born?", "Is {s} a child?", "How many years old is {s}?"],
    "sex": ["Is {s} male or female?", "What is the sex of {s}?", "Is {s} a woman?", "Gender of {s}?", "Is this tissue from a man?", "What is the gender of {s}?", "Male or female?", "Is it a man or a woman?"],
    "receptors": ["What is the {r} status?", "Is the tumour {r} positive?", "Is it {r} positive?", "Is this triple negative?", "Is {r} expressed?", "What is the hormone receptor status?", "Is {r} overexpressed?", "{r}?", "{r} score?", "Would {r} staining be positive?", "Does the tumour express {r}?", "What is the immunoprofile?", "How high is {r}?"],
    "molecular": ["What is the molecular subtype?", "Which mutations are present?", "Is the tumour microsatellite unstable?", "Is there a {g} mutation?", "Is {g} mutated?", "Does it carry {g}?", "What is the mutation status of {g}?", "Is {g} amplified?", "Is there a {g} fusion?", "What is the tumour mutational burden?", "Is it MSI-high?", "Which genes are altered?", "Is {g} lost?", "What is the genotype?", "Which molecular class is it?"],
    "stage": ["What is the TNM stage?", "What stage is the cancer?", "Are there lymph node metastases?", "What is the pathological stage?", "How many lymph nodes are involved?", "Has the tumour spread?", "Is it stage {n}?", "Is it T{n}?", "What is the N category?", "Are there distant metastases?", "Is it metastatic?", "How far has the cancer spread?", "Is the cancer advanced?", "Did it reach the lymph nodes?", "What is the AJCC stage?", "Is the stage early or late?"],
    "prognosis": ["What is the prognosis?", "How long will {s} survive?", "What is the five-year survival?", "Will the tumour recur?", "How long does {s} have?", "Will {s} die of this?", "What is the risk of recurrence?", "Will {s} be cured?", "Is the outcome good?", "How likely is relapse?", "Can {s} survive this?", "What is the life expectancy?", "Is the prognosis good or bad?", "Will it come back?"],
    "treatment": ["What treatment is recommended?", "Should {s} get {t}?", "What is the best therapy?", "Is {t} needed?", "Could {s} need {t}?", "How should {s} be treated?", "Which drug should be given?", "Would you give {t}?", "What is the next step in treatment?", "Does {s} need {t}?", "Will {s} respond to {t}?", "Is {t} indicated?", "Which therapy would you choose?", "Can it be treated with {t}?", "What should the oncologist do?"],
}  # fmt: skip
_SLOTS = {
    "s": _SUBJECT,
    "r": ["HER2", "oestrogen receptor", "estrogen receptor", "ER", "PR", "progesterone receptor", "PD-L1", "Ki-67", "Ki67", "p53", "CK7", "CK20", "TTF-1", "synaptophysin", "p16", "E-cadherin", "S100", "CD20", "hormone receptor", "androgen receptor", "CD3", "vimentin"],
    "g": ["KRAS", "BRAF", "EGFR", "TP53", "BRCA1", "BRCA2", "ALK", "ROS1", "PIK3CA", "IDH1", "NRAS", "MYC", "RET", "APC", "PTEN", "1p/19q", "MLH1", "NTRK"],
    "n": ["1", "2", "3", "4", "II", "III", "IV"],
    "t": ["chemotherapy", "surgery", "radiotherapy", "radiation", "tamoxifen", "immunotherapy", "trastuzumab", "a mastectomy", "an operation", "hormone therapy", "targeted therapy", "a resection", "cisplatin", "a biopsy"],
}  # fmt: skip

#: Findings of pathology that the model was not taught; with the public phrases, about a thousand.
ENTITIES = [
    "mitoses", "mitotic figures", "atypical mitoses", "keratin", "keratin pearls", "keratinisation", "mucin", "mucin pools", "signet ring cells", "calcification", "microcalcifications", "psammoma bodies",
    "vascular invasion", "lymphovascular invasion", "perineural invasion", "nerves", "granulomas", "giant cells", "eosinophils", "neutrophils", "plasma cells", "mast cells", "macrophages", "haemorrhage", "hemorrhage",
    "oedema", "edema", "ulceration", "an ulcer", "polyps", "dysplasia", "metaplasia", "intestinal metaplasia", "hyperplasia", "hypertrophy", "carcinoma in situ", "DCIS", "LCIS", "Barrett's mucosa", "Helicobacter", "bacteria", "fungi",
    "viral inclusions", "parasites", "amyloid", "iron", "bile", "melanin", "pigment", "cilia", "squamous epithelium", "urothelium", "bone", "cartilage", "skeletal muscle", "smooth muscle", "nerve bundles", "arteries", "veins", "blood vessels", "capillaries",
    "thrombi", "fibrin", "elastosis", "scarring", "cirrhosis", "steatosis", "cholestasis", "abscess", "suture granuloma", "foreign body", "tattoo pigment", "hair follicles", "sweat glands", "sebaceous glands", "epidermis", "dermis", "the surface epithelium", "Paneth cells",
    "neuroendocrine cells", "myoepithelial cells", "stem cells", "spindle cell sarcoma", "melanoma", "lymphoma", "a sarcoma", "a carcinoid", "leukaemia", "a teratoma", "glioma", "a meningioma", "thyroid follicles", "colloid", "tubules", "glomeruli", "alveoli", "bronchi", "hepatocytes", "islets",
    "budding", "tumour budding", "cribriform growth", "papillary growth", "micropapillary growth", "lepidic growth", "comedo growth", "rosettes", "palisading", "clear cells", "oncocytes", "rhabdoid cells", "nucleoli", "nuclear grooves", "nuclear inclusions", "apoptotic bodies",
    "capsular invasion", "extracapsular extension", "margin involvement", "desmoplasia", "hyalinisation", "myxoid change", "cystic change", "infarction", "fat necrosis", "caseation", "fibrosis of the liver", "crypt abscesses", "goblet cells", "intraepithelial neoplasia",
]  # fmt: skip
_ABOUT = [
    "How many {} per high power field?", "Is {} increased?", "Describe {}.", "What is the {}?", "How would you score {}?", "Is {} high?", "Explain the {}.", "How severe is {}?", "What does {} mean here?", "Which {} do you see?",
    "Is the {} normal?", "What is the {} index?", "Is {} absent?", "Grade the {}.", "Rate {}.", "Are there features of {}?", "Can you assess {}?",
]  # fmt: skip
GRADES = ["What is the {} grade?", "How would you grade this tumour by {}?", "Is it {} grade 2?", "Grade this by {}.", "{} score?", "Which {} grade is it?", "Is it high grade by {}?", "Is it well or poorly differentiated?", "What is the grade?", "How differentiated is the tumour?", "What is the degree of differentiation?", "What grade is the cancer?"]
SYSTEMS = ["Gleason", "Fuhrman", "Nottingham", "Bloom-Richardson", "WHO", "ISUP", "histological", "Elston-Ellis", "FIGO", "Edmondson"]
OTHER = [
    "What should I look at first?", "Who are you?", "What can you do?", "Are you a doctor?", "What is the weather today?", "Write a poem.", "What is 2 + 2?", "What is the capital of France?", "Which organ is this?", "What organ is it from?", "Where was the biopsy taken?",
    "Which stain is this?", "Which scanner was used?", "What magnification is this?", "How thick is the section?", "Is the stain good?", "Is the slide out of focus?", "Are there pen marks?", "Is the tissue folded?", "Who signed the report?", "What is the patient's name?", "When was it taken?",
    "What is the clinical history?", "What symptoms does the patient have?", "Does the patient smoke?", "What caused this?", "Is it hereditary?", "Is it contagious?", "Is this from the colon?", "Is this breast tissue?", "Is this lung?", "What disease is it besides cancer?", "Explain cancer to me.",
    "What is histology?", "Define necrosis.", "What does H&E stand for?", "How does your model work?", "How sure are you?", "Why?", "Are you sure?", "Thank you.", "Hi.", "Good morning.", "Tell me a joke.", "Translate this to German.", "Is this slide AI generated?", "What is the blood group?",
    "What is the weight of the specimen?", "How big is the specimen in cm?", "What colour is it?", "Which textbook is best?", "Can I trust you?", "What is the cost?", "Is it Crohn's disease?", "Is it tuberculosis?", "Is it an infection?", "Is there an autoimmune disease?", "Which antibody should I order?",
    "What is the differential diagnosis?", "Should I order IHC?", "Which special stain helps?", "What is the second opinion?", "Is it a primary tumour or a metastasis?", "Where did the tumour come from?", "What is the primary site?", "Is the surface epithelium keratinised?", "Is the epithelium squamous?", "How fast does it grow?",
]  # fmt: skip
_EMPTY = ["asdf", "x", "??", "lorem ipsum", "banana", "the", "ok", "yes", "no", "hmm", "test", "qwerty", "1234", "blue car", "open the window", "football results", "stock prices", "my dog"]


@cache
def public(reason: str, split: str) -> list[str]:
    """Public questions of a reason ("untaught" for grading); of training's unless the split is test."""
    lines = [line.split("\t") for line in PUBLIC.read_text().splitlines()] if PUBLIC.exists() else []
    return [text for kind, text in lines if kind == reason and (zlib.crc32(text.encode()) % 6 == 0) == (split != "train")]


@cache
def entities(split: str) -> list[str]:
    """Findings not taught: our list and the public phrases; of training's unless the split is test."""
    found = ENTITIES + (PHRASES.read_text().splitlines() if PHRASES.exists() else [])
    return [e for e in found if seen(e) or split != "train"]


def refuse(reason: str, rng: random.Random, split: str) -> tuple[str, str]:
    """(template, question) that asks what H&E cannot show."""
    texts = public(reason, split)
    if texts and rng.random() < 0.2:
        return "public", rng.choice(texts)[:240]
    template = choose(REFUSED[reason], rng, split, f"refuse {reason}")
    return template, template.format(**{slot: choose(words, rng, split) for slot, words in _SLOTS.items()})


def untaught(rng: random.Random, split: str) -> tuple[str, str]:
    """(template, question) that the model was not taught to answer."""
    kind = rng.random()
    if kind < 0.62:
        wordings, taught = rng.choice([(IS, "is"), (IS, "is"), (WHERE, "where"), (COUNT, "count"), (_ABOUT, "about"), (_ABOUT, "about")])
        template = choose(wordings, rng, split, taught)
        return template, template.format(rng.choice(entities(split)))
    if kind < 0.72:
        template = choose(GRADES, rng, split, "grades")
        return template, template.format(choose(SYSTEMS, rng, split))
    if kind < 0.95:
        texts = public("untaught", split)
        if texts and rng.random() < 0.25:
            return "public", rng.choice(texts)[:240]
        template = choose(OTHER, rng, split, "other")
        return template, template
    template = choose(_EMPTY, rng, split)
    return template, template
