"""The sections of RESULTS.md: each renders one JSON file of training/metrics to text."""

from hwsi.results_table import cell, share, spread, table

LEVELS = ("slide", "slide + region", "slide + region + patch", "slide + region + patch + cell")
OTHER_LEVELS = ("slide + patch", "slide + cell", "slide + patch + cell", "slide + region + cell")
SEEN = ("zero-shot balanced accuracy", "zero-shot weighted F1", "probe balanced accuracy", "probe weighted F1", "slide retrieval top-1")
RANKS = (1, 3, 5, 10)


def cells(told: dict) -> str:
    classes = [c for c in told["classes"] if c in told["consep test"]["class_f1"]]
    rows = [
        [name, share(r["f1"]), share(r.get("pq")), *(share(r["class_f1"].get(c)) for c in classes), str(r["nuclei"])]
        for name, r in told.items() if isinstance(r, dict) and "f1" in r
    ]  # fmt: skip
    head = ["set", "detection F1", "binary PQ", *(f"F1 {c}" for c in classes), "nuclei"]
    text = "Nuclei found within 3 um one to one, PQ at IoU above 0.5, mean over images. CoNSeP test and BRCA-M2C val are real H&E of patients that training did not see."
    return _section("Cells", text, table(head, rows))


def drawn_cells(told: dict) -> str:
    text = "Realism of the drawing: a cell model trained on drawn tissue alone, measured on real CoNSeP test images."
    return _section("Cells learned from drawn tissue alone", text, _flat(told))


def tissue(told: dict) -> str:
    kinds = [k for k, v in told.items() if isinstance(v, dict) and "balanced accuracy" in v]
    classes = list(told["classes"])
    rows = [[k, spread(told[k]["balanced accuracy"], *told[k]["interval"]), *(share(told[k]["recalls"][c]) for c in classes)] for k in kinds]
    text = (
        f"{told['patches']} real patches of {len(classes)} classes with at least three sources each, in {told['folds']} folds by source: "
        "the encoder that names a patch saw nothing of its source. Intervals draw sources. Recall per class."
    )
    apart = ", ".join(f"{n} as {k}" for k, n in told.get("DEB named as", {}).items())
    after = f"\nDEB has fewer than three sources and is counted apart: named {apart}.\n" if apart else ""
    return _section("Real tissue types", text, table(["", "balanced accuracy", *classes], rows)) + after


def patches(told: dict) -> str:
    rows = [[k, share(v["balanced accuracy"]), str(v["classes"]), str(v["patches"])] for k, v in told.items() if "balanced accuracy" in v]
    return _section("Tissue of patches", "A patch is named by the nearest text, without any training on classes.", table(["set", "balanced accuracy", "classes", "patches"], rows))


def cohort(told: dict) -> str:
    rows = [[name, share(r["chance"]), *(spread(r[k]["accuracy"], r[k]["low"], r[k]["high"]) for k in ("linear", "reader", "exchanged")), str(r["linear"]["groups"] * len(r["values"]))] for name, r in told.items()]
    text = (
        "Slides of a matched set differ in one fact. A linear model on colours, areas and shares should be at chance; a reader of the deciding truth should not, "
        "and should be at chance after the exchange that hides it (patches or regions shuffled, nuclei exchanged at equal density)."
    )
    return _section("The cohort's matched sets", text, table(["set", "chance", "linear model", "reader of the truth", "after the exchange", "slides"], rows))


def seeing(told: dict) -> str:
    """Levels, losses and matched sets."""
    text = (
        f"{told['slides']} composed slides of {told['test regions']} held-out drawn regions, {len(told['classes'])} diagnoses, each slide with a report of its own. "
        f"Slides share regions, so intervals over slides are narrower than ones over regions would be. Linear probe and retrieval use {told['archive']} slides of the training regions. "
        "Zero-shot names tumour, architecture and atypia by the nearest sentences."
    )
    parts = [_section("Seeing", text, "")]
    for kind, head in (("pack", "Levels, the pack's model"), ("all", f"Levels, short runs of {told['minutes']:g} min")):
        if kind in told["levels"]:
            parts.append(_levels(head, told["levels"][kind]))
    parts.append(_losses(told))
    kind = "pack" if "pack" in told["sets"] else "all"
    if kind in told["sets"]:
        parts.append(_sets(told["sets"][kind], kind, told["levels"][kind]["seeds"]))
    return "\n".join(parts)


def _levels(head: str, told: dict) -> str:
    rows = [name for name in (*LEVELS, *OTHER_LEVELS) if name in told["rows"]]
    text = f"One model trained with level dropout; a row fuses the vectors of its levels. {_seeds(told['seeds'])}"
    first = table(["levels", *SEEN], [[r, *(_value(told["rows"][r][m]) for m in SEEN)] for r in rows])
    ranks = [f"{way} R@{k}" for way in ("report to slide", "slide to report") for k in RANKS]
    second = table(["levels", *ranks], [[r, *(share(told["rows"][r][m]["value"]) for m in ranks)] for r in rows])
    gained = [[r, *(_difference(told["rows"][r][m]) for m in (*SEEN, "report to slide R@1", "slide to report R@1"))] for r in rows if r != "slide"]
    third = table(["against slide alone", *SEEN, "report to slide R@1", "slide to report R@1"], gained)
    return f"### {head}\n\n{text}\n\n{first}\n{second}\n{third}"


def _seeds(count: int) -> str:
    return "One seed." if count == 1 else f"Mean over {count} seeds."


def _losses(told: dict) -> str:
    if not told["losses"]:
        return ""
    picked = ("zero-shot balanced accuracy", "probe balanced accuracy", "slide retrieval top-1", "report to slide R@1", "report to slide R@10", "slide to report R@1", "slide to report R@10")
    rows, gained = [], []
    for name, row in told["losses"].items():
        rows.append([name, str(row["seeds"]), *(_value(row["measures"][m]) for m in picked)])
        if "difference" in row["measures"][picked[0]]:
            gained.append([name, *(_difference(row["measures"][m]) for m in picked)])
    text = (
        f"Runs of {told['minutes']:g} min of one core from the same stage 0, all levels fused unless the row says otherwise. `all` is eq. 9 with weight 0.1 for eq. 8 and a learned temperature. "
        "The second table is the difference to `all`, or, for models trained on some levels only, to the same levels of the model trained on all, paired by slide."
    )
    return f"### Losses, temperature and weight\n\n{text}\n\n{table(['run', 'seeds', *picked], rows)}\n" + (table(["difference", *picked], gained) if gained else "")


def _sets(sets: dict, kind: str, seeds: int) -> str:
    parts = []
    for name, found in sets.items():
        if not found["levels"]:
            parts.append(f"**{name}**: no held-out slide tells it.\n")
            continue
        controls = list(next(iter(found["levels"].values())))
        rows = [[level, *(spread(row[c]["value"], row[c]["low"], row[c]["high"]) for c in controls)] for level, row in found["levels"].items()]
        parts.append(f"**{name}** ({' or '.join(found['values'])}; chance {share(found['chance'])}, {found['slides']} slides of {found['groups']} {'regions' if found['groups'] < found['slides'] else 'compositions'})\n\n{table(['told by', *controls], rows)}")
    text = (
        f"The deciding fact named zero-shot, by one level's vector alone and by all, from the slides as they are and with what a level reads destroyed ({'the pack' if kind == 'pack' else 'short runs'}). {_seeds(seeds)} "
        "A fact that needs a level falls to chance under that level's control. A slide of one region is shown in up to three stains; intervals draw regions."
    )
    return f"### Matched sets and controls\n\n{text}\n\n" + "\n".join(parts)


def suitability(told: dict) -> str:
    rows = []
    for group, found in told.items():
        if group != "limits":
            rows += [[group, name, str(r["images"]), str(r["flagged"]), spread(r["rate"], *r["interval"])] for name, r in found.items()]
    text = "Images that the out-of-distribution score flags. Real H&E is judged by limits fitted without its source."
    return _section("Unlike what it knows", text, table(["group", "images of", "images", "flagged", "share"], rows))


def _section(head: str, text: str, body: str) -> str:
    return f"## {head}\n\n{text}\n" + (f"\n{body}" if body else "")


def _value(m: dict) -> str:
    return spread(m["value"], m["low"], m["high"])


def _difference(m: dict) -> str:
    d = m["difference"]
    return spread(d["value"], d["low"], d["high"], sign=True)


def _flat(told: dict) -> str:
    """Every number of a nested dict, a row each."""
    rows = []

    def walk(part: dict, path: tuple[str, ...]) -> None:
        for key, value in part.items():
            if isinstance(value, dict):
                walk(value, (*path, key))
            elif not isinstance(value, list):
                rows.append([", ".join((*path, key)), cell(value)])

    walk(told, ())
    return table(["measure", "value"], rows)
