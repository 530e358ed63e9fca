"""Stage 1 on a small invented bank: what a run is made of, and that it can be stopped and gone on with."""

import random
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest
import torch
from fake_bank import fake_bank
from tokenizers import Tokenizer

from hwsi import align, batches, ground, told
from hwsi.align import Options, Step, consistency, report_vectors
from hwsi.aligner import LEVELS, PAPER_TAU, Aligner, fuse
from hwsi.loop import Loop
from hwsi.reports import wording
from hwsi.tables import by_length, encode_regions, turned_places

TOKENIZER = Tokenizer.from_file(str(Path(__file__).parents[2] / "public" / "pack" / "tokenizer.json"))


@pytest.fixture(autouse=True)
def small(monkeypatch):
    torch.set_num_threads(1)
    monkeypatch.setattr(batches, "SLIDES", 8)
    monkeypatch.setattr(batches, "REGIONS", 6)
    monkeypatch.setattr(told, "WINDOW", 12)
    monkeypatch.setattr(told, "NEW", 2)


def new_step(options: Options = Options(minutes=1e6)) -> Step:
    torch.manual_seed(0)
    return Step(Aligner(TOKENIZER.get_vocab_size(), options.tau), TOKENIZER, fake_bank(), options)


def loop_of(step: Step, state: Path | None) -> Loop:
    groups = [{"params": [p for p in step.aligner.parameters() if p.requires_grad], "rate": 1e-3}]
    return Loop(step.batches, step.losses, groups, asdict(step.options), state)


def test_every_loss_is_there_and_can_be_left_out():
    names = {"cell", "patch", "region", "consistency", "statements", "slide"}
    assert set(new_step().losses(0)) == names
    assert set(new_step(Options(without=("scales",))).losses(0)) == {"consistency", "slide"}
    assert set(new_step(Options(without=("slide",))).losses(0)) == names - {"slide"}
    assert set(new_step(Options(weight=0.0)).losses(0)) == names - {"consistency"}
    assert set(new_step(Options(levels=("slide", "region"))).losses(0)) == {"region", "statements", "slide"}


def test_the_weight_weighs_the_consistency():
    light, heavy = (new_step(Options(weight=w)).losses(3)["consistency"] for w in (0.1, 1.0))
    assert heavy.item() == pytest.approx(10 * light.item(), rel=1e-4)


def test_consistency_is_nothing_for_equal_vectors_and_four_for_opposite_cells_and_patches():
    step = new_step()
    scales = step.batches.scales(random.Random(0))
    one = torch.nn.functional.normalize(torch.randn(1, 192), dim=1)
    z = {"region": one.expand(len(scales.regions), -1), "cell": one.expand(len(scales.of), -1), "patch": one.expand(len(scales.of), -1)}
    assert consistency(z, scales).item() == pytest.approx(0, abs=1e-5)
    assert consistency({"cell": z["cell"], "patch": -z["patch"]}, scales).item() == pytest.approx(4, abs=1e-4)


def test_the_temperature_learns_down_to_its_floor_or_is_the_papers():
    free, fixed = Aligner(50), Aligner(50, "paper")
    with torch.no_grad():
        free.log_tau.fill_(-9.0)
    assert free.tau().item() == pytest.approx(0.03)
    assert fixed.tau().item() == pytest.approx(PAPER_TAU) and not fixed.log_tau.requires_grad


def test_a_step_trains_every_part_that_is_shipped():
    step = new_step()
    sum(step.losses(0).values()).backward()
    for part in (step.aligner.ccaf, step.aligner.region, step.aligner.slide):
        missing = [n for n, p in part.named_parameters() if p.grad is None or p.grad.abs().max() == 0]
        assert missing == []


def test_a_run_that_was_stopped_goes_on_as_if_it_was_not(tmp_path):
    straight = new_step()
    loop_of(straight, None).train(most=4)
    loop_of(new_step(), tmp_path / "s.pt").train(most=2)
    resumed = new_step()
    loop = loop_of(resumed, tmp_path / "s.pt")
    assert loop.count == 2
    loop.train(most=4)
    for a, b in zip(straight.aligner.parameters(), resumed.aligner.parameters()):
        assert torch.allclose(a, b, atol=1e-5)


def test_a_run_that_is_done_leaves_no_checkpoint(tmp_path):
    step = new_step(Options(minutes=1e-6))
    loop_of(step, tmp_path / "s.pt").train()
    assert list(tmp_path.iterdir()) == []


def test_the_checkpoint_of_another_run_is_not_gone_on_from(tmp_path):
    loop_of(new_step(), tmp_path / "s.pt").train(most=1)
    assert loop_of(new_step(Options(minutes=1e6, seed=5)), tmp_path / "s.pt").count == 0


def test_a_slide_is_the_same_whichever_step_asks_for_it():
    early, late = (told.Stream(fake_bank(), 7) for _ in range(2))
    windows = [early.window(step) for step in range(5)]
    assert [s.report for s in windows[4]] == [s.report for s in late.window(4)]
    assert windows[1][0].report == windows[0][told.NEW].report


def test_patches_are_kept_for_the_question_and_never_for_the_report():
    bank = fake_bank()
    slide = bank.compose(random.Random(1))
    one, other = bank.tell(slide, "necrosis"), bank.tell(slide, "fat")
    assert one.report == other.report
    assert one.kept.tolist() != other.kept.tolist() and len(one.kept) == len(other.kept)


def test_symmetries_of_a_region_are_eight_and_move_no_patch_off_the_grid():
    places = np.array([0, 1, 40, 255])
    ways = {tuple(turned_places(places, way)) for way in range(8)}
    assert len(ways) == 8 and all(0 <= p < 256 for way in ways for p in way)
    assert turned_places(places, 0).tolist() == places.tolist()


def test_groups_of_like_length_keep_the_order():
    lengths = [5, 1, 9, 3, 7, 2]
    rows = by_length(lengths, lambda part: torch.tensor([[float(lengths[j])] for j in part]), 1)
    assert rows[:, 0].tolist() == lengths


def test_a_region_is_encoded_alike_alone_and_among_others():
    bank, model = fake_bank(6), Aligner(50).region.eval()
    with torch.no_grad():
        rows, many = encode_regions(model, bank, [(i, 1) for i in range(6)])
        _, one = encode_regions(model, bank, [(4, 1)])
    assert rows.tolist() == [i * 3 + 1 for i in range(6)]
    assert torch.allclose(many[4], one[0], atol=1e-5)


def test_a_level_that_is_left_out_does_not_move_the_slide():
    vectors, keep = torch.randn(2, 4, 192), torch.tensor([[1.0, 1, 0, 1], [0, 0, 1, 0]])
    moved = vectors.clone()
    moved[:, LEVELS.index("patch")] += 5
    same = (fuse(vectors, keep) - fuse(moved, keep)).abs().amax(1)
    assert same[0] == 0 and same[1] > 0.01


def test_reports_are_sets_of_sentences():
    aligner = Aligner(TOKENIZER.get_vocab_size()).eval()
    words = lambda lines: align.encode_words(aligner, TOKENIZER, lines)  # noqa: E731
    reports = [("regions:2", "has:necrosis"), ("has:necrosis", "regions:2"), ("regions:3", "has:necrosis")]
    with torch.no_grad():
        a, b, c = report_vectors(aligner, words, reports, random.Random(0))
    assert torch.allclose(a, b, atol=1e-5) and not torch.allclose(a, c, atol=1e-3)


def test_numbers_are_said_in_words():
    rng = random.Random(0)
    assert {wording("share:necrosis:20", rng) for _ in range(20)} == {"20 percent necrosis", "about 20 percent necrosis"}
    assert {wording("regions:1", rng) for _ in range(20)} == {"1 region", "slide of 1 region"}


def test_stage_0_learns_the_facts_of_a_small_bank():
    torch.manual_seed(0)
    model = ground.Ground()
    made = batches.Batches(fake_bank(6), model, 1)
    groups = [{"params": list(model.parameters()), "rate": 1e-3}]
    loop = Loop(made, lambda number: ground.losses(model, made, number), groups, {"minutes": 1e6}, None)
    first = loop.update()
    loop.train(most=25)
    last = loop.update()
    assert last["region"] < first["region"] - 0.1 and last["slide"] < first["slide"] - 0.1
