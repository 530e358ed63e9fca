"""Statements about a region or a slide: sentences of stage 1, sure truths only."""

from hwsi.citations import NAMES
from hwsi.view import UNSPECIFIED, SlideView

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
    "arrangement:confluent": ["one confluent tumour mass", "confluent tumour"],
    "arrangement:clustered": ["tumour nests in a group", "clustered nests"],
    "arrangement:rows": ["tumour nests in rows", "nests lined up in chains"],
    "arrangement:scattered": ["scattered tumour nests", "nests spread through the stroma"],
    "necrosis:central": ["necrosis in the middle of the tumour", "central necrosis"],
    "necrosis:apart": ["necrosis apart from the tumour"],
    "immune:infiltrated": ["lymphocytes among the tumour cells", "infiltrated tumour"],
    "immune:excluded": ["lymphocytes stay outside the tumour", "excluded lymphocytes"],
    "focality:one": ["one tumour focus", "unifocal tumour"],
    "focality:several": ["several tumour foci", "multifocal tumour"],
    "front:inside": ["tumour away from the edge of the tissue"],
    "front:edge": ["tumour at the edge of the tissue"],
}
#: Measures of a view that have a value each, or None.
MEASURES = ("main", "tumour", "extent", "atypia", "infiltrate", "arrangement", "necrosis", "immune", "focality", "front")


def view_statements(view: SlideView) -> tuple[set[str], set[str]]:
    """Statements that surely hold, and those that surely do not."""
    holds = {f"{'has' if present else 'lacks'}:{t}" for t, present in view.facts.items()}
    denies = {f"{'lacks' if present else 'has'}:{t}" for t, present in view.facts.items()}
    for measure in MEASURES:
        value = getattr(view, measure if measure != "necrosis" else "necrosis_context")
        if value is None:
            continue
        if value == UNSPECIFIED:  # a tumour whose kind nobody told
            denies.add("tumour:none")
            continue
        holds.add(f"{measure}:{value}")
        denies |= {s for s in STATEMENTS if s.startswith(f"{measure}:") and s != f"{measure}:{value}"}
    return holds & set(STATEMENTS), denies
