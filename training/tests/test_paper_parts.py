"""Slides in microns, nuclei, texts, losses and batches of the paper's recipe."""

import math
import random

import numpy as np
import pytest
import torch

from hwsi.paper.batches import Shared
from hwsi.paper.engine import Plan
from hwsi.paper.losses import consistency_loss, pairs_loss
from hwsi.paper.nuclei import cells, instances
from hwsi.paper.options import parse
from hwsi.paper.prepare import same_encoders
from hwsi.paper.slides import Case, Slide, SlideError, read_table
from hwsi.paper.texts import DRAWN, draw_texts, texts_of


def tiff(path, mpp: float) -> np.ndarray:
    """A tiled pyramid whose left half is red and right half blue, 1024x512 at `mpp`."""
    import pyvips

    pixels = np.zeros((512, 1024, 3), np.uint8)
    pixels[:, :512, 0], pixels[:, 512:, 2] = 200, 200
    image = pyvips.Image.new_from_array(pixels, interpretation="srgb").copy(xres=1000 / mpp, yres=1000 / mpp)
    image.tiffsave(str(path), tile=True, pyramid=True, tile_width=256, tile_height=256, resunit="cm")
    return pixels


def test_a_scanned_slide_is_read_at_half_a_micron_per_pixel(tmp_path):
    pytest.importorskip("openslide", reason="openslide is not installed (training/requirements-paper.txt)")
    tiff(tmp_path / "a.tif", 0.25)
    slide = Slide(Case("a", tmp_path / "a.tif", "", 0.25))
    assert slide.size == (512, 256) and slide.regions(1) == [(0, 0), (1, 0)]
    left, right = slide.patch(0, 0), slide.patch(1, 0)
    assert left.shape == (256, 256, 3)
    assert (left[:, 8:-8] == (200, 0, 0)).all() and (right[:, 8:-8] == (0, 0, 200)).all()


def test_outside_a_slide_is_white(tmp_path):
    import cv2

    cv2.imwrite(str(tmp_path / "b.png"), np.zeros((100, 300, 3), np.uint8))
    patch = Slide(Case("b", tmp_path / "b.png", "", 0.5)).patch(1, 0)
    assert (patch[:100, :44] == 0).all() and (patch[100:] == 255).all() and (patch[:, 44:] == 255).all()


def test_an_unknown_resolution_is_refused(tmp_path):
    import cv2

    cv2.imwrite(str(tmp_path / "c.png"), np.zeros((10, 10, 3), np.uint8))
    with pytest.raises(SlideError, match="microns per pixel unknown"):
        Slide(Case("c", tmp_path / "c.png", "", None))


def test_a_table_names_its_columns_and_each_slide_once(tmp_path):
    (tmp_path / "t.csv").write_text('slide,report,mpp\nx/a.svs,"Benign, all of it.",\nb.png,Tumour.,0.25\n')
    first, second = read_table(tmp_path / "t.csv")
    assert (first.name, first.report, first.mpp, second.mpp) == ("a", "Benign, all of it.", None, 0.25)
    assert first.path == tmp_path / "x" / "a.svs"
    (tmp_path / "t.csv").write_text("slide,report\na.svs,x\nb/a.svs,y\n")
    with pytest.raises(SlideError, match="one file name"):
        read_table(tmp_path / "t.csv")
    (tmp_path / "t.csv").write_text("file,report\na.svs,x\n")
    with pytest.raises(SlideError, match="columns slide and report"):
        read_table(tmp_path / "t.csv")


def two_nuclei() -> tuple[np.ndarray, np.ndarray]:
    """Touching discs of radius 10 at x = 20 and 39: probability [64, 64] and HV maps in -1..1."""
    y, x = np.mgrid[:64, :64].astype(np.float32)
    probability, hv = np.zeros((64, 64), np.float32), np.zeros((2, 64, 64), np.float32)
    for centre in (20, 39):
        inside = (x - centre) ** 2 + (y - 32) ** 2 <= 100
        probability[inside] = 0.9
        hv[0][inside], hv[1][inside] = ((x - centre) / 10)[inside], ((y - 32) / 10)[inside]
    return probability, hv


def test_touching_nuclei_are_parted_where_their_maps_turn_over():
    labels = instances(*two_nuclei())
    assert labels.max() == 2
    assert labels[32, 20] != labels[32, 39] and labels[32, 20] > 0 and labels[32, 39] > 0
    assert labels[5, 5] == 0 and (labels > 0).sum() > 550


def test_a_cell_is_the_mean_of_the_tokens_that_it_touches():
    probability, hv = two_nuclei()
    types = np.zeros((6, 64, 64), np.float32)
    types[2, :, :30], types[5, :, 30:], types[0] = 1, 1, 3  # background never wins inside a nucleus
    tokens = np.arange(16, dtype=np.float32).reshape(1, 4, 4)
    embeddings, kinds = cells(probability, hv, types, tokens)
    assert sorted(kinds.tolist()) == [2, 5]
    left = embeddings[kinds.tolist().index(2), 0]
    assert left == pytest.approx(tokens[0, 1:3, 0:2].mean())  # rows 22..42, columns 10..29
    assert instances(np.zeros((64, 64), np.float32), hv).max() == 0


def test_a_report_gives_words_phrases_sentences_and_the_whole():
    held = texts_of("Invasive carcinoma in solid nests, with brisk lymphocytes.\nNecrosis is seen.")
    assert held["region"] == ["Invasive carcinoma in solid nests, with brisk lymphocytes.", "Necrosis is seen."]
    assert held["patch"] == ["Invasive carcinoma in solid nests", "brisk lymphocytes", "Necrosis is seen"]
    assert {"carcinoma", "necrosis"} <= set(held["cell"]) and len(held["slide"]) == 1
    drawn = draw_texts("Benign.", random.Random(0))
    assert {k: len(v) for k, v in drawn.items()} == DRAWN


def test_each_slide_against_its_report_is_plain_infonce():
    torch.manual_seed(0)
    z, t = (torch.nn.functional.normalize(torch.randn(3, 1, 4), dim=-1) for _ in range(2))
    ids = torch.arange(3)[:, None, None]
    logits = z[:, 0] @ t[:, 0].T / 0.1
    target = torch.arange(3)
    wanted = (torch.nn.functional.cross_entropy(logits, target) + torch.nn.functional.cross_entropy(logits.T, target)) / 2
    assert torch.allclose(pairs_loss(z, t, ids, torch.tensor(0.1)), wanted, atol=1e-6)


def test_the_same_text_of_another_slide_is_no_negative():
    z = torch.eye(3)[:, None]
    t = torch.stack([torch.eye(3)[[0]], torch.eye(3)[[0]], torch.eye(3)[[2]]])
    same, differing = torch.tensor([[[7]], [[7]], [[8]]]), torch.tensor([[[7]], [[6]], [[8]]])
    tau = torch.tensor(0.07)
    assert pairs_loss(z[[0, 0, 2]], t, same, tau) < 1e-4
    assert pairs_loss(z[[0, 0, 2]], t, differing, tau) == pytest.approx(math.log(2) * 2 / 3, abs=1e-3)


def test_consistency_is_the_distance_between_levels():
    region = torch.tensor([[[1.0, 0.0]]])
    patch = region[:, :, None].expand(1, 1, 2, 2)
    assert consistency_loss(patch, patch, region) == 0
    across = torch.tensor([[[[0.0, 1.0], [0.0, 1.0]]]])
    assert consistency_loss(across, patch, region) == pytest.approx(2 / 2 + 2)


def test_ranks_share_a_batch_and_every_epoch_meets_every_case():
    ranks = [Shared(10, 4, rank, 2, seed=3) for rank in (0, 1)]
    assert ranks[0].batch == 4 and ranks[0].steps_per_epoch == 2
    step = [set(r.chosen(5)) for r in ranks]
    assert not step[0] & step[1] and len(step[0] | step[1]) == 4
    assert not (step[0] | step[1]) & set(np.concatenate([r.chosen(4) for r in ranks]))
    assert Shared(3, 64, 0, 2).batch == 2
    with pytest.raises(ValueError, match="too few"):
        Shared(1, 64, 0, 2)


def test_the_rate_rises_and_falls_over_the_whole_schedule():
    plan = Plan(steps=100, stop=10, rate=1e-3, warm_up=0.1)
    rates = [plan.rate_at(s) for s in range(100)]
    assert rates[0] == pytest.approx(1e-4) and max(rates) == pytest.approx(1e-3) and np.argmax(rates) in (9, 10)
    assert rates[99] < 2e-5 and all(a >= b for a, b in zip(rates[10:], rates[11:]))


def test_a_cache_of_other_encoders_is_refused(tmp_path):
    same_encoders(tmp_path, {"conch": "random"})
    same_encoders(tmp_path, {"conch": "random"})
    with pytest.raises(ValueError, match="choose another --out"):
        same_encoders(tmp_path, {"conch": "conch.bin, 3 bytes"})


@pytest.mark.parametrize("more, said", [(["--conch", "c.bin"], "--conch-tokenizer"), (["--stage", "2"], "--llm")])
def test_what_an_option_needs_is_said(more, said, capsys):
    with pytest.raises(SystemExit):
        parse(["--stage", "1", "--table", "t.csv", "--out", "o", *more])
    assert said in capsys.readouterr().err
