"""The patch encoder, and what is done to its pixels."""

import torch
from torch.utils.flop_counter import FlopCounterMode

from hwsi.patch import PatchEncoder
from hwsi.stain import zoom
from hwsi.tissues import deal, source_of


def test_what_runs_on_every_patch_costs_at_most_0_8_gflop():
    with FlopCounterMode(display=False) as counter, torch.no_grad():
        PatchEncoder().eval()(torch.rand(1, 3, 256, 256))
    assert 0.1e9 < counter.get_total_flops() <= 0.8e9


def test_zoom_keeps_the_picture_and_changes_its_scale():
    ramp = torch.linspace(0, 1, 64).expand(8, 3, 64, 64).contiguous()
    seen = zoom(ramp, torch.Generator().manual_seed(0))
    slope = (seen[:, 0, 32, 40] - seen[:, 0, 32, 24]) * 63 / 16
    assert seen.shape == ramp.shape and 0 <= seen.min() and seen.max() <= 1
    assert slope.std() > 0.05 and (0.75 < slope).all() and (slope < 1.3).all()


def test_a_source_stands_in_one_fold_and_the_sources_of_a_class_in_all():
    items = [(None, [], kind, f"{kind}{i}") for kind in ("MUS", "NORM") for i in range(3)]
    items += [(None, [], "TUM", f"TUM{i}") for i in range(9)] + [(None, [], "TUM", "MUS0")]
    folds = deal(items)
    for kind in ("MUS", "NORM", "TUM"):
        assert {folds[f"{kind}{i}"] for i in range(3 if kind != "TUM" else 9)} == {0, 1, 2}
    assert source_of("brca_A7-A13H_9001_16501") == source_of("brca_A7-A13H_64501_19501") == "A7-A13H"
