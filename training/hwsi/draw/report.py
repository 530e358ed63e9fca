"""A drawn slide's report: a short paragraph that says each of its facts."""

from hwsi.draw.scenario import Scenario
from hwsi.draw.slide import DrawnSlide

#: Tumour tissue and its architecture.
ARCHITECTURE = {"solid tumour": "solid", "malignant glands": "glandular"}
GROWTH = {
    "glandular": "Gland-forming adenocarcinoma",
    "confluent": "Carcinoma growing in solid sheets",
    "clustered": "Carcinoma in round nests packed in groups",
    "rows": "Carcinoma in round nests lined up in rows",
    "scattered": "Carcinoma in round nests scattered evenly",
}
IMMUNE = {
    "": "",
    "infiltrated": " Lymphocytes lie among the tumour cells along its border.",
    "excluded": " Lymphocytes stop outside the tumour's border.",
}


def report_of(slide: DrawnSlide, shares: dict[str, float]) -> str:
    """The report from the slide's scenario and the shares of its tissue's area."""
    facts = slide.scenario
    if facts.tumour == "none":
        first = f"No tumour. The lymphocytic infiltrate is {facts.infiltrate}."
    else:
        growth = GROWTH["glandular" if facts.tumour == "glandular" else facts.arrangement]
        part = sum(shares[t] for t in ARCHITECTURE)
        first = (
            f"{growth}, {part:.0%} of the tissue, with {facts.atypia} nuclear atypia and a "
            f"{facts.infiltrate} lymphocytic infiltrate.{IMMUNE[facts.immune]} {necrosis_of(facts, shares)}"
        )
    names = ("benign glands", "lymphoid aggregates", "adipose tissue")
    beside = list(zip(names, (facts.benign_glands, facts.lymphoid, facts.adipose), strict=True))
    seen = ["stroma"] + [t for t, there in beside if there]
    absent = [t for t, there in beside if not there]
    last = f" Also seen: {', '.join(seen)}."
    return first + last + (f" Not seen: {', '.join(absent)}." if absent else "")


def necrosis_of(facts: Scenario, shares: dict[str, float]) -> str:
    """The sentence about necrosis."""
    if facts.necrosis == "none":
        return "No necrosis."
    amid = "amid the nests" if facts.nested else "within the tumour"
    where = amid if facts.necrosis == "central" else "apart from the nests"
    return f"Necrosis {where} makes up {shares['necrosis']:.0%} of the tissue."
