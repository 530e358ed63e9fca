"""Statements about a region or a slide: sentences of stage 1, sure truths only."""

from hwsi.questions import NAMES
from hwsi.view import SlideView

#: Fact -> wordings. "has:" and "lacks:" of a tissue exclude each other, and so do the values of a measure.
STATEMENTS: dict[str, list[str]] = {
    **{f"has:{t}": [f"{n} seen", f"contains {n}"] for t, n in NAMES.items()},
    **{f"lacks:{t}": [f"no {n}", f"{n} absent"] for t, n in NAMES.items()},
    **{f"main:{t}": [f"mostly {n}", f"{n} predominates"] for t, n in NAMES.items()},
    "tumour:none": ["no tumour", "benign tissue"],
    "tumour:glandular": ["gland-forming carcinoma", "adenocarcinoma"],
    "tumour:solid": ["solid carcinoma", "carcinoma in solid sheets"],
    "extent:small": ["tumour in a small part"],
    "extent:half": ["tumour in about half"],
    "extent:large": ["tumour in most of the tissue"],
    "atypia:mild": ["mild nuclear atypia"],
    "atypia:marked": ["marked nuclear atypia"],
    "infiltrate:sparse": ["sparse lymphocytes"],
    "infiltrate:brisk": ["brisk lymphocytic infiltrate"],
}


def view_statements(view: SlideView) -> tuple[set[str], set[str]]:
    """Statements that surely hold, and those that surely do not."""
    holds = {f"{'has' if present else 'lacks'}:{t}" for t, present in view.facts.items()}
    denies = {f"{'lacks' if present else 'has'}:{t}" for t, present in view.facts.items()}
    measures = {"main": view.main, "tumour": view.tumour, "extent": view.extent, "atypia": view.atypia, "infiltrate": view.infiltrate}
    for measure, value in measures.items():
        if value is None:
            continue
        holds.add(f"{measure}:{value}")
        denies |= {s for s in STATEMENTS if s.startswith(f"{measure}:") and s != f"{measure}:{value}"}
    return holds & set(STATEMENTS), denies
