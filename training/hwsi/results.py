"""training/RESULTS.md, rendered from the JSON files in training/metrics and from nothing else.

Run: python -m hwsi.results, or with --check: exits 1 where the file differs from what they say.
"""

import argparse
import json
import sys
from pathlib import Path

from hwsi import results_answers as answers
from hwsi import results_parts as parts

ROOT = Path(__file__).parents[1]
METRICS, TARGET = ROOT / "metrics", ROOT / "RESULTS.md"
HEAD = """# Results

Rendered by `python -m hwsi.results` from the files in `training/metrics`; a test renders it again and compares. Shares are of 1, intervals are 95 % bootstrap intervals over slides. Drawn slides are drawn by `hwsi.draw`, with seeds that no training saw; what is measured on them says nothing certain about patients' tissue.
"""
#: File -> section; files that are not there are left out.
SECTIONS = {
    "cells": parts.cells,
    "drawn-cells": parts.drawn_cells,
    "tissue": parts.tissue,
    "patches": parts.patches,
    "cohort": parts.cohort,
    "seeing": parts.seeing,
    "suitability": parts.suitability,
    "answers": answers.answers,
    "ablation": answers.ablation,
}


def render(folder: Path) -> str:
    """The whole text."""
    told = [HEAD]
    for name, section in SECTIONS.items():
        path = folder / f"{name}.json"
        if path.exists():
            told.append(section(json.loads(path.read_text())))
    return "\n".join(told)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing, exit 1 on a difference")
    given = parser.parse_args()
    text = render(METRICS)
    if not given.check:
        TARGET.write_text(text)
    elif not TARGET.exists() or TARGET.read_text() != text:
        sys.exit("training/RESULTS.md differs from training/metrics: run python -m hwsi.results")


if __name__ == "__main__":
    main()
