"""Suitability: colours measured as meant, limits from H&E alone, goldens as shipped."""

import json
from types import SimpleNamespace

import numpy as np
import pytest

from hwsi import colours, suitability, unlike
from hwsi.he_sources import deep_zoom
from hwsi.onnxfile import run
from hwsi.suitability import GOLDENS, METRICS, ROOT

MODEL = json.loads((ROOT / "public" / "pack" / "suitability.json").read_text())


def flat(*rgb: int) -> np.ndarray:
    """Half stain, half white [1, 256, 256, 3]."""
    image = np.full((1, 256, 256, 3), 255, np.uint8)
    image[:, :, :128] = rgb
    return image


@pytest.mark.parametrize(
    "rgb, foreign, brown",
    [((200, 90, 160), 0, 0), ((110, 60, 150), 0, 0), ((140, 90, 50), 1, 1), ((110, 120, 180), 1, 0), ((90, 90, 90), 1, 0)],
    ids=["pink", "purple", "brown", "blue", "grey"],
)
def test_stain_is_told_by_its_colour(rgb, foreign, brown):
    stained, found_foreign, found_brown, darkness = colours.statistics(flat(*rgb))[0]
    assert (stained, found_foreign, found_brown) == pytest.approx((0.5, foreign, brown))
    assert darkness == 0


def test_grey_glass_is_taken_off_and_a_dark_ground_is_not():
    pink, dark = flat(160, 80, 130), flat(20, 40, 220)
    pink[:, :, 128:], dark[:, :, 128:] = 190, 5
    assert colours.statistics(pink)[0, 1] == pytest.approx(0)
    assert colours.statistics(dark)[0, 3] > 0.9


def test_patches_without_stain_are_not_pooled():
    rows = np.array([[0.0, 1, 1, 3], [0.5, 0.1, 0, 0.1]])
    assert suitability.measures(rows, None, None)[:3] == pytest.approx([0.1, 0, 0.1])
    assert suitability.measures(rows[:1], None, None)[:3] == pytest.approx([1, 1, 3])


def test_pooling_leaves_a_quarter_out_at_each_end():
    assert suitability.pooled(np.array([[9.0], [1], [2], [-9]])) == pytest.approx([1.5])


def slides(source: str, darkness: list[float], rng: np.random.Generator) -> list[SimpleNamespace]:
    return [
        SimpleNamespace(source=source, row=source, statistics=np.array([[0.5, 0.1, 0.0, d]]), embeddings=rng.normal(size=(1, 192)))
        for d in darkness
    ]


def test_the_limit_lies_beyond_the_worst_source_and_moves_with_it():
    rng = np.random.default_rng(0)
    light, dark = slides("a", [0.1] * 9, rng) + slides("b", [0.1] * 9, rng), slides("c", [0.5] * 9, rng)
    assert suitability.fit_limits(light + dark)["darkness"]["limit"] == pytest.approx(0.6)
    assert suitability.fit_limits(light)["darkness"]["limit"] == pytest.approx(0.1)


def test_the_texture_plane_of_a_left_out_source_has_not_seen_it():
    rng = np.random.default_rng(0)
    others = slides("a", [0.1] * 40, rng) + slides("b", [0.1] * 40, rng)
    alone = slides("c", [0.1], rng)
    alone[0].embeddings = np.full((1, 192), 7.0)
    assert suitability.left_out(others + alone)[-1, 3] > 50


def test_made_kinds_are_what_they_are_called():
    rng = np.random.default_rng(0)
    image = suitability.golden_patches()[0]
    brown = unlike.immunohistochemistry(image, "everywhere eosin was", 1.3, False, rng)
    glow = unlike.fluorescence(image, 2, rng)
    foreign, of_brown, darkness = colours.statistics(np.stack([image, brown, glow]))[:, 1:].T
    assert foreign[0] < 0.2 < 0.6 < foreign[1]
    assert of_brown[1] > 0.1 and of_brown[0] < 0.01
    assert darkness[2] > 0.6


def test_goldens_are_those_of_the_shipped_file():
    written, made = json.loads(GOLDENS.read_text()), suitability.goldens(MODEL)
    assert np.array(written["statistics"]) == pytest.approx(np.array(made["statistics"]))
    for key in ("cases", "without embeddings"):
        assert [c["verdict"] for c in written[key]] == [c["verdict"] for c in made[key]]
        assert [c["score"] for c in written[key]] == pytest.approx([c["score"] for c in made[key]])
        assert {c["verdict"] for c in made[key]} == {"suitable", "unsuitable"}


def test_the_committed_measurement_meets_what_was_asked():
    report = json.loads(METRICS.read_text())
    assert report["limits"] == MODEL["limits"]
    assert report["real H&E, its source left out"]["all"]["rate"] <= 0.05
    for family in ("immuno", "fluorescence", "photographs"):
        assert report["not H&E"][f"all {family}"]["rate"] >= 0.9
    assert all(row["flagged"] == 0 for row in report["drawn H&E, unseen"].values())


def test_the_demo_slide_is_suitable_to_the_packs_own_encoder():
    """Fails where suitability.json was fitted on another encoder than the pack holds."""
    patches = deep_zoom(ROOT / "public" / "demo" / "slide.dzi").patches[::8]
    pixels = np.ascontiguousarray(patches.transpose(0, 3, 1, 2)).astype(np.float32) / 255
    embeddings = run(ROOT / "public" / "pack" / "patch-encoder.onnx", {"pixels": pixels})[0].astype(np.float64)
    told = suitability.judge(MODEL, colours.statistics(patches), embeddings)
    assert told["verdict"] == "suitable", told


def test_the_shipped_file_is_small():
    assert (ROOT / "public" / "pack" / "suitability.json").stat().st_size < 150_000
