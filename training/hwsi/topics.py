"""What can be asked of a slide: topics with their values, and the true sentence of each value."""

from collections.abc import Callable
from dataclasses import dataclass

from hwsi.citations import NAMES, Cite, Parts, instead, is_
from hwsi.view import UNSPECIFIED, SlideView

NO_TUMOUR = "No tumour is seen"
TUMOUR_NAME = {"glandular": "gland-forming carcinoma", "solid": "solid carcinoma", UNSPECIFIED: "carcinoma"}
TUMOUR_FACT = {"glandular": "tissue:malignant glands", "solid": "tissue:solid tumour", UNSPECIFIED: "tumour"}
PRESENT, ABSENT = "present", "absent"


@dataclass(frozen=True)
class Topic:
    """`read` gives the value (None when unsure); `says` the sentence of a value without its stop, and the fact
    it cites; `option` a value as one of several choices; `subject` and `option` make yes/no questions."""

    read: Callable[[SlideView], str | None]
    says: dict[str, tuple[str, str]]
    options: dict[str, str]
    subject: str = ""
    more: Callable[[SlideView, str], Parts] = lambda view, value: ()

    def sentence(self, view: SlideView, value: str) -> Parts:
        """The claim, its citations, and what follows."""
        said, fact = self.says[value]
        if not fact:
            return (f"{said}.", *instead(view))
        return (said, Cite(fact), ".", *self.more(view, value))


def _named(value: str) -> str:
    return value[0].upper() + value[1:]


def tissue_topic(tissue: str) -> Topic:
    name = NAMES[tissue]
    present = {True: PRESENT, False: ABSENT}
    return Topic(
        read=lambda view: present.get(view.facts.get(tissue)),
        says={PRESENT: (f"{_named(name)} {is_(tissue)} present", f"tissue:{tissue}"), ABSENT: (f"No {name} {is_(tissue)} seen", "")},
        options={PRESENT: f"{name} {is_(tissue)} present", ABSENT: f"{name} {is_(tissue)} absent"},
    )


def _of_tumour(field: str) -> Callable[[SlideView], str | None]:
    """A measure of the tumour: "none" without tumour."""
    return lambda view: "none" if view.tumour == "none" else None if view.tumour is None else getattr(view, field)


def _tumour_sentences(view: SlideView, value: str) -> Parts:
    return (f" It is a {TUMOUR_NAME[view.tumour]}.",) if value == PRESENT and view.tumour in TUMOUR_NAME else ()


def _atypia_sentence(view: SlideView, value: str) -> Parts:
    return (f" Nuclear atypia is {view.atypia}", Cite(f"atypia:{view.atypia}", 1), ".") if view.atypia else ()


def _nuclei_sentence(view: SlideView, value: str) -> Parts:
    return (f" The tumour nuclei {'vary' if value == 'marked' else 'are alike'} in size and shape.",)


NONE = (NO_TUMOUR, "")
TOPICS: dict[str, Topic] = {
    **{t: tissue_topic(t) for t in NAMES},
    "tumour": Topic(
        read=lambda view: None if view.tumour is None else ABSENT if view.tumour == "none" else PRESENT,
        says={PRESENT: ("Tumour is present", "tumour"), ABSENT: NONE},
        options={PRESENT: "malignant", ABSENT: "benign"},
        subject="tissue",
        more=_tumour_sentences,
    ),
    "diagnosis": Topic(
        read=lambda view: view.tumour,
        says={**{v: (f"The slide shows a {n}", TUMOUR_FACT[v]) for v, n in TUMOUR_NAME.items()}, "none": ("No tumour is seen, the tissue is benign", "")},
        options={"glandular": "gland-forming carcinoma", "solid": "solid carcinoma", "none": "benign tissue"},
        subject="diagnosis",
        more=_atypia_sentence,
    ),
    "pattern": Topic(
        read=lambda view: view.tumour,
        says={
            "glandular": ("The tumour forms glands", TUMOUR_FACT["glandular"]),
            "solid": ("The tumour grows in solid sheets", TUMOUR_FACT["solid"]),
            UNSPECIFIED: ("I am not sure of the tumour's growth pattern", "tumour"),
            "none": ("No tumour is seen, so it has no growth pattern", ""),
        },
        options={"glandular": "gland-forming", "solid": "solid in sheets", "none": "absent, no tumour"},
        subject="growth pattern",
    ),
    "atypia": Topic(
        read=_of_tumour("atypia"),
        says={v: (f"Nuclear atypia is {v}", f"atypia:{v}") for v in ("mild", "marked")} | {"none": ("No tumour is seen, so its atypia cannot be judged", "")},
        options={"mild": "mild", "marked": "marked"},
        subject="nuclear atypia",
        more=_nuclei_sentence,
    ),
    "infiltrate": Topic(
        read=lambda view: view.infiltrate,
        says={v: (f"The infiltrate of lymphocytes is {v}", "inflammatory cells") for v in ("sparse", "brisk")},
        options={"sparse": "sparse", "brisk": "brisk"},
        subject="lymphocytic infiltrate",
    ),
    "main": Topic(
        read=lambda view: view.main,
        says={t: (f"Most of the tissue is {n}", f"tissue:{t}") for t, n in NAMES.items()},
        options=dict(NAMES),
        subject="main tissue",
    ),
    "extent": Topic(
        read=_of_tumour("extent"),
        says={v: (f"Tumour makes up {part} of the tissue", "tumour") for v, part in (("small", "a small part"), ("half", "about half"), ("large", "most"))} | {"none": NONE},
        options={"small": "a small part", "half": "about half", "large": "most of it"},
        subject="tumour's part of the tissue",
    ),
    "arrangement": Topic(
        read=_of_tumour("arrangement"),
        says={
            "confluent": ("The tumour forms one confluent mass", "tumour"),
            "clustered": ("The tumour nests lie together in a group", "tumour"),
            "rows": ("The tumour nests are lined up in rows", "tumour"),
            "scattered": ("The tumour nests are scattered through the stroma", "tumour"),
            "none": NONE,
        },
        options={"confluent": "one mass", "clustered": "in a group", "rows": "in rows", "scattered": "scattered"},
        subject="arrangement of the tumour",
    ),
    "necrosis_context": Topic(
        read=lambda view: view.necrosis_context,
        says={"central": ("The necrosis lies in the middle of the tumour", "tissue:necrosis"), "apart": ("The necrosis lies apart from the tumour", "tissue:necrosis")},
        options={"central": "in the middle of the tumour", "apart": "apart from the tumour"},
        subject="place of the necrosis",
    ),
    "immune": Topic(
        read=_of_tumour("immune"),
        says={"infiltrated": ("Lymphocytes lie among the tumour cells", "lymphocytes in tumour"), "excluded": ("Lymphocytes stay outside the tumour nests", "inflammatory cells"), "none": NONE},
        options={"infiltrated": "among the tumour cells", "excluded": "outside the nests"},
        subject="place of the lymphocytes",
    ),
    "focality": Topic(
        read=_of_tumour("focality"),
        says={"one": ("The tumour is one focus", "tumour"), "several": ("The tumour is multifocal", "tumour"), "none": NONE},
        options={"one": "unifocal", "several": "multifocal"},
        subject="tumour",
    ),
    "front": Topic(
        read=_of_tumour("front"),
        says={"inside": ("The tumour lies inside, away from the edge of the tissue", "tumour"), "edge": ("The tumour lies at the edge of the tissue", "tumour"), "none": NONE},
        options={"inside": "inside the tissue", "edge": "at the edge"},
        subject="place of the tumour",
    ),
}


def report_parts(view: SlideView) -> Parts | None:
    """The report: diagnosis, atypia, tissues that are there, what is missed, lymphocytes; None when unsure."""
    if view.tumour is None:
        return None
    lead = TOPICS["diagnosis"]
    parts: list[str | Cite] = list(lead.sentence(view, view.tumour)) if view.tumour != "none" else [f"{lead.says['none'][0]}."]
    for tissue in ("necrosis", "lymphoid aggregate", "benign glands", "adipose", "stroma"):
        if view.facts.get(tissue):
            said, fact = TOPICS[tissue].says[PRESENT]
            parts += [f" {said}", Cite(fact, 2), "."]
    for tissue in ("necrosis", "lymphoid aggregate"):
        if view.facts.get(tissue) is False:
            parts.append(f" {TOPICS[tissue].says[ABSENT][0]}.")
    if view.infiltrate:
        said, fact = TOPICS["infiltrate"].says[view.infiltrate]
        parts += [f" {said}", Cite(fact, 2), "."]
    return tuple(parts)


def caption_parts(view: SlideView) -> Parts | None:
    """One sentence: the tumour, its atypia, and what stands out beside it."""
    if view.tumour is None:
        return None
    parts: list[str | Cite] = ["Benign tissue"] if view.tumour == "none" else [_named(TUMOUR_NAME[view.tumour]), Cite(TUMOUR_FACT[view.tumour], 1)]
    beside = [(f"{view.atypia} nuclear atypia", f"atypia:{view.atypia}")] if view.atypia and view.tumour != "none" else []
    beside += [(NAMES[t], f"tissue:{t}") for t in ("necrosis", "lymphoid aggregate", "adipose") if view.facts.get(t)]
    for index, (name, fact) in enumerate(beside[:3]):
        parts += [" with " if index == 0 else " and ", name, Cite(fact, 1)]
    return (*parts, ".")
