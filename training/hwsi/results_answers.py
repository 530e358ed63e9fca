"""The sections of RESULTS.md on answers: the proof that they look, and what they rest on."""

from hwsi.proof import ACCURACY, CONDITIONS, GAIN, NEAR
from hwsi.results_table import share, spread, table

#: Pointing is asked to be so far above each way that does not look; refusals to reach so much.
POINTS, REFUSALS = 0.15, 0.95
WAYS = ("first id", "random kept patch", "SPF's top patch")


def _value(m: dict) -> str:
    return "-" if m["value"] is None else spread(m["value"], m["low"], m["high"])


def _difference(m: dict) -> str:
    return "-" if m["value"] is None else spread(m["value"], m["low"], m["high"], sign=True)


def _listed(names: list[str]) -> str:
    return ", ".join(names) if names else "none"


def _met(is_met: bool) -> str:
    return "met" if is_met else "not met"


def answers(told: dict) -> str:
    """Everything in answers.json."""
    parts = [_accuracy(told), *([_fresh(told["fresh wordings"])] if "fresh wordings" in told else []), *([_real(told["real"])] if "real" in told else [])]
    parts += [_pointing(told["pointing"]), _faithfulness(told["faithfulness"]), _refusals(told["refusals"]), _texts(told["texts"], "Reports and captions")]
    parts += [_texts(told["real texts"], "Reports and captions of real patches")] if told.get("real texts") else []
    if "agreement" in told:
        a = told["agreement"]
        parts.append(f"The pack's own files in onnxruntime gave the very same answer to {share(a['equal answers'])} of {a['questions']} of these questions, and one as right to {share(a['equally right'])}.\n")
    return "\n".join(parts)


def _rows(rows: dict[str, dict]) -> list[list[str]]:
    return [[name, str(r["questions"]), share(r["constant"]), *(_value(r[c]) for c in CONDITIONS), _difference(r["gain"])] for name, r in rows.items()]


HEAD = ["", "questions", "best constant", *CONDITIONS, "image less blind"]


def _accuracy(told: dict) -> str:
    drawn, c = told["drawn"], told["drawn"]["criteria"]
    whole = drawn["answerable"]
    text = (
        f"{drawn['questions']} questions about {drawn['slides']} composed slides of {told['regions']} held-out drawn regions; slides share regions, so intervals over slides are narrower than ones over regions would be. "
        "Questions are balanced by rejection within a family and form; the best constant is the accuracy of the best single answer to each of these groups. An answer is right when it makes the truth's claim. "
        "Blind: the same model without image tokens. Exchanged: with those of another slide, drawn at random, under the same ids. Cells in the prompt are the drawn truth with the error of a segmentation."
    )
    read = [
        f"Accuracy over answerable families is {share(whole['image']['value'])}; {ACCURACY:.2f} was asked for: {_met(c['accuracy'])}.",
        f"Families that gain less than {100 * GAIN:.0f} points over blind: {_listed(c['families below the gain'])}.",
        f"Within {100 * NEAR:.0f} points of the best constant ({share(whole['constant'])}): blind ({share(whole['blind']['value'])}) {_met(c['blind near constant'])}, exchanged ({share(whole['exchanged']['value'])}) {_met(c['exchanged near constant'])}.",
        f"By family, blind is further above it in: {_listed(c['families blind above constant'])}; exchanged in: {_listed(c['families exchanged above constant'])}; with {_few(drawn)} questions a family, some are by chance.",
        f"Answers are written greedily, {told['written']}.",
        "The statement of a choice or of yes/no is its sentence without the letter or word.",
        "Numbers are those that the page shows, counted in the kept patches; as the language model itself said them, "
        + ", ".join(f"{name} {_value(m)}" for name, m in drawn["before numbers are checked"].items())
        + ".",
    ]
    split = {f"form: {k}": v for k, v in drawn["forms"].items()} | {f"the statement beside it: {k}": v for k, v in drawn["statements"].items()} | {f"wording: {k}": v for k, v in drawn["wordings"].items()}
    body = table(HEAD, _rows({"answerable families": whole, **drawn["families"]})) + "\n" + table(HEAD, _rows(split))
    return f"## Answers\n\n{text}\n\n{' '.join(read)}\n\n{body}"


def _fresh(told: dict) -> str:
    refused = {k: _value(m) for k, m in told["refusals"].items()}
    text = (
        "Other questions in wordings that somebody wrote who had not read training's. The held-out wordings above were known when training's were widened; these were not. "
        f"Refusals: precision {refused.get('precision', '-')}, recall {refused.get('recall', '-')}."
    )
    rows = [[k, str(r["questions"]), _value(r["image"])] for k, r in told.items() if k != "refusals"]
    return f"### Fresh wordings\n\n{text}\n\n{table(['', 'questions', 'image'], rows)}"


def _few(told: dict) -> str:
    sizes = sorted(r["questions"] for r in told["families"].values())
    return f"{sizes[0]} to {sizes[-1]}"


def _real(told: dict) -> str:
    text = (
        f"{told['questions']} questions about {told['slides']} slides laid out of real H&E patches of sources that training did not see; only what is known of them is asked, and few facts are. "
        f"Families that gain less than {100 * GAIN:.0f} points over blind: {_listed(told['criteria']['families below the gain'])}."
    )
    return f"### Real patches\n\n{text}\n\n{table(HEAD, _rows({'answerable families': told['answerable'], **told['families']}))}"


def _pointing(told: dict) -> str:
    met = [w for w in WAYS if (told["gain"][w]["value"] or 0) >= POINTS]
    text = (
        f"{told['questions']} questions whose patches were filtered for them, and whose evidence some of the kept patches show, not all; {told['with citations']} answers made the true claim with a citation and are measured. "
        "Questions that name a patch are left out. A citation is right when its patch shows what the sentence says. "
        f"At least {100 * POINTS:.0f} points above {', '.join(WAYS)}: {'met' if len(met) == len(WAYS) else 'met for ' + _listed(met)}."
    )
    ways = ("cited", *WAYS)
    body = table(["", *ways], [["all", *(_value(told[w]) for w in ways)], *([f"{f} ({r['questions']})", *(share(r[w]) for w in ways)] for f, r in told["families"].items())])
    gains = table(["cited less", *WAYS], [["all", *(_difference(told["gain"][w]) for w in WAYS)]])
    s = told["support"]
    after = (
        f"\nThe support beside a citation says how likely a patch shows the sentence: over {s['patches']} kept patches of these answers AUC {share(s['AUC'])}; from .5 on, precision {share(s['precision'])} and recall {share(s['recall'])}.\n"
        if s
        else ""
    )
    return f"### Pointing\n\n{text}\n\n{body}\n{gains}{after}"


def _faithfulness(told: dict) -> str:
    names = [k for k in told if isinstance(told[k], dict)]
    rows = [[k, str(told[k]["questions"]), *(_difference(told[k][m]) for m in ("probability", "accuracy"))] for k in names]
    more = [[k, *(_difference(told[k]["more than others"][m]) for m in ("probability", "accuracy"))] for k in names if "more than others" in told[k]]
    text = (
        f"{told['questions']} right answers with citations, asked again with patches taken out of the prompt: the fall of the claim's probability and of accuracy (from 1). "
        "Comprehensiveness is the fall without the cited patches, beside that without as many others; supported are all patches of support .5 or more. Sufficiency is the fall when the cited patches are kept alone; less is better. "
        "Where other patches show the same, little falls when the cited ones go."
    )
    body = table(["patches in the prompt", "questions", "fall of probability", "fall of accuracy"], rows)
    return f"### Evidence taken away\n\n{text}\n\n{body}\n{table(['falls more than as many others', 'probability', 'accuracy'], more)}"


def _refusals(told: dict) -> str:
    kinds = [k for k in ("all wordings", "seen wordings", "unseen wordings", "against look-alikes") if "precision" in told.get(k, {})]
    rows = [[k, str(told[k]["questions to refuse"]), str(told[k]["others"]), _value(told[k]["precision"]), _value(told[k]["recall"])] for k in kinds]
    met = all(told["all wordings"][m]["value"] >= REFUSALS for m in ("precision", "recall")) if kinds else False
    single = [[k, _value(v)] for k, v in told.items() if k.startswith("recall of") or k == "look-alikes refused"]
    reasons = sorted({t for row in told["reasons"].values() for t in row})
    text = (
        "Questions that H&E cannot answer are refused with the reason; what was not taught is said not to be known. An answer refuses when it holds a refusal's sentence. "
        "Look-alikes speak of a patient, a stage or a treatment, but ask what can be seen. "
        f"Precision and recall of {REFUSALS:.2f}: {_met(met)}."
    )
    body = table(["", "to refuse", "others", "precision", "recall"], rows) + "\n" + table(["", "share"], single)
    body += "\n" + table(["asked for", *(f"told: {r}" for r in reasons)], [[k, *(str(row.get(r, 0)) for r in reasons)] for k, row in told["reasons"].items()])
    return f"### Refusals\n\n{text}\n\n{body}"


def _texts(told: dict, head: str) -> str:
    parts = []
    for family, found in told.items():
        names = list(next(iter(found["rows"].values())))
        cell = lambda v: "-" if v is None else _value(v) if isinstance(v, dict) else share(v)  # noqa: E731
        rows = [[k, *(cell(r[n]) for n in names)] for k, r in found["rows"].items()]
        parts.append(f"**{family}** ({found['texts']} texts; the most common: \"{found['most common']}\")\n\n{table(['', *names], rows)}")
    without = any(r["METEOR"] is None for f in told.values() for r in f["rows"].values())
    text = "Facts are the sentences of a report and the phrases of a caption, without citations; F1 counts equal ones. N-gram measures are high for any text of the right form: read them beside blind and beside the most common text."
    return f"### {head}\n\n{text}{' METEOR was not measured: WordNet was not there.' if without else ''}\n\n" + "\n".join(parts)


def ablation(told: dict) -> str:
    """Both tables of ablation.json, those that are there."""
    texts = {
        "levels": lambda found: f"{found['questions']} questions about {found['slides']} held-out drawn slides; one model, trained with levels left out at random, and a row's levels in its prompt. "
        "Tasks are the answerable families (accuracy), reports and captions (F1 of facts); the mean is over tasks. Counts of cells leave the prompt with the cell level. Numbers are as the language model said them."
        + (f" Measured on {found['of']}." if "of" in found else ""),
        "losses": lambda found: f"Stage 1 of {found['align minutes']:g} min with some losses, then projectors and pointer of {found['minutes']:g} min on its tokens, the language model as it is; one seed. "
        "L_s is the alignment at each scale, L_c consistency across scales, L_WSI slide and report.",
    }
    heads = {"levels": "Levels in the prompt", "losses": "Losses of stage 1"}
    after = {"levels": lambda found: f"\n{_by_task(found)}", "losses": lambda found: ""}
    parts = [f"### {heads[kind]}\n\n{texts[kind](told[kind])}\n\n{_ablated(told[kind])}{after[kind](told[kind])}" for kind in heads if kind in told]
    return "\n".join(["## Ablations of the answers\n", *parts])


def _ablated(found: dict) -> str:
    rows = []
    for name, row in found["rows"].items():
        tasks = row["tasks"]
        difference = row.get("difference")
        rows.append([name, share(row["families"]), share(tasks.get("report")), share(tasks.get("caption")), _value(row["mean"]), _difference(difference) if difference else "-", _verdict(difference)])
    return table(["row", "families", "report", "caption", "mean over tasks", f"less {found['base']}", ""], rows)


def _verdict(difference: dict | None) -> str:
    if difference is None:
        return ""
    return "falls" if difference["high"] < 0 else "does not fall" if difference["value"] >= 0 else "fall not certain"


def _by_task(found: dict) -> str:
    names = list(found["rows"])
    tasks = list(found["rows"][found["base"]]["tasks"])
    return table(["task", *names], [[t, *(share(found["rows"][n]["tasks"].get(t)) for n in names)] for t in tasks])
