"""Choose the thresholds of the post-processing on the CoNSeP selection images, never on a test set.

python -m hwsi.cells.rules --model training/out/cells/long.pt
prints detection F1 and PQ for one threshold changed at a time from the best so far, until none helps;
the result is written by hand into `postprocess.RULES` (and the manifest's readers in TypeScript).
"""

import argparse
from dataclasses import replace
from pathlib import Path

from hwsi.cells.evaluate import add_image, consep_images
from hwsi.cells.infer import image_maps, load_cell_model
from hwsi.cells.metrics import Scores
from hwsi.cells.postprocess import RULES, Rules
from hwsi.cells.sources import DATA

TRIED = {
    "nucleus": (90, 100, 110, 120, 130, 140, 150),
    "rise": (12, 16, 20, 24, 32, 40, 52),
    "peak": (30, 45, 60, 80, 100, 120),
    "seed_area": (4, 8, 12, 16),
    "area": (12, 16, 24, 32, 40),
}


def score(images: list, rules: Rules) -> dict:
    """F1 and PQ over images with their maps."""
    scores = Scores()
    for maps, ids, onehot in images:
        add_image(scores, maps, ids, onehot, rules)
    return scores.summary()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--data", type=Path, default=DATA)
    args = parser.parse_args()
    model = load_cell_model(args.model, threads=1)
    images = [(image_maps(model, rgb), ids, onehot) for rgb, ids, onehot in consep_images("selection", args.data)]
    best, reached = RULES, score(images, RULES)
    print(best, reached, flush=True)
    better = True
    while better:
        better = False
        for name, values in TRIED.items():
            for value in values:
                rules = replace(best, **{name: value})
                got = score(images, rules)
                if got["pq"] + got["f1"] > reached["pq"] + reached["f1"] + 1e-4:
                    best, reached, better = rules, got, True
                    print(best, reached, flush=True)


if __name__ == "__main__":
    main()
