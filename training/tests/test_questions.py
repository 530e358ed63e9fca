"""Questions and answers: true of the view they were asked of, citing only kept patches."""

import random
import re

import numpy as np
import torch
from tokenizers import Tokenizer

from hwsi import questions
from hwsi.corpus import imagined_view, sentences
from hwsi.facts import PatchTruth, cell_facts, denied, patch_facts
from hwsi.sequence import IGNORED, Sequence, add_question, collate
from hwsi.tokenizer import END, train_tokenizer
from hwsi.view import Layout, keep, slide_view
from hwsi.vocab import TISSUES


def patch(tissue: str, share: float = 0.9, lymphocytes: int = 2, atypia: str = "mild") -> PatchTruth:
    shares = np.zeros(len(TISSUES))
    shares[TISSUES.index(tissue)] = share
    shares[TISSUES.index("stroma")] += 1 - share
    return PatchTruth(shares, np.array([lymphocytes, 30, 10, 1]), atypia)


def test_necrosis_is_said_where_it_is_and_cited():
    truths = [patch("solid tumour"), patch("necrosis"), patch("necrosis"), patch("stroma"), patch("stroma")]
    view = keep(slide_view(truths), truths, [9, 4, 30, 2, 5])
    asked, answer = questions.FAMILIES["necrosis"][1](view, random.Random(0))
    assert answer == "Necrosis is present [P4] [P30]."
    assert view.tumour == "solid"


def test_what_is_absent_is_denied():
    truths = [patch("benign glands") for _ in range(6)]
    view = keep(slide_view(truths), truths[:2], [7, 8])
    _, answer = questions.FAMILIES["necrosis"][1](view, random.Random(0))
    assert answer.startswith("No necrosis is seen.")
    _, answer = questions.FAMILIES["diagnosis"][1](view, random.Random(0))
    assert answer.startswith("No tumour is seen.")


def test_an_unsure_truth_is_neither_said_nor_denied():
    truths = [patch("stroma") for _ in range(5)] + [patch("necrosis", 0.15)]
    view = keep(slide_view(truths), truths, [1, 2, 3, 4, 5, 6])
    assert "necrosis" not in view.facts
    assert questions.FAMILIES["necrosis"][1](view, random.Random(0)) is None


def test_answers_cite_kept_patches_only():
    rng = random.Random(1)
    for _ in range(300):
        view = imagined_view(rng)
        _, _, answer = questions.free_question(view, rng)
        assert {int(i) for i in re.findall(r"\[P(\d+)\]", answer)} <= {k.id for k in view.kept}


def test_facts_that_hold_are_never_denied():
    state = np.random.default_rng(0)
    for _ in range(300):
        truth = PatchTruth(state.dirichlet(np.full(8, 0.4)), state.integers(0, 60, 4), "marked")
        assert not patch_facts(truth) & denied(truth)
        assert cell_facts(truth)


def test_questions_of_one_prefix_do_not_see_each_other(tmp_path):
    tokenizer: Tokenizer = train_tokenizer(sentences(100), tmp_path / "tokenizer.json")
    row = Sequence()
    row.feature(1, np.zeros(192, np.float32))
    add_question(row, tokenizer, "Any fat?", "No adipose tissue is seen.")
    add_question(row, tokenizer, "Necrosis?", "Necrosis is present.")
    batch = collate([row])
    segments = torch.tensor(row.segments)
    allowed = batch["allowed"][0, 0]
    first, second = segments == 1, segments == 2
    assert not allowed[second][:, first].any()
    assert allowed[second][:, segments == 0].all()
    positions = batch["positions"][0]
    assert positions[first][0] == positions[second][0] == 1
    learnt = batch["labels"][0]
    assert tokenizer.decode(learnt[first][learnt[first] != IGNORED].tolist(), skip_special_tokens=False) == "No adipose tissue is seen." + END


def test_where_lymphocytes_stand_is_said_with_a_patch_that_shows_it():
    tumour = PatchTruth(patch("solid tumour").shares, np.array([12, 60, 4, 0]), "mild", inside=12)
    truths = [tumour, patch("solid tumour"), patch("stroma"), patch("stroma", lymphocytes=30)]
    view = keep(slide_view(truths, [Layout("rows", "", "infiltrated")]), truths, [3, 1, 2, 9])
    assert questions.FAMILIES["immune"][1](view, random.Random(0))[1] == "Lymphocytes lie among the tumour cells [P3]."
    assert questions.FAMILIES["arrangement"][1](view, random.Random(0))[1] == "The tumour nests are lined up in rows [P3] [P1]."
    assert questions.FAMILIES["focality"][1](view, random.Random(0)) is None


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
    assert questions.FAMILIES["diagnosis"][1](view, random.Random(0))[1] == "The slide shows a carcinoma [P5] [P6]."
    assert "not clear" in questions.FAMILIES["pattern"][1](view, random.Random(0))[1]
    answers = {questions.FAMILIES["patch"][1](view, random.Random(s))[1] for s in range(20)}
    assert any(a.startswith("[P7] shows smooth muscle.") for a in answers)
    assert questions.FAMILIES["extent"][1](view, random.Random(0)) is None
