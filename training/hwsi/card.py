"""The pack's card: gathers the measured numbers and writes them into the manifest.

Run after hwsi.cells.evaluate and hwsi.evaluate: python -m hwsi.card. Numbers come from their JSON only.
"""

import json
from pathlib import Path

from hwsi.manifest import write_manifest

ROOT = Path(__file__).parents[2]
METRICS = ROOT / "training" / "metrics"


def _cells(report: dict) -> list[dict]:
    lines = []
    for key, note in (("consep test", "CoNSeP test, 14 real images"), ("drawn held out", "12 held-out drawn slides")):
        for name, label in (("f1", "cell detection F1"), ("pq", "cell panoptic quality")):
            lines.append({"name": f"{label}, {key}", "value": report[key][name], "note": f"{note}, {'3 um, one to one' if name == 'f1' else 'binary, IoU > 0.5'}"})
    lines.append({"name": "cell detection F1, brca-m2c val", "value": report["brca-m2c val"]["f1"], "note": "real images of patients outside its training set, 3 um, one to one"})
    return lines


def _answers(report: dict) -> list[dict]:
    base = f"{report['questions']} questions on {report['slides']} held-out drawn slides"
    return [
        {"name": "answer accuracy", "value": report["image"]["all"], "note": f"{base}; first sentence equals the truth's"},
        {"name": "answer accuracy, blind", "value": report["blind"]["all"], "note": "the same model and questions without any image token"},
        {"name": "answer accuracy, exchanged", "value": report["exchanged"]["all"], "note": "with the tokens of another slide"},
        {"name": "citations true", "value": report["citations true"], "note": f"{report['citations']} citations of present tissues: the patch shows the tissue (30 % or more)"},
    ]


def card_metrics() -> list[dict]:
    cells = json.loads((METRICS / "cells.json").read_text())
    answers = json.loads((METRICS / "answers.json").read_text())
    patches = json.loads((METRICS / "patches.json").read_text())
    lines = _cells(cells) + [
        {"name": f"zero-shot tissue, {kind}", "value": value["balanced accuracy"], "note": f"balanced accuracy over {value['classes']} tissues, {value['patches']} patches"}
        for kind, value in patches.items()
    ]
    return [{**line, "value": round(line["value"], 3)} for line in lines + _answers(answers)]


def main() -> None:
    metrics = card_metrics()
    (METRICS / "card.json").write_text(json.dumps(metrics, indent=2) + "\n")
    write_manifest(ROOT / "public" / "pack", metrics)
    for line in metrics:
        print(f"{line['value']:7.3f}  {line['name']} ({line['note']})")


if __name__ == "__main__":
    main()
