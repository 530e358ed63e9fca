"""The facts that vary independently between drawn slides."""

from dataclasses import dataclass

import numpy as np

TUMOURS = ("none", "glandular", "solid")


@dataclass(frozen=True)
class Scenario:
    """What a drawn slide shows; every fact is told by its pixels and by its shares."""

    tumour: str  # "none" | "glandular" | "solid"
    necrosis: bool  # beside or inside tumour; False when tumour is "none"
    lymphoid: bool  # lymphoid aggregates
    adipose: bool
    benign_glands: bool
    infiltrate: str  # "sparse" | "brisk": lymphocytes among tumour and stroma cells
    atypia: str  # "mild" | "marked": pleomorphism of the tumour nuclei; "mild" without tumour


def sample_scenario(seed: int) -> Scenario:
    """Balanced and independent facts (only the two that need a tumour depend on it)."""
    rng = np.random.default_rng((seed, 11))
    tumour = TUMOURS[int(rng.integers(3))]
    necrosis, lymphoid, adipose, benign, brisk, marked = rng.random(6) < 0.5
    has_tumour = tumour != "none"
    return Scenario(
        tumour=tumour,
        necrosis=bool(necrosis and has_tumour),
        lymphoid=bool(lymphoid),
        adipose=bool(adipose),
        benign_glands=bool(benign),
        infiltrate="brisk" if brisk else "sparse",
        atypia="marked" if marked and has_tumour else "mild",
    )
