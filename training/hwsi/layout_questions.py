"""Questions on how things lie: nests, necrosis and lymphocytes in a region, tumour over the slide."""

import random
from collections.abc import Callable

from hwsi.citations import Pair, cite, seen_instead
from hwsi.view import SlideView

#: Facts of a region or of the whole slide: the view's field, questions, and the answer by value with the cited fact.
LAID_OUT = {
    "arrangement": (
        ["How are the tumour nests arranged?", "Is the tumour one mass or separate nests?", "How do the tumour nests lie?", "Describe the arrangement of the tumour.", "Do the nests form groups or rows?", "Is the tumour confluent or scattered?", "How is the tumour spread within the stroma?"],
        {"confluent": ("The tumour forms one confluent mass", "tumour"), "clustered": ("The tumour nests lie together in a group", "tumour"), "rows": ("The tumour nests are lined up in rows", "tumour"), "scattered": ("The tumour nests are scattered through the stroma", "tumour")},
    ),
    "necrosis_context": (
        ["Where does the necrosis lie?", "Is the necrosis within the tumour?", "Is the necrosis central?", "How does the necrosis lie to the tumour?", "Does the necrosis lie inside or outside the tumour?"],
        {"central": ("The necrosis lies in the middle of the tumour", "tissue:necrosis"), "apart": ("The necrosis lies apart from the tumour", "tissue:necrosis")},
    ),
    "immune": (
        ["Are there tumour-infiltrating lymphocytes?", "Do lymphocytes enter the tumour?", "Where do the lymphocytes lie in relation to the tumour?", "Is the tumour infiltrated or immune-excluded?", "Are lymphocytes among the tumour cells?", "Where is the immune response strongest?", "Is the immune response inside the tumour?"],
        {"infiltrated": ("Lymphocytes lie among the tumour cells", "lymphocytes in tumour"), "excluded": ("Lymphocytes stay outside the tumour nests", "inflammatory cells")},
    ),
    "focality": (
        ["Is the tumour unifocal or multifocal?", "Is there one tumour focus or several?", "Are there several tumour foci?", "Is the tumour multifocal?", "How is the tumour distributed over the slide?"],
        {"one": ("The tumour is one focus", "tumour"), "several": ("The tumour is multifocal", "tumour")},
    ),
    "front": (
        ["Does the tumour reach the edge of the tissue?", "Is the tumour at the margin?", "Where on the slide does the tumour lie?", "Does the tumour lie at the edge or inside?"],
        {"inside": ("The tumour lies inside, away from the edge of the tissue", "tumour"), "edge": ("The tumour lies at the edge of the tissue", "tumour")},
    ),
}


def layout_question(measure: str) -> Callable[[SlideView, random.Random], Pair | None]:
    """Questions on how things lie: asked where the view is sure; without tumour, answered so."""

    def ask(view: SlideView, rng: random.Random) -> Pair | None:
        asked, answers = LAID_OUT[measure]
        if view.tumour == "none":
            return rng.choice(asked), f"No tumour is seen.{seen_instead(view)}"
        value = getattr(view, measure)
        if value is None:
            return None
        told, fact = answers[value]
        return rng.choice(asked), f"{told}{cite(view.kept, fact)}."

    return ask
