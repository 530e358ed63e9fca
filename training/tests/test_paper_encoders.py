"""The paper's encoders at full size with random weights: shapes, counts, names, and files that load strictly."""

import pytest
import torch

for name in ("timm", "torchvision"):
    pytest.importorskip(name, reason=f"{name} is not installed (training/requirements-paper.txt)")

from hwsi.paper.cellvit import CellVit
from hwsi.paper.conch import Conch, Words
from hwsi.paper.hipt import PatchVit, RegionVit, baked_positions
from hwsi.paper.sizes import PAPER, TINY, Text
from hwsi.paper.weights import WeightsError, load_weights


def white(count: int, side: int) -> torch.Tensor:
    return torch.full((count, side, side, 3), 255, dtype=torch.uint8)


def millions(module: torch.nn.Module) -> float:
    return sum(p.numel() for p in module.parameters()) / 1e6


@pytest.fixture(autouse=True)
def without_gradients():
    with torch.no_grad():
        yield


def test_sizes_are_those_of_the_published_models():
    with torch.device("meta"):
        conch = Conch(PAPER)
        assert millions(conch.visual.trunk) == pytest.approx(86.3, abs=0.1)  # ViT-B/16 at 448
        assert millions(conch.text) == pytest.approx(110.1, abs=0.1)
        assert millions(PatchVit(PAPER.hipt)) == pytest.approx(21.7, abs=0.05)
        assert millions(RegionVit(PAPER)) == pytest.approx(2.8, abs=0.05)
        assert millions(CellVit(PAPER)) == pytest.approx(46.75, abs=0.05)


def test_conch_reads_a_patch_at_448_and_a_text_of_127_ids():
    conch = Conch(PAPER).eval()
    image, words = conch.image(white(1, 256)), conch.words(torch.ones(1, 127, dtype=torch.int64))
    assert image.shape == words.shape == (1, 512)
    assert image.norm() == pytest.approx(1, abs=1e-5) and words.norm() == pytest.approx(1, abs=1e-5)
    assert conch.visual.trunk.pos_embed.shape == (1, 1 + 28 * 28, 768)


def test_hipt_reads_a_patch_and_then_a_region_of_256():
    assert PatchVit(PAPER.hipt).eval()(white(1, 256)).shape == (1, 384)
    assert RegionVit(PAPER)(torch.randn(1, 256, 384)).shape == (1, 192)


def test_cellvit_decodes_maps_as_large_as_the_patch():
    nuclei, hv, types, tokens = CellVit(PAPER).eval()(white(1, 64))
    assert (nuclei.shape, hv.shape, types.shape) == ((1, 2, 64, 64), (1, 2, 64, 64), (1, 6, 64, 64))
    assert tokens.shape == (1, 384, 4, 4)


def test_cellvit_decodes_a_whole_patch():
    with torch.device("meta"):  # shapes alone: 232 GFLOP
        shapes = [tuple(o.shape) for o in CellVit(PAPER).eval()(white(1, 256))]
    assert shapes == [(1, 2, 256, 256), (1, 2, 256, 256), (1, 6, 256, 256), (1, 384, 16, 16)]


@pytest.mark.parametrize(
    "make, names",
    [
        (Conch, ("visual.trunk.blocks.0.attn.qkv.weight", "visual.attn_pool_contrast.attn.k_proj_weight", "visual.proj_contrast",
                 "text.transformer.resblocks.1.mlp.c_fc.weight", "text.cls_emb", "text.text_projection", "text.positional_embedding")),
        (lambda sizes: PatchVit(sizes.hipt), ("cls_token", "pos_embed", "patch_embed.proj.weight", "blocks.0.mlp.fc1.bias", "norm.weight")),
        (RegionVit, ("phi.0.weight", "cls_token", "pos_embed", "blocks.1.norm2.weight", "norm.bias")),
        (CellVit, ("encoder.blocks.3.attn.proj.weight", "decoder0.1.block.0.weight", "decoder1.2.block.1.bias", "decoder3.0.block.0.weight",
                   "nuclei_binary_map_decoder.bottleneck_upsampler.weight", "hv_map_decoder.decoder3_upsampler.3.weight",
                   "nuclei_type_maps_decoder.decoder0_header.2.bias")),
    ],
    ids=["conch", "vit-256", "vit-4k", "cellvit"],
)
def test_weights_are_named_as_in_the_published_files(make, names):
    assert set(names) <= set(make(TINY).state_dict())


def test_a_file_in_the_published_form_loads_every_weight(tmp_path):
    torch.manual_seed(0)
    brought, own = RegionVit(TINY), RegionVit(TINY)
    held = {f"module.backbone.{k}": v for k, v in brought.state_dict().items()}
    torch.save({"teacher": {**held, "module.head.last_layer.weight": torch.ones(1)}, "epoch": 3}, tmp_path / "vit4k.pth")
    load_weights(own, tmp_path / "vit4k.pth", "hipt-4k")
    assert all(torch.equal(v, own.state_dict()[k]) for k, v in brought.state_dict().items())


def test_a_wrong_file_is_refused_by_name(tmp_path):
    state = RegionVit(TINY).state_dict()
    state["surplus"] = state.pop("norm.weight")
    state["phi.0.bias"] = torch.ones(3)
    torch.save(state, tmp_path / "other.pth")
    with pytest.raises(WeightsError, match=r"other.pth is no hipt-4k file.*1 missing: norm.weight; 1 unknown: surplus; 1 of another shape: phi.0.bias \(3,\) for \(192,\)"):
        load_weights(RegionVit(TINY), tmp_path / "other.pth", "hipt-4k")


def test_positions_of_14_are_stretched_to_16_as_hipt_does():
    ramp = torch.arange(14.0).repeat(14, 1).reshape(1, 196, 1)
    stretched = baked_positions(torch.cat([torch.full((1, 1, 1), 7.0), ramp], 1), 16)
    rows = stretched[0, 1:, 0].reshape(16, 16)
    assert stretched.shape == (1, 257, 1) and stretched[0, 0, 0] == 7
    assert (rows.diff(dim=1) > 0).all() and torch.allclose(rows, rows[:1].expand(16, -1), atol=1e-4)
    # Place 11 is sampled at 11.5 / (16.1 / 14) - 0.5, midway between two values; a scale of 16 / 14 would give 9.56.
    assert rows[0, 11] == pytest.approx(9.5, abs=1e-3)


def test_cls_of_a_text_sees_its_words_and_one_place_more():
    words = Words(Text(width=8, depth=1, heads=1, context=6, vocabulary=10), 4)
    barred = words.barred(torch.tensor([[5, 6, 0, 0, 0]]))[0]
    assert barred[-1].tolist() == [False, False, False, True, True, True]
    assert barred[1].tolist() == [False, False, True, True, True, True]
