"""Sources, batches, losses, optimiser and metrics of the cell model."""

import numpy as np
import pytest
import torch

from hwsi.cells.augment import stain_jitter, stain_vectors
from hwsi.cells.dataset import Batches, crop
from hwsi.cells.drawn import draw_crop
from hwsi.cells.evaluate import halve_ids
from hwsi.cells.losses import cell_loss
from hwsi.cells.metrics import Scores, match_points, panoptic_quality
from hwsi.cells.muon import orthogonalised
from hwsi.cells.sources import DATA, consep_paths, mask_source, normalised_distance, point_source
from hwsi.cells.train import learning_rate


@pytest.fixture(scope="module")
def drawn():
    rgb, ids, classes = draw_crop(3000, 512)
    return mask_source(rgb, ids, classes, 1.0)


def test_distance_is_one_in_the_middle_and_low_between_touching_nuclei():
    ids = np.zeros((20, 40), np.int32)
    ids[5:16, 5:16], ids[5:16, 16:27] = 1, 2
    distance = normalised_distance(ids)
    assert distance[10, 10] == 1
    assert distance[10, 21] == 1
    assert distance[10, 15] < 0.15
    assert distance[0].max() == 0


def test_a_point_says_nothing_between_core_and_clear():
    source = point_source(np.full((80, 80, 3), 200, np.uint8), np.array([[40, 40, 2]]), 1.0)
    assert source.targets[40, 40].tolist() == [255, 230, 64, 64]
    assert source.targets[40, 50].tolist() == [0, 0, 0, 0]
    assert source.targets[40, 70].tolist() == [0, 0, 64, 64]
    assert source.classes[40, 43].tolist() == [0, 0, 255, 0]


def test_a_batch_depends_on_seed_and_step_alone(drawn):
    make = lambda seed: Batches({"drawn": [drawn]}, {"drawn": 1.0}, 2, 100, seed)
    first, again, other = make(5)[7], make(5)[7], make(5)[8]
    assert all(torch.equal(a, b) for a, b in zip(first, again))
    assert not torch.equal(first[0], other[0])
    assert [tuple(t.shape) for t in first] == [(2, 3, 256, 256), (2, 4, 256, 256), (2, 4, 64, 64)]


def test_a_crop_keeps_pixels_and_targets_together(drawn):
    rgb, targets, _ = crop(drawn, np.random.default_rng(3))
    nucleus = targets[..., 0] > 200
    assert nucleus.any()
    assert rgb[nucleus].mean() < rgb[targets[..., 0] < 50].mean() - 20


def test_stain_jitter_changes_colour_and_keeps_shape(drawn):
    rng = np.random.default_rng(0)
    changed = stain_jitter(drawn.rgb, drawn.stains, [drawn.stains], rng)
    assert changed.shape == drawn.rgb.shape
    assert np.abs(changed.astype(int) - drawn.rgb).mean() > 2
    before, after = drawn.rgb.mean(2).ravel(), changed.mean(2).ravel()
    assert np.corrcoef(before, after)[0, 1] > 0.8


def test_stain_vectors_are_unit_and_haematoxylin_comes_first(drawn):
    stains = stain_vectors(drawn.rgb)
    assert np.allclose(np.linalg.norm(stains, axis=1), 1, atol=0.02)
    assert stains[0, 0] > stains[1, 0]


def test_the_right_answer_has_the_lowest_loss():
    targets = torch.zeros(1, 4, 8, 8, dtype=torch.uint8)
    targets[:, 2:] = 64
    targets[:, :2, :4] = 255
    classes = torch.zeros(1, 4, 2, 2, dtype=torch.uint8)
    classes[:, 1, 0] = 255
    right = {"maps": (targets[:, :2].float() / 255 - 0.5) * 20, "classes": classes.float() / 10}
    wrong = {name: -value for name, value in right.items()}
    assert all(cell_loss(right, targets, classes)[n] < 0.02 for n in ("nucleus", "distance", "classes"))
    assert all(cell_loss(wrong, targets, classes)[n] > 1 for n in ("nucleus", "distance", "classes"))


def test_orthogonalised_matrices_have_singular_values_near_one():
    values = torch.linalg.svdvals(orthogonalised(torch.randn(24, 90, generator=torch.manual_seed(0))))
    assert 0.5 < values.min() and values.max() < 1.4


def test_the_rate_rises_then_falls_to_zero():
    rates = [learning_rate(1.0, p) for p in (0.0, 0.03, 0.5, 1.0)]
    assert rates[0] < 0.1 and rates[1] == pytest.approx(1) and 0.4 < rates[2] < 0.6 and rates[3] < 1e-6


def test_points_match_one_to_one_within_reach():
    true, found = np.array([[0.0, 0], [10, 0]]), np.array([[1.0, 0], [2, 0], [30, 0]])
    rows, cols = match_points(true, found, 6)
    assert (rows.tolist(), cols.tolist()) == ([0], [0])


def test_panoptic_quality_is_iou_over_mean_count():
    true = np.zeros((10, 10), np.int64)
    true[:4, :4], true[6:, 6:] = 1, 2
    found = np.zeros_like(true)
    found[:4, :3] = 5
    assert panoptic_quality(true, true) == 1
    assert panoptic_quality(true, found) == pytest.approx(0.75 / 1.5)


def test_scores_count_a_wrong_class_as_found_but_not_of_the_class():
    scores = Scores()
    scores.add(np.array([[5.0, 5]]), np.array([1]), np.array([[6.0, 5]]), np.array([0]))
    assert scores.summary()["f1"] == 1
    assert scores.summary()["class_f1"] == {"epithelial": 0}


def test_halving_takes_the_majority_and_prefers_nuclei():
    ids = np.array([[1, 1, 0, 2], [0, 2, 0, 2], [0, 0, 0, 3], [0, 3, 3, 3]], np.int32)
    assert halve_ids(ids).tolist() == [[1, 2], [0, 3]]


@pytest.mark.skipif(not DATA.exists(), reason="the real data is not beside the repository")
def test_selection_images_are_not_trained_on():
    names = {split: {p.stem for p in consep_paths(split)} for split in ("train", "selection", "test")}
    assert [len(names[s]) for s in names] == [22, 5, 14]
    assert not names["train"] & names["selection"]
