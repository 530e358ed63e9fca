"""Truth files of drawn slides."""

import json

import numpy as np
import pytest

from hwsi.draw.demo import SLIDES, bytes_of
from hwsi.draw.slide import Scenario, open_drawn_slide
from hwsi.draw.truth import region_facts, unpack_cells, write_truth
from hwsi.vocab import TISSUES

FACTS = Scenario("glandular", "confluent", "central", True, False, True, "brisk", "", "mild")


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    drawn = open_drawn_slide(41, 2100, 1800, FACTS)
    folder = tmp_path_factory.mktemp("truth")
    write_truth(drawn, "small", folder)
    return drawn, folder


def test_packed_cells_keep_class_place_and_size(written):
    drawn, folder = written
    packed = unpack_cells((folder / "cells.bin").read_bytes())
    cells = drawn.cells(0, 0, 2100, 1800)
    assert len(packed) == len(cells) > 500
    centres = np.array([one.centre for one in packed])
    places, sizes = [], []
    for cell in cells[::7]:
        away = np.hypot(*(centres - cell.outline.mean(0)).T)
        one = packed[away.argmin()]
        assert (one.cell_class, one.tissue) == (cell.cell_class, cell.tissue)
        places.append(away.min())
        sizes.append(np.hypot(*(cell.outline - cell.outline.mean(0)).T).max() / max(one.half_axes))
    assert np.median(places) < 0.35  # pixels
    assert 0.85 < np.min(sizes) and np.max(sizes) < 1.35  # an outline's radii are 0.79 to 1.24 of its axes


def test_regions_say_what_they_show(written):
    _, folder = written
    region = json.loads((folder / "regions.json").read_text())["regions"][0]
    told = [region[k] for k in ("architecture", "necrosis", "arrangement", "necrosisContext", "immune")]
    assert told == ["glandular", True, "confluent", "central", ""]


def test_other_bytes_are_refused():
    with pytest.raises(ValueError, match="cells.bin"):
        unpack_cells(b"CELL\x02\x00\x00\x00" + bytes(8))


def test_patches_hold_shares_and_all_cells(written):
    drawn, folder = written
    patches = json.loads((folder / "patches.json").read_text())
    assert (patches["columns"], patches["rows"]) == (9, 8)
    assert np.abs(np.array(patches["shares"]) / 1000 - drawn.patch_grid().reshape(-1, 8)).max() <= 0.0005 + 1e-9
    assert np.sum(patches["cells"]) == len(drawn.cells(0, 0, 2100, 1800))


def test_the_slide_file_says_its_facts(written):
    _, folder = written
    slide = json.loads((folder / "slide.json").read_text())
    assert slide["scenario"]["tumour"] == "glandular"
    assert slide["scenario"]["benignGlands"] is True
    assert (slide["scenario"]["necrosis"], slide["scenario"]["necrosisContext"]) == (True, "central")
    assert "Necrosis within the tumour" in slide["report"]
    assert abs(sum(slide["tissues"].values()) - 1) < 0.001
    assert "adenocarcinoma" in slide["report"]
    assert "Not seen: adipose tissue." in slide["report"]


def test_a_region_of_glass_has_no_tissue_and_a_mixed_one_its_largest():
    glass, mixed = np.zeros(8), np.zeros(8)
    glass[0], mixed[[0, 1, 4, 7]] = 1.0, (0.5, 0.1, 0.3, 0.1)
    assert region_facts(glass)["main"] is None
    assert region_facts(mixed)["architecture"] == "solid"
    assert region_facts(mixed)["present"] == ["stroma", "solid tumour", "necrosis"]
    assert region_facts(mixed)["main"] == TISSUES[4]


@pytest.mark.parametrize("name", SLIDES)
def test_a_shipped_slide_fits_and_its_truth_is_the_drawing(name):
    shipped = SLIDES[name]
    assert 0 < bytes_of(shipped) <= shipped.most_bytes
    drawn = open_drawn_slide(shipped.seed, shipped.width, shipped.height, shipped.scenario)
    patches = json.loads((shipped.truth / "patches.json").read_text())
    assert np.abs(np.array(patches["shares"]) / 1000 - drawn.patch_grid().reshape(-1, 8)).max() <= 0.0005 + 1e-9
    regions = json.loads((shipped.truth / "regions.json").read_text())["regions"]
    assert len(regions) == 4
    assert drawn.scenario.tumour in {region["architecture"] for region in regions}
