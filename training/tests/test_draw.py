"""Drawn slides: determinism, seams, and truth that agrees with the pixels."""

from functools import cache

import cv2
import numpy as np
import pytest

from hwsi.draw.scenario import ARRANGEMENTS, Scenario, sample_scenario
from hwsi.draw.slide import DrawnSlide, open_drawn_slide
from hwsi.vocab import CELL_CLASSES, TISSUES

EVERYTHING = Scenario("solid", "confluent", "central", True, True, True, "brisk", "infiltrated", "marked")
GLANDS = Scenario("glandular", "confluent", "central", False, False, True, "sparse", "", "mild")


@cache
def slide(facts: Scenario, seed: int = 7) -> DrawnSlide:
    return open_drawn_slide(seed, 3072, 2900, facts)


def richest(facts: Scenario, tissue: str) -> tuple[int, int]:
    """Level-0 corner of the whole patch with most of a tissue."""
    share = slide(facts).patch_grid()[:-1, :, TISSUES.index(tissue)]
    row, column = np.unravel_index(share.argmax(), share.shape)
    return int(column) * 256, int(row) * 256


def test_the_same_seed_draws_the_same_pixels_and_another_seed_does_not():
    again = open_drawn_slide(7, 3072, 2900, EVERYTHING)
    first = slide(EVERYTHING).render(900, 1100, 200, 150)
    assert np.array_equal(first, again.render(900, 1100, 200, 150))
    assert not np.array_equal(first, slide(EVERYTHING, 8).render(900, 1100, 200, 150))


@pytest.mark.parametrize(("facts", "tissue"), [(EVERYTHING, t) for t in TISSUES if t != "malignant glands"] + [(GLANDS, "malignant glands")])
def test_two_neighbouring_rectangles_equal_their_union(facts, tissue):
    x, y = richest(facts, tissue)
    union = slide(facts).render(x, y, 256, 256)
    parts = [slide(facts).render(x, y, 101, 256), slide(facts).render(x + 101, y, 155, 256)]
    assert np.array_equal(union, np.hstack(parts))


def test_a_large_rectangle_equals_its_parts():
    large = slide(EVERYTHING).render(700, 300, 1100, 1040)
    assert np.array_equal(large[980:1040, 1000:1100], slide(EVERYTHING).render(1700, 1280, 100, 60))


def test_glass_lies_beyond_the_slide():
    outside = slide(EVERYTHING).render(-300, -300, 64, 64)
    assert outside.min() > 225


@pytest.mark.parametrize(("facts", "tissue"), [(EVERYTHING, "stroma"), (EVERYTHING, "solid tumour"), (EVERYTHING, "lymphoid aggregate"), (GLANDS, "malignant glands"), (GLANDS, "benign glands")])
def test_nuclei_hold_more_haematoxylin_than_their_surround(facts, tissue):
    x, y = richest(facts, tissue)
    red = slide(facts).render(x, y, 256, 256)[..., 0].astype(float)
    ids, classes = slide(facts).instances(x, y, 256, 256)
    surround = cv2.dilate((ids > 0).astype(np.uint8), np.ones((9, 9), np.uint8)) - (ids > 0)
    assert (ids > 0).sum() > 1000
    assert red[ids > 0].mean() < red[surround > 0].mean() - 25  # eosin hardly absorbs red
    assert np.array_equal(classes >= 0, ids > 0)


def test_instances_match_the_outlines_of_the_cells():
    x, y = richest(EVERYTHING, "stroma")
    ids, classes = slide(EVERYTHING).instances(x, y, 256, 256)
    overlaps = []
    for cell in slide(EVERYTHING).cells(x + 20, y + 20, 216, 216):
        mask = np.zeros((256, 256), np.uint8)
        cv2.fillPoly(mask, [np.round((cell.outline - (x + 0.5, y + 0.5)) * 256).astype(np.int32)], 1, shift=8)
        found = np.bincount(ids[mask > 0]).argmax()
        if found and (ids == found).sum() > 0.8 * mask.sum():  # not covered by a later nucleus
            overlaps.append(((ids == found) & (mask > 0)).sum() / ((ids == found) | (mask > 0)).sum())
            assert cell.cell_class in classes[ids == found]
    assert len(overlaps) > 15
    assert np.median(overlaps) > 0.8


def test_cells_of_adjacent_rectangles_are_the_cells_of_their_union():
    def centres(*rect):
        return [(c.x, c.y, c.cell_class) for c in slide(EVERYTHING).cells(*rect)]

    parts = centres(1000, 1000, 130, 300) + centres(1130, 1000, 170, 300)
    assert sorted(parts) == sorted(centres(1000, 1000, 300, 300))
    assert len(parts) > 50


def test_nuclei_have_the_sizes_of_their_kinds():
    def microns(facts, tissue, cell_class):
        cells = slide(facts).cells(0, 0, 3072, 2900)
        kept = [c for c in cells if TISSUES[c.tissue] == tissue and CELL_CLASSES[c.cell_class] == cell_class]
        return np.median([2 * np.sqrt(cv2.contourArea(c.outline.astype(np.float32)) / np.pi) for c in kept]) * 0.5

    assert 5.5 < microns(EVERYTHING, "lymphoid aggregate", "inflammatory") < 7.5
    assert 8 < microns(EVERYTHING, "solid tumour", "epithelial") < 14
    assert microns(GLANDS, "benign glands", "epithelial") < microns(GLANDS, "malignant glands", "epithelial")


def test_shares_sum_to_one_and_the_grid_agrees_with_single_patches():
    grid = slide(EVERYTHING).patch_grid()
    assert grid.shape == (12, 12, 8)
    assert np.allclose(grid.sum(-1), 1)
    for row, column, height in ((0, 0, 256), (5, 6, 256), (11, 3, 2900 - 11 * 256)):
        assert np.allclose(grid[row, column], slide(EVERYTHING).tissue_shares(column * 256, row * 256, 256, height))


@pytest.mark.parametrize("seed", range(16))
def test_a_slide_shows_what_its_scenario_says(seed):
    drawn = open_drawn_slide(seed, 3000, 2600)
    facts = drawn.scenario
    shares = drawn.tissue_shares(0, 0, 3000, 2600)
    said = {
        "benign glands": facts.benign_glands,
        "malignant glands": facts.tumour == "glandular",
        "solid tumour": facts.tumour == "solid",
        "lymphoid aggregate": facts.lymphoid,
        "adipose": facts.adipose,
        "necrosis": facts.necrosis != "none",
    }
    for tissue, there in said.items():
        share = shares[TISSUES.index(tissue)]
        assert share > 0.01 if there else share == 0, tissue
    assert shares[TISSUES.index("stroma")] > 0.01
    assert 0.2 < shares[0] < 0.75


def test_scenarios_are_balanced_and_consistent():
    drawn = [sample_scenario(seed) for seed in range(800)]
    for tumour, share in (("none", 0.25), ("glandular", 0.25), ("solid", 0.5)):
        assert abs(sum(s.tumour == tumour for s in drawn) / 800 - share) < 0.06
    for fact in ("lymphoid", "adipose", "benign_glands"):
        assert 350 < sum(getattr(s, fact) for s in drawn) < 450
    assert 350 < sum(s.infiltrate == "brisk" for s in drawn) < 450
    solid = [s for s in drawn if s.tumour == "solid"]
    for arrangement in ARRANGEMENTS:
        assert abs(sum(s.arrangement == arrangement for s in solid) / len(solid) - 1 / 6) < 0.06
    for s in drawn:
        assert (s.arrangement == "") == (s.tumour == "none")
        assert s.tumour == "solid" or s.arrangement in ("", "confluent")
        assert s.necrosis != "apart" or s.arrangement == "clustered"
        assert (s.immune != "") == (s.tumour == "solid" and s.infiltrate == "brisk")
        assert s.tumour != "none" or (s.necrosis, s.atypia) == ("none", "mild")


def lymphocytes(infiltrate: str, immune: str) -> np.ndarray:
    """Tissues of the lymphocytes of a slide."""
    facts = Scenario("solid", "confluent", "none", False, False, False, infiltrate, immune, "mild")
    cells = open_drawn_slide(3, 2048, 2048, facts).cells(0, 0, 2048, 2048)
    return np.array([c.tissue for c in cells if c.cell_class == 0])


def test_a_brisk_infiltrate_has_many_times_the_lymphocytes_of_a_sparse_one():
    assert len(lymphocytes("brisk", "excluded")) > 4 * len(lymphocytes("sparse", ""))


def test_the_same_number_of_lymphocytes_lies_inside_or_outside_the_border():
    inside, outside = lymphocytes("brisk", "infiltrated"), lymphocytes("brisk", "excluded")
    assert abs(len(inside) / len(outside) - 1) < 0.05
    assert (inside == TISSUES.index("solid tumour")).mean() > 4 * (outside == TISSUES.index("solid tumour")).mean()
