"""RESULTS.md says what the committed measurements say, and nothing else."""

import json

from hwsi import results
from hwsi.results_table import share, spread, table


def test_results_are_rendered_from_the_committed_measurements():
    assert results.TARGET.read_text() == results.render(results.METRICS)


def test_a_changed_number_changes_the_text(tmp_path):
    told = json.loads((results.METRICS / "patches.json").read_text())
    (tmp_path / "patches.json").write_text(json.dumps(told))
    before = results.render(tmp_path)
    next(v for v in told.values() if "balanced accuracy" in v)["balanced accuracy"] = 0.123
    (tmp_path / "patches.json").write_text(json.dumps(told))
    assert results.render(tmp_path) != before and ".123" in results.render(tmp_path)


def test_a_measurement_that_is_not_there_has_no_section(tmp_path):
    assert results.render(tmp_path) == results.HEAD


def test_numbers_are_written_short():
    assert share(0.5) == ".500" and share(-0.25) == "-.250" and share(1.0) == "1.000" and share(None) == "-"
    assert spread(0.1, -0.02, 0.2, sign=True) == "+.100 (-.020 to .200)"
    assert table(["a", "b"], [["1", "2"]]) == "| a | b |\n| --- | --- |\n| 1 | 2 |\n"
