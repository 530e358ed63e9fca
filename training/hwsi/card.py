"""The pack's card: gathers the measured numbers and writes them into the manifest.

Run after hwsi.cells.evaluate and hwsi.evaluate: python -m hwsi.card. Numbers come from their JSON only.
"""

import json
from pathlib import Path

from hwsi.manifest import write_manifest

ROOT = Path(__file__).parents[2]
METRICS = ROOT / "training" / "metrics"
TOP = "SPF's top patch"


def _cells(report: dict) -> list[dict]:
    lines = []
    for key, note in (("consep test", "CoNSeP test, 14 real images"), ("drawn held out", "12 held-out drawn slides")):
        for name, label in (("f1", "cell detection F1"), ("pq", "cell panoptic quality")):
            lines.append({"name": f"{label}, {key}", "value": report[key][name], "note": f"{note}, {'3 um, one to one' if name == 'f1' else 'binary, IoU > 0.5'}"})
    lines.append({"name": "cell detection F1, brca-m2c val", "value": report["brca-m2c val"]["f1"], "note": "real images of patients outside its training set, 3 um, one to one"})
    return lines


def _answers(report: dict) -> list[dict]:
    drawn, pointing, refusals = report["drawn"], report["pointing"], report["refusals"]
    whole, seen = drawn["answerable"], report["real"]["answerable"] if "real" in report else None
    base = f"{whole['questions']} balanced questions on {drawn['slides']} held-out drawn slides; best constant answer {whole['constant']:.2f}"
    pointed = f"{pointing['with citations']} answers whose evidence some kept patches show"
    lines = [
        {"name": "answer accuracy", "value": whole["image"]["value"], "note": base},
        {"name": "answer accuracy, blind", "value": whole["blind"]["value"], "note": "the same model and questions without any image token"},
        {"name": "answer accuracy, exchanged", "value": whole["exchanged"]["value"], "note": "with the tokens of another slide"},
        *([{"name": "answer accuracy, real patches", "value": seen["image"]["value"], "note": f"{seen['questions']} questions on slides laid out of real patches of other sources; blind {seen['blind']['value']:.2f}"}] if seen else []),
        {"name": "citations true", "value": pointing["cited"]["value"], "note": f"{pointed}; a random kept patch {pointing['random kept patch']['value']:.2f}, the filter's top patch {pointing[TOP]['value']:.2f}"},
        *({"name": f"refusal {m}", "value": refusals["all wordings"][m]["value"], "note": f"{refusals['all wordings']['questions to refuse']} questions to refuse among {drawn['questions']}"} for m in ("precision", "recall")),
    ]  # fmt: skip
    for family in ("report", "caption"):
        rows = report["texts"][family]["rows"]
        lines.append({"name": f"{family} fact F1", "value": rows["image"]["fact F1"]["value"], "note": f"{report['texts'][family]['texts']} {family}s; blind {rows['blind']['fact F1']['value']:.2f}, the most common {rows['most common']['fact F1']['value']:.2f}"})
    return lines


def _tissue(report: dict) -> list[dict]:
    return [
        {"name": f"real tissue types, {kind}", "value": report[kind]["balanced accuracy"], "note": f"balanced accuracy over {len(report['classes'])} classes, {report['patches']} patches of sources left out of training"}
        for kind in ("zero-shot", "linear probe")
    ]


def _suitability(report: dict) -> list[dict]:
    known = report["real H&E, its source left out"]["all"]
    lines = [{"name": "real H&E said to be unlike", "value": known["rate"], "note": f"{known['images']} images, their source left out of the fit"}]
    for family, name in (("immuno", "immunohistochemistry"), ("fluorescence", "fluorescence"), ("photographs", "photographs")):
        row = report["not H&E"][f"all {family}"]
        made = "crops of 20 pictures" if family == "photographs" else "made from H&E"
        lines.append({"name": f"{name} said to be unlike", "value": row["rate"], "note": f"{row['images']} images, {made}, none fitted on"})
    return lines


def card_metrics() -> list[dict]:
    cells = json.loads((METRICS / "cells.json").read_text())
    answers = json.loads((METRICS / "answers.json").read_text())
    patches = json.loads((METRICS / "patches.json").read_text())
    lines = _cells(cells) + [
        {"name": f"zero-shot tissue, {kind}", "value": value["balanced accuracy"], "note": f"balanced accuracy over {value['classes']} tissues, {value['patches']} patches"}
        for kind, value in patches.items()
    ]
    lines += _tissue(json.loads((METRICS / "tissue.json").read_text()))
    lines += _answers(answers) + _suitability(json.loads((METRICS / "suitability.json").read_text()))
    return [{**line, "value": round(line["value"], 3)} for line in lines]


def main() -> None:
    metrics = card_metrics()
    (METRICS / "card.json").write_text(json.dumps(metrics, indent=2) + "\n")
    write_manifest(ROOT / "public" / "pack", metrics)
    for line in metrics:
        print(f"{line['value']:7.3f}  {line['name']} ({line['note']})")


if __name__ == "__main__":
    main()
