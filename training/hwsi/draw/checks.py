"""Do matched slides differ in their deciding fact alone? python -m hwsi.draw.checks [--groups 100]

A group holds the slides of one matched set that share seed and all other facts. Per set are measured,
each cross-validated over groups: `linear`, a linear model on the mean, deviation and skewness of each
colour channel, the tissue's area and its shares; `reader`, one on the truth that decides the set
(hwsi.draw.readers); `exchanged`, the same reader after the exchange that hides it. The first and the
last must stand within MARGIN of chance. `first` holds the features of the first group's first slide,
`deviation` those between slides. Writes training/metrics/cohort.json.
"""

import argparse
import json
from pathlib import Path

import numpy as np

from hwsi.draw.linear import accuracy_of
from hwsi.draw.readers import READERS, shapes_of
from hwsi.draw.scenario import MATCHED, Scenario, matched
from hwsi.draw.slide import DrawnSlide, open_drawn_slide
from hwsi.vocab import PATCH_PIXELS, TISSUES

OUT = Path(__file__).parents[2] / "metrics" / "cohort.json"
MARGIN = 0.05
#: Seeds of the checks lie above those of any split.
FIRST_SEED = 30000
#: Side of the window that is drawn in the middle of each patch for its colours, pixels.
WINDOW = 96
#: A slide tells its atypia from this many tumour nuclei on.
LEAST_NUCLEI = 200
#: Each slide is exchanged this often, for a narrower interval.
EXCHANGES = 6
CHANNELS = ("red", "green", "blue")
FEATURES = [f"{c} {m}" for m in ("mean", "deviation", "skewness") for c in CHANNELS] + ["tissue area", *TISSUES[1:]]


def base_facts(name: str, seed: int) -> tuple[Scenario, int]:
    """Facts of one group and the side of its square slides in pixels; all but the deciding fact at random."""
    rng = np.random.default_rng((seed, 21))
    lymphoid, adipose, benign, brisk, marked, excluded, solid, dead = (bool(v) for v in rng.random(8) < 0.5)
    nested = name in ("architecture", "necrosis in context")
    solid = solid or nested or name == "neighbourhood"
    brisk = brisk or name == "neighbourhood"
    inside = "excluded" if excluded else "infiltrated"
    necrosis = "central" if name == "necrosis in context" or (dead and not nested) else "none"
    facts = Scenario(
        tumour="solid" if solid else "glandular",
        arrangement="clustered" if nested else "confluent",
        necrosis=necrosis,
        lymphoid=lymphoid,
        adipose=adipose,
        benign_glands=benign,
        infiltrate="brisk" if brisk else "sparse",
        immune=inside if solid and brisk else "",
        atypia="marked" if marked else "mild",
    )
    return facts, 4096 if nested else 1792


def group_of(name: str, seed: int) -> list[DrawnSlide]:
    """The slides of one matched group; empty where the region is too small to tell the deciding fact."""
    facts, side = base_facts(name, seed)
    fact = MATCHED[name][0]
    slides = [open_drawn_slide(seed, side, side, f) for f in matched(facts, name)]
    told = [s.region_truth(0, 0, side, side).get(fact, len(shapes_of(s)) >= LEAST_NUCLEI) for s in slides]
    return slides if all(told) else []


def groups_of(name: str, count: int) -> list[list[DrawnSlide]]:
    """The first `count` groups that tell their fact."""
    out, seed = [], FIRST_SEED
    while len(out) < count:
        found = group_of(name, seed)
        out += [found] if found else []
        seed += 1
    return out


def colours(slide: DrawnSlide) -> np.ndarray:
    """Mean, deviation and skewness per channel of the windows on tissue, float64 [9], grey levels."""
    start = (PATCH_PIXELS - WINDOW) // 2
    pixels = [
        slide.render(column * PATCH_PIXELS + start, row * PATCH_PIXELS + start, WINDOW, WINDOW).reshape(-1, 3)
        for row, column in np.argwhere(slide.patch_grid()[..., 0] < 0.5)
    ]
    values = np.concatenate(pixels).astype(np.float64)
    mean, deviation = values.mean(0), values.std(0)
    return np.concatenate([mean, deviation, (((values - mean) / deviation) ** 3).mean(0)])


def plain(slide: DrawnSlide) -> np.ndarray:
    """What a linear model gets of a slide: FEATURES, float64 [17]."""
    shares = slide.tissue_shares(0, 0, slide.width, slide.height)
    return np.concatenate([colours(slide), [1 - shares[0]], shares[1:] / (1 - shares[0])])


def read(name: str, groups: list[list[DrawnSlide]], exchange: bool) -> dict[str, float]:
    """Accuracy of the set's reader, with the exchange or without."""
    reader = READERS[name]
    if not exchange:
        return measure([reader(slides) for slides in groups])
    rng = np.random.default_rng(3)
    return measure([np.concatenate([reader(slides, rng) for _ in range(EXCHANGES)]) for slides in groups], EXCHANGES)


def measure(features: list[np.ndarray], times: int = 1) -> dict[str, float]:
    """Accuracy of telling a group's slides [times * values, d] apart, by a model fitted on other groups."""
    rows = len(features[0])
    labels = np.tile(np.arange(rows) % (rows // times), len(features))
    return accuracy_of(np.concatenate(features), labels, np.repeat(np.arange(len(features)), rows))


def check(name: str, count: int) -> dict:
    """All measurements of one matched set."""
    groups = groups_of(name, count)
    moments = [np.array([plain(s) for s in slides]) for slides in groups]
    return {
        "values": MATCHED[name][1],
        "chance": round(1 / len(MATCHED[name][1]), 4),
        "linear": measure(moments),
        "reader": read(name, groups, False),
        "exchanged": read(name, groups, True),
        "first": named(moments[0][0]),
        "deviation": named(np.concatenate(moments).std(0)),
    }


def named(features: np.ndarray) -> dict[str, float]:
    """Features [17] by name."""
    return dict(zip(FEATURES, np.round(features, 4).tolist(), strict=True))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--groups", type=int, default=100)
    parser.add_argument("--sets", nargs="*", default=list(MATCHED))
    arguments = parser.parse_args()
    results = json.loads(OUT.read_text()) if OUT.exists() else {}
    for name in arguments.sets:
        results[name] = check(name, arguments.groups)
        print(name, {k: v for k, v in results[name].items() if k not in ("first", "deviation")}, flush=True)
        OUT.write_text(json.dumps({k: results[k] for k in MATCHED if k in results}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
