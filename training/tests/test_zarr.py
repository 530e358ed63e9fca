"""The page's analysis of a slide, read by Python's zarr: the layout of src/library/zarr/layout.ts."""

import subprocess
from pathlib import Path

import numpy as np
import pytest
import zarr

here = Path(__file__).parent


@pytest.fixture(scope="module")
def analysis(tmp_path_factory):
    folder = tmp_path_factory.mktemp("analysis")
    script = here / "write_analysis.mjs"
    subprocess.run(["node", script, folder], check=True, cwd=here.parents[1])
    return zarr.open_group(folder, mode="r")


def test_attributes_name_scale_source_and_classes(analysis):
    assert analysis.metadata.zarr_format == 3
    attributes = dict(analysis.attrs)
    assert attributes["paraffin"] == "analysis"
    assert attributes["version"] == 1
    assert attributes["microns_per_pixel"] == 0.25
    assert attributes["units"]["rect"] == "level-0 pixels"
    assert attributes["source"] == {
        "slide": "tiny.svs",
        "slide_digest": "51de",
        "pack": "tiny 1.0.0",
        "pack_digest": "9ac4",
    }
    assert [one["name"] for one in attributes["cell_classes"]] == ["inflammatory", "epithelial"]
    assert attributes["suitability"]["verdict"] == "suitable"
    assert attributes["left_out_shares"]["fold"] == 0.25


def test_patches_and_regions_are_those_that_were_written(analysis):
    assert analysis["patches/embedding"].dtype == np.float32
    np.testing.assert_array_equal(
        analysis["patches/embedding"][:], np.float32([[1, 0, 0], [0.6, 0.8, 0], [0, 0, 1]])
    )
    np.testing.assert_array_equal(
        analysis["patches/rect"][:],
        [[0, 0, 512.5, 512.5], [512.5, 512.5, 512.5, 512.5], [8200, 0, 512.5, 512.5]],
    )
    np.testing.assert_array_equal(analysis["patches/place"][:], [[0, 0, 0], [0, 1, 1], [1, 16, 0]])
    np.testing.assert_array_equal(analysis["patches/valid"][:, 1], [256, 100, 256])
    np.testing.assert_array_equal(analysis["patches/mean_similarity"][:], [0.8, 1 / 3, 1])
    np.testing.assert_array_equal(analysis["patches/redundant"][:], [1, 0, 0])
    np.testing.assert_array_equal(
        analysis["regions/embedding"][:], np.float32([[0.25, 0.5], [-1, 0.125]])
    )
    np.testing.assert_array_equal(analysis["regions/place"][:], [[0, 0], [1, 0]])
    np.testing.assert_array_equal(analysis["regions/threshold"][:], [0.7, 1])
    np.testing.assert_array_equal(analysis["slide/embedding"][:], np.float32([0.5, -2, 3, 4]))
    assert analysis["patches/embedding"].metadata.dimension_names == ("patch", "embedding")


def test_what_is_left_out_has_its_reason(analysis):
    left_out = analysis["left_out"]
    assert left_out.attrs["reasons"][left_out["reason"][0]] == "fold"
    np.testing.assert_array_equal(left_out["place"][:], [[1, 0, 17, 1]])


def test_cells_have_outlines_classes_and_measures(analysis):
    cells = analysis["cells"]
    np.testing.assert_array_equal(cells["class"][:], [0, 1])
    np.testing.assert_array_equal(cells["centre"][:], [[8, 18], [108, 28]])
    start = cells["outline_start"][:]
    np.testing.assert_array_equal(
        cells["outline"][start[1] : start[2]], [[100, 20], [116, 20], [116, 36], [100, 36]]
    )
    row = cells.attrs["measures"].index("Nucleus: Area µm^2")
    np.testing.assert_array_equal(cells["measure"][row], [16, 15.5])
