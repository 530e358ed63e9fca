"""The numbers of an answer as the page shows them; the page's own tests read the same sentences."""

import json
from pathlib import Path

import numpy as np
import pytest

from hwsi.counted import shown

SAID = json.loads((Path(__file__).parents[2] / "fixtures" / "goldens" / "counted.json").read_text())
COUNTS = {int(i): np.array(row) for i, row in SAID["counts"].items()}


@pytest.mark.parametrize("said", SAID["sentences"], ids=lambda s: s["said"])
def test_numbers_are_those_that_were_counted(said):
    assert shown(said["said"], COUNTS) == said["shown"]


def test_large_numbers_are_said_in_hundreds():
    assert shown("41 cells are counted in the kept patches, in 0.02 mm2.", {3: np.array([1200, 1100, 37, 0])}) == "About 2300 cells are counted in the kept patches, in 0.02 mm2."


def test_what_says_no_number_stays():
    text = "Necrosis is present [P3] [P9]. Answer: B."
    assert shown(text, COUNTS) == text


def test_nothing_is_counted_in_a_patch_that_was_not_kept():
    assert "not among the kept patches" in shown("[P4] holds 12 cells in 0.016 mm2.", COUNTS)
    assert "not among the kept patches" in shown("12 lymphocytes are counted in the kept patches, in 0.03 mm2.", {})
