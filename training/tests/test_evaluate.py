"""The protocol is balanced, and its measures say of known speakers what is true of them."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from fake_bank import FakeSpace, fake_bank
from test_speak import TOKENIZER

from hwsi import evaluate, protocol
from hwsi.asking import Asker, Store
from hwsi.pointing import cited, first_patch, pointing
from hwsi.proof import CONDITIONS, COUNTING, Record, accuracy, apart, refusal, refused, statement
from hwsi.questions import Asked, right, without_citations
from hwsi.reports_text import compared, facts, load_wordnet, rouge_l
from hwsi.speak import Told

ROW = ("necrosis", "open", "Is there {}?", "Is there necrosis?")
PRESENT = Asked(*ROW, "Necrosis is present [P3] [P9].", "present", "Necrosis is present.", (frozenset({3, 9}),) * 2, (frozenset({1}),) * 2, "tissue:necrosis")
ABSENT = replace(PRESENT, answer="No necrosis is seen.", value="absent", claim="No necrosis is seen.", cites=(), denies=(), fact=None)
AGE = Asked("refusal", "open", "How old?", "How old?", "The patient's age cannot be seen on an H&E slide.", "age", "The patient's age cannot be seen on an H&E slide.")


@pytest.fixture(scope="module")
def cases():
    bank = fake_bank(24, first=300)
    for region in bank.regions:
        region.embedding = np.zeros((3, 192), np.float32)
        region.cell_tokens = {p: np.zeros(128, np.float32) for p in region.cells}
    found = protocol.balanced(protocol.draw(bank.regions, FakeSpace(), 120, 0), each=12)
    protocol.exchange(found)
    return found


class Parrot:
    """Says of every slide what a function of its question's truth says."""

    tokenizer = TOKENIZER

    def __init__(self, say):
        self.say = say

    def read(self, rows):
        return len(rows)

    def answer(self, prefix, asked):
        return [[Told(self.say(q), {3: 0.9}) for q in row] for row in asked]

    def likelihood(self, prefix, asked, told):
        return [[0.0 for _ in row] for row in asked]


class NoReader:
    def slide_token(self, slide):
        return np.zeros(192, np.float32)


def asker(say, folder):
    return Asker(Parrot(say), NoReader(), Store(folder, "key"))


def test_values_are_balanced_within_a_group_and_slides_hold_few_questions(cases):
    groups: dict = {}
    for case in cases:
        assert 0 < len(case.asked) <= protocol.PER_SLIDE + 1
        for asked in case.asked:
            groups.setdefault(protocol.group(asked), Counter())[asked.value] += 1
    assert len(groups) > 20
    for key, values in groups.items():
        if key[0] not in protocol.REFUSED:
            assert len(values) > 1 and max(values.values()) / values.total() <= 1 / len(values) + protocol.ABOVE + 1e-9


def test_no_option_is_right_more_often_than_its_places_say(cases):
    excess: dict[str, Counter] = {}
    for asked in (a for c in cases for a in c.asked if a.form == "choice"):
        listed = protocol.options(asked)
        for text in listed.values():
            excess.setdefault(asked.family, Counter())[text] += (text == listed[asked.value]) - 1 / len(listed)
    assert excess and all(abs(v) < 4 for values in excess.values() for v in values.values())


def test_every_slide_is_exchanged_for_another_one(cases):
    assert sorted(c.other for c in cases) == list(range(len(cases)))
    assert all(c.other != i for i, c in enumerate(cases))


def test_a_lent_slide_holds_the_ids_that_questions_name(cases):
    for case in cases:
        other = cases[case.other]
        ids = [s.id for s in protocol.lent(case, other, 0)]
        named = {int(i) for a in case.asked for i in protocol.re.findall(r"\[P(\d+)\]", a.question)}
        assert len(ids) == len(set(ids)) == len(other.selected)
        assert len(named & set(ids)) == min(len(named), len(ids))


def test_who_knows_is_right_and_who_says_one_thing_is_the_constant(cases, tmp_path):
    truth = {}
    for case in cases:
        for asked in case.asked:
            truth.setdefault(asked.question, asked.answer)
    alone = [replace(c, asked=[a for a in c.asked if truth[a.question] == a.answer and a.family not in COUNTING]) for c in cases]
    told = evaluate.conditions(asker(truth.__getitem__, tmp_path), alone)
    found = accuracy(evaluate.records(alone, told))
    assert found["answerable"]["image"]["value"] == found["answerable"]["blind"]["value"] == 1.0
    assert found["criteria"]["accuracy"] and not found["criteria"]["blind near constant"]
    assert found["criteria"]["families below the gain"] == sorted(f for f in found["families"] if f not in ("refusal", "untaught", "unsure"))
    assert refusal(evaluate.records(alone, told))["all wordings"]["precision"]["value"] == 1.0


def test_answers_are_kept_until_questions_or_weights_change(tmp_path):
    store, made = Store(tmp_path, "a"), []
    for _ in range(2):
        assert store.keep("x", lambda: made.append(1) or [3]) == [3]
    assert len(made) == 1
    Store(tmp_path, "b").keep("x", lambda: made.append(1) or [3])
    assert len(made) == 2


def test_accuracy_is_the_share_of_right_answers_and_the_constant_that_of_the_commonest():
    told = [("Necrosis is present [P1].", "No necrosis is seen.")] * 3 + [("No necrosis is seen.", "No necrosis is seen.")]
    rows = [Record(i, PRESENT if i < 2 else ABSENT, {"image": a, "blind": b, "exchanged": b}) for i, (a, b) in enumerate(told)]
    family = accuracy(rows)["families"]["necrosis"]
    assert family["constant"] == 0.5 and family["image"]["value"] == 0.75 and family["blind"]["value"] == 0.5
    assert family["image"]["low"] <= 0.75 <= family["image"]["high"] and family["gain"]["value"] == 0.25


def test_the_statement_of_a_choice_is_measured_beside_its_letter():
    choice = replace(PRESENT, form="choice", question="Which? A) necrosis B) fat", answer="Necrosis is present [P3]. Answer: A.", value="A", claim="Answer: A.")
    rows = [Record(i, choice, {"image": "Necrosis is present [P3]. Answer: B.", "blind": "Answer: A.", "exchanged": "No."}) for i in range(2)]
    found = accuracy(rows)
    assert (found["forms"]["choice"]["image"]["value"], found["forms"]["choice"]["blind"]["value"]) == (0.0, 1.0)
    assert (found["statements"]["choice"]["image"]["value"], found["statements"]["choice"]["blind"]["value"]) == (1.0, 0.0)
    assert statement(choice) == "Necrosis is present." and statement(PRESENT) is None


def test_precision_and_recall_of_refusing():
    says = lambda told: {"image": told}  # noqa: E731
    alike = replace(PRESENT, question="The patient is 54 years old. Is there necrosis?")
    rows = [Record(0, AGE, says(AGE.claim)), Record(1, AGE, says("Necrosis is present [P3].")), Record(2, alike, says(AGE.claim)), Record(3, PRESENT, says(PRESENT.answer))]
    found = refusal(rows)
    assert found["all wordings"]["precision"]["value"] == 0.5 and found["all wordings"]["recall"]["value"] == 0.5
    assert found["look-alikes refused"]["value"] == 1.0 and found["reasons"] == {"age": {"age": 1, "answered": 1}}
    assert refused(PRESENT.answer) is None and refused(AGE.answer + " Sorry [P3].") == "age"


def test_only_citations_of_the_claims_sentence_count():
    assert cited(PRESENT, Told("Necrosis is present [P9] [P1]. It is large [P2].", {9: 0.9, 1: 0.6, 2: 0.9})) == [9, 1]
    assert cited(PRESENT, Told("Fat is present [P9].", {9: 0.9})) == []


def test_of_a_run_of_citations_those_with_support_stay_else_the_strongest():
    told = "Necrosis is present [P9] [P1] [P2]."
    assert cited(PRESENT, Told(told, {9: 0.3, 1: 0.9, 2: 0.1})) == [1]
    assert cited(PRESENT, Told(told, {9: 0.3, 1: 0.2, 2: 0.1})) == [9]


def test_pointing_is_measured_beside_ways_that_do_not_look(cases):
    case = next(c for c in cases if len(c.selected) >= 6)
    ids = [s.id for s in case.selected]
    shows, first = frozenset(ids[1:3]), first_patch(case)
    asked = replace(PRESENT, answer=f"Necrosis is present [P{ids[1]}].", cites=(shows,), denies=(frozenset(ids) - shows,))
    told = Told(f"Necrosis is present [P{ids[1]}] [P{ids[3]}].", {i: 0.9 if i in shows else 0.6 if i == ids[3] else 0.1 for i in ids})
    found = pointing([replace(case, asked=[asked])], [told], FakeSpace())
    assert found["cited"]["value"] == 0.5 and found["first id"]["value"] == float(first in shows)
    assert found["random kept patch"]["value"] == pytest.approx(2 / len(ids), abs=1e-3)
    assert found["support"]["AUC"] == 1.0 and found["support"]["recall"] == 1.0


def test_evidence_that_is_taken_away_is_what_was_cited(cases, tmp_path):
    pointed = []
    for case in [c for c in cases if len(c.selected) >= 8][:6]:
        ids = [s.id for s in case.selected]
        asked = replace(PRESENT, question=f"Is there necrosis, {case.number}?", answer=f"Necrosis is present [P{ids[0]}].", cites=(frozenset(ids[:2]),), denies=(frozenset(ids[2:]),))
        pointed.append(replace(case, asked=[asked]))
    answers = {c.asked[0].question: c.asked[0].answer for c in pointed}
    found = evaluate.point(asker(lambda q: answers[q], tmp_path), pointed, FakeSpace())["faithfulness"]
    assert found["questions"] == 6 and found["without the cited"]["accuracy"]["value"] == 0.0
    assert found["without the cited"]["more than others"]["probability"]["value"] == 0.0
    assert found["the cited alone"]["questions"] == 6


def test_facts_are_sentences_of_reports_and_phrases_of_captions():
    assert facts("No tumour is seen. Fat is present [P3].") == {"no tumour is seen.", "fat is present."}
    assert facts("Solid carcinoma [P3] with marked nuclear atypia [P4] and necrosis.", caption=True) == {"solid carcinoma", "marked nuclear atypia", "necrosis"}


def test_texts_are_measured_beside_the_commonest():
    truths = ["No tumour is seen.", "No tumour is seen.", "The slide shows a carcinoma [P3]. Necrosis is present [P4]."]
    found = compared(truths, {"image": truths, "blind": ["No tumour is seen."] * 3}, [0, 1, 2], False, load_wordnet())
    assert found["rows"]["image"]["fact F1"]["value"] == found["rows"]["image"]["BLEU-4"] == found["rows"]["image"]["ROUGE-L"]["value"] == 1.0
    assert found["rows"]["blind"]["fact F1"] == found["rows"]["most common"]["fact F1"] and found["rows"]["blind"]["fact F1"]["value"] == pytest.approx(4 / 7, abs=1e-4)
    assert (found["rows"]["image"]["METEOR"] is None) == (load_wordnet() is None)


def test_rouge_is_of_the_longest_common_subsequence():
    assert rouge_l("a b c d".split(), "a x c d".split()) == pytest.approx(0.75)


def test_right_is_what_holds_the_claim():
    assert right(PRESENT, "Necrosis is present [P1].") and not right(PRESENT, "No necrosis is seen.")
    assert without_citations(PRESENT.answer) == PRESENT.claim


def test_numbers_are_judged_as_the_page_shows_them_and_as_they_were_said():
    counted = replace(PRESENT, family="count", form="count", question="How many cells in [P3]?", answer="[P3] holds 12 cells in 0.016 mm2.", value="one", claim=" holds 12 cells in 0.016 mm2.")
    found = accuracy([Record(0, counted, {c: counted.answer for c in CONDITIONS}, "[P3] holds 40 cells in 0.016 mm2.")])
    assert found["answerable"]["image"]["value"] == 1.0
    assert found["before numbers are checked"]["count"]["value"] == 0.0


def test_what_was_asked_in_fresh_wordings_is_told_apart():
    says = lambda text: {"image": text}  # noqa: E731
    found = apart([Record(0, PRESENT, says(PRESENT.answer)), Record(1, PRESENT, says("No.")), Record(2, AGE, says(AGE.claim))])
    assert found["answerable families"]["questions"] == 2 and found["answerable families"]["image"]["value"] == 0.5
    assert found["refusals"]["recall"]["value"] == 1.0
