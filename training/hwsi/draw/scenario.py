"""The facts that vary independently between drawn slides, and the matched sets among them."""

from dataclasses import dataclass, replace

import numpy as np

TUMOURS = ("none", "glandular", "solid")
ARRANGEMENTS = ("clustered", "rows", "scattered")


@dataclass(frozen=True)
class Scenario:
    """What a drawn slide shows; every fact is told by its pixels and by its shares."""

    tumour: str  # "none" | "glandular" | "solid"
    #: "" without tumour | "confluent": one mass | "clustered" | "rows" | "scattered": how equal nests lie (solid only)
    arrangement: str
    #: "none" | "central": inside the tumour, or amid its group of nests | "apart": in stroma, away from the nests
    necrosis: str
    lymphoid: bool  # lymphoid aggregates
    adipose: bool
    benign_glands: bool
    infiltrate: str  # "sparse" | "brisk": lymphocytes among tumour and stroma cells
    #: "" unless the tumour is solid and the infiltrate brisk | "infiltrated" | "excluded": a band of lymphocytes
    #: just inside or just outside the tumour's border
    immune: str
    atypia: str  # "mild" | "marked": variety of the tumour's nuclei, nucleoli, mitoses; "mild" without tumour

    @property
    def nested(self) -> bool:
        """Whether the tumour lies in equal nests."""
        return self.arrangement in ARRANGEMENTS


#: The values of the deciding fact of each matched set of slides; all else is equal within a set.
MATCHED = {
    "cell morphology": ("atypia", ("mild", "marked")),
    "neighbourhood": ("immune", ("infiltrated", "excluded")),
    "architecture": ("arrangement", ARRANGEMENTS),
    "necrosis in context": ("necrosis", ("central", "apart")),
}


def matched(facts: Scenario, name: str) -> list[Scenario]:
    """The scenarios of a matched set around the facts, one per value; ValueError where they cannot hold it."""
    fact, values = MATCHED[name]
    if getattr(facts, fact) not in values or facts.tumour == "none":
        raise ValueError(f"{facts} is not of the matched set {name!r}")
    if name == "necrosis in context" and not facts.nested:
        raise ValueError("only nests have necrosis apart")
    return [replace(facts, **{fact: value}) for value in values]


def sample_scenario(seed: int) -> Scenario:
    """Balanced facts, independent but for those that need a tumour; half of the slides hold a solid one."""
    rng = np.random.default_rng((seed, 11))
    tumour = TUMOURS[int(rng.choice(3, p=(0.25, 0.25, 0.5)))]
    nested, lymphoid, adipose, benign, brisk, marked, necrotic, excluded = rng.random(8) < 0.5
    third, context = int(rng.integers(3)), int(rng.integers(3))
    if tumour == "none":
        arrangement, necrosis = "", "none"
    elif tumour == "solid" and nested:
        arrangement = ARRANGEMENTS[third]
        necrosis = ("none", "central", "apart")[context] if arrangement == "clustered" else "none"
    else:
        arrangement, necrosis = "confluent", "central" if necrotic else "none"
    return Scenario(
        tumour=tumour,
        arrangement=arrangement,
        necrosis=necrosis,
        lymphoid=bool(lymphoid),
        adipose=bool(adipose),
        benign_glands=bool(benign),
        infiltrate="brisk" if brisk else "sparse",
        immune=("excluded" if excluded else "infiltrated") if tumour == "solid" and brisk else "",
        atypia="marked" if marked and tumour != "none" else "mild",
    )
