"""Questions and answers: true of the view they were asked of, citing only kept patches."""

import random
import re
from collections import Counter

import numpy as np
from questioned import answered, patch

from hwsi import questions, refusals
from hwsi.corpus import imagined_view
from hwsi.facts import PatchTruth, cell_facts, denied, patch_facts
from hwsi.questions import Balance, ask, right
from hwsi.view import Layout, RegionView, keep, slide_view
from hwsi.vocab import TISSUES
from hwsi.wordings import BEFORE, OPEN, choose, seen


def test_necrosis_is_said_where_it_is_and_cited():
    truths = [patch("solid tumour"), patch("necrosis"), patch("necrosis"), patch("stroma"), patch("stroma")]
    view = keep(slide_view(truths), truths, [9, 4, 30, 2, 5])
    asked = answered(view, "necrosis")
    assert asked.answer == "Necrosis is present [P4] [P30]."
    assert asked.cites == (frozenset({4, 30}),) * 2
    assert asked.denies[0] == {9, 2, 5}
    assert view.tumour == "solid"


def test_what_is_absent_is_denied():
    truths = [patch("benign glands") for _ in range(6)]
    view = keep(slide_view(truths), truths[:2], [7, 8])
    assert answered(view, "necrosis").answer == "No necrosis is seen. The kept patches mostly show benign glands [P7] [P8]."
    assert answered(view, "diagnosis").answer.startswith("No tumour is seen, the tissue is benign.")


def test_an_unsure_truth_is_neither_said_nor_denied():
    truths = [patch("stroma") for _ in range(5)] + [patch("necrosis", 0.15)]
    view = keep(slide_view(truths), truths, [1, 2, 3, 4, 5, 6])
    assert "necrosis" not in view.facts
    assert ask(view, random.Random(0), "necrosis") is None
    assert answered(view, "unsure").answer == "A little necrosis may be present [P6], but I am not sure."


def test_every_answer_makes_its_claim_and_cites_kept_patches_only():
    rng, families = random.Random(1), set()
    for _ in range(1500):
        view = imagined_view(rng)
        asked = ask(view, rng)
        if asked is None:
            continue
        families.add(asked.family)
        ids = [int(i) for i in re.findall(r"\[P(\d+)\]", asked.answer)]
        assert set(ids) <= {k.id for k in view.kept}
        assert len(ids) == len(asked.cites) == len(asked.denies)
        assert all(i in shows and i not in denies for i, shows, denies in zip(ids, asked.cites, asked.denies))
        assert right(asked, asked.answer)
    assert families >= set(questions.FAMILIES) - {"unsure"}


def test_another_value_is_not_right():
    truths = [patch("solid tumour") for _ in range(4)] + [patch("stroma")] * 2
    view = keep(slide_view(truths), truths, [1, 2, 3, 4, 5, 6])
    for family in ("diagnosis", "pattern", "atypia", "tumour", "necrosis"):
        asked = answered(view, family)
        assert not right(asked, "No tumour is seen.") and not right(asked, "")
    choice = answered(view, "diagnosis", form="choice")
    assert right(choice, choice.answer)
    assert not right(choice, choice.answer.replace(choice.claim, "Answer: D." if "D" not in choice.claim else "Answer: A."))


def test_the_right_option_of_a_choice_is_what_the_answer_says():
    truths = [patch("solid tumour", atypia="marked") for _ in range(4)] + [patch("stroma")] * 2
    view = keep(slide_view(truths), truths, [1, 2, 3, 4, 5, 6])
    letters = set()
    for seed in range(30):
        asked = answered(view, "atypia", seed, "choice")
        letter = asked.claim.removeprefix("Answer: ").rstrip(".")
        assert f"{letter}) marked" in asked.question
        letters.add(letter)
    assert letters == {"A", "B"}


def test_counts_are_of_the_named_patch_or_of_all_with_their_area():
    truths = [patch("stroma", lymphocytes=12), patch("stroma", lymphocytes=700)]
    view = keep(slide_view(truths), truths, [5, 9], [np.array([12, 3, 0, 0]), np.array([700, 900, 2, 1])])
    said = {answered(view, "count", s, "count").answer for s in range(60)}
    assert "[P5] holds 12 lymphocytes in 0.016 mm2." in said
    assert "[P9] holds 900 epithelial cells in 0.016 mm2." in said
    assert " 712 lymphocytes are counted in the kept patches, in 0.03 mm2." in said
    assert "About 1600 cells are counted in the kept patches, in 0.03 mm2." in said


def test_a_region_is_told_by_its_number_and_cited_from_its_own_patches():
    truths = [patch("solid tumour"), patch("stroma"), patch("stroma")]
    view = keep(slide_view(truths), truths, [5, 6, 7], regions=[1, 1, 2])
    view.regions = {1: RegionView("solid tumour", True), 2: RegionView("stroma", False)}
    said = {answered(view, "regions", s, "compare").answer for s in range(20)}
    assert said == {
        "The first is mostly solid tumour [P5] and holds tumour [P5]; the second is mostly fibrous stroma [P7] and holds no tumour.",
        "The first is mostly fibrous stroma [P7] and holds no tumour; the second is mostly solid tumour [P5] and holds tumour [P5].",
    }
    assert all(6 in asked.denies[-1] for asked in [answered(view, "region", s, "region") for s in range(20)] if "stroma" in asked.answer)


def test_a_refusal_names_its_reason_and_an_untaught_finding_is_not_denied():
    view = imagined_view(random.Random(3))
    for seed in range(40):
        rng = random.Random(seed)
        refused = ask(view, rng, "refusal")
        assert refused.answer == refusals.REASONS[refused.value] and not refused.cites
        assert ask(view, rng, "untaught").answer.startswith("I was not taught to answer that")


def test_held_out_wordings_are_asked_in_the_test_split_only():
    rng = random.Random(0)
    for wordings in (*OPEN.values(), BEFORE):
        if any(map(seen, wordings)):
            assert all(seen(choose(wordings, rng, "train")) for _ in range(50))
    everything = [w for wordings in OPEN.values() for w in wordings]
    assert 0.08 < np.mean([not seen(w) for w in everything]) < 0.28
    view = imagined_view(random.Random(3))
    assert {ask(view, rng, "refusal", "test").seen for _ in range(80)} == {True, False}


def test_the_balance_evens_out_values():
    rng = random.Random(0)
    balance = Balance(rng)
    for _ in range(1500):
        balance.ask(imagined_view(rng), "tumour")
    counts = Counter()
    for (_, form, (value, _)), n in balance.counts.items():
        counts[value] += n * (form == "where")
    few, many = sorted(counts.values())
    assert many < 2 * few


def test_facts_that_hold_are_never_denied():
    state = np.random.default_rng(0)
    for _ in range(300):
        truth = PatchTruth(state.dirichlet(np.full(8, 0.4)), state.integers(0, 60, 4), "marked")
        assert not patch_facts(truth) & denied(truth)
        assert cell_facts(truth)


def test_where_lymphocytes_stand_is_said_with_a_patch_that_shows_it():
    tumour = PatchTruth(patch("solid tumour").shares, np.array([12, 60, 4, 0]), "mild", inside=12)
    truths = [tumour, patch("solid tumour"), patch("stroma"), patch("stroma", lymphocytes=30)]
    view = keep(slide_view(truths, [Layout("rows", "", "infiltrated")]), truths, [3, 1, 2, 9])
    assert answered(view, "immune").answer == "Lymphocytes lie among the tumour cells [P3]."
    assert answered(view, "arrangement").answer == "The tumour nests are lined up in rows [P3] [P1]."
    assert ask(view, random.Random(0), "focality") is None


def test_regions_without_necrosis_say_nothing_of_where_it_lies():
    truths = [patch("solid tumour"), patch("stroma")]
    assert slide_view(truths, [Layout("rows", "none", "")]).necrosis_context is None
    assert slide_view(truths, [Layout("rows", "none", ""), Layout("rows", "central", "")]).necrosis_context == "central"


def test_lymphocytes_outside_the_tumour_are_not_said_to_be_inside():
    beside = PatchTruth(patch("solid tumour", share=0.5).shares, np.array([30, 60, 4, 0]), "mild", inside=0)
    assert "lymphocytes in tumour" not in patch_facts(beside)
    assert "lymphocytes in tumour" in denied(beside)


def test_a_real_patch_is_named_by_its_class_and_its_slides_pattern_is_left_open():
    truths = [PatchTruth(np.zeros(len(TISSUES)), np.array([3, 80, 5, 0]), "", real) for real in ("TUM", "TUM", "MUS")]
    view = keep(slide_view(truths), truths, [5, 6, 7])
    assert answered(view, "diagnosis").answer == "The slide shows a carcinoma [P5] [P6]."
    assert "not sure" in answered(view, "pattern").answer
    assert any(answered(view, "patch", s, "patch").answer.startswith("[P7] shows smooth muscle.") for s in range(20))
    assert ask(view, random.Random(0), "extent") is None


def test_little_of_a_tissue_in_many_patches_is_there():
    few = [patch("stroma") for _ in range(30)]
    thin = [patch("adipose", 0.25) for _ in range(8)]
    assert slide_view(few + thin).facts["adipose"] is True
    assert slide_view(few + few + thin[:2]).facts.get("adipose") is None
    assert slide_view(few).facts["adipose"] is False
