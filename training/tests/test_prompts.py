"""Prompts and training of the language model: rows, names, citations as sets, rounding."""

import random
import re

import numpy as np
import pytest
import torch
from questioned import answered, patch

from hwsi import digits
from hwsi.corpus import sentences
from hwsi.int4 import straight_through
from hwsi.lessons import exchanged
from hwsi.prefix_attention import attend, pieces_of
from hwsi.quantise import pack_int4, unpack_int4
from hwsi.questions import without_citations
from hwsi.sequence import CELL, IGNORED, PATCH, Sequence, add_question, asked_rows, collate, said_counts, symbolic_prefix
from hwsi.tokenizer import CITE, END, FIRST_ID, numbers, rounded, train_llm_tokenizer
from hwsi.tuner import Tuner
from hwsi.view import keep, slide_view
from hwsi.vocab import COUNT_WORDS


@pytest.fixture(scope="module")
def tokenizer(tmp_path_factory):
    return train_llm_tokenizer(sentences(400), tmp_path_factory.mktemp("llm") / "tokenizer.json")


def test_questions_of_one_prefix_do_not_see_each_other(tokenizer):
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


def test_numbers_and_the_words_of_counts_are_one_token(tokenizer):
    for number in numbers()[::37]:
        ids = tokenizer.encode(f" {number}").ids
        assert len(ids) == 1 and tokenizer.decode(ids) == f" {number}"
    assert all(len(tokenizer.encode(word).ids) == 1 for word in COUNT_WORDS)
    assert tokenizer.token_to_id("[P1]") == FIRST_ID and tokenizer.token_to_id("[P]") == CITE
    assert [rounded(n) for n in (0, 999, 1049, 1050, 20000)] == [0, 999, 1000, 1100, 9900]
    assert said_counts(np.array([12, 3, 4, 1])) == {" cells": 20, " lymphocytes": 12, " epithelial": 3, " spindle": 4}


def test_a_count_stands_under_its_patch_and_class(tokenizer):
    truths = [patch("stroma", lymphocytes=412)]
    row = symbolic_prefix(keep(slide_view(truths), truths, [7]).kept, tokenizer, random.Random(0))
    at = row.values.index(tokenizer.encode(" 412").ids[0])
    assert row.names[at] == tokenizer.token_to_id("[P7]")
    assert tokenizer.decode([row.words[at]]) == " lymphocytes"
    totals = [i for i, n in enumerate(row.names) if n == CITE]
    assert len(totals) == 4 and row.values[totals[1]] == row.values[at]


def test_a_patch_named_in_a_question_brings_its_tokens(tokenizer):
    truths = [patch("stroma", lymphocytes=412), patch("necrosis")]
    view = keep(slide_view(truths), truths, [7, 9])
    row = symbolic_prefix(view.kept, tokenizer, random.Random(0))
    name = tokenizer.token_to_id("[P7]")
    asked = asked_rows(row, tokenizer, "What is in [P7]?")
    at = [value for _, value, _, _ in asked].index(name)
    assert asked[at + 1 : at + 1 + len(row.named[name])] == row.named[name]
    assert (0, tokenizer.encode(" 412").ids[0], name, tokenizer.token_to_id("Ġlymphocytes")) in asked
    assert all(n != tokenizer.token_to_id("[P9]") for _, _, n, _ in asked)
    row.numbered[tokenizer.token_to_id("Ġ2")] = [(2, 0, 5, 6)]
    assert (2, 0, 5, 6) in asked_rows(row, tokenizer, "Describe region 2.")
    assert (2, 0, 5, 6) not in asked_rows(row, tokenizer, "Are there 2 nests?")


def test_a_citation_may_be_any_patch_that_shows_it_but_not_twice(tokenizer):
    truths = [patch("necrosis"), patch("necrosis"), patch("stroma")]
    view = keep(slide_view(truths), truths, [9, 4, 2])
    asked = answered(view, "necrosis")
    row = symbolic_prefix(view.kept, tokenizer, random.Random(0))
    add_question(row, tokenizer, asked.question, asked.answer, tuple(zip(asked.cites, asked.denies)))
    shows = collate([row])["shows"][0]
    places = sorted(row.cites)
    assert [shows[places[0], i - 1].item() for i in (9, 4, 2)] == [2, 2, -1]
    first = int(asked.answer.split("[P")[1].split("]")[0])
    assert shows[places[1], first - 1] == 1  # it shows it, and was just cited


def test_the_exchanged_answer_says_the_same_of_patches_that_do_not_show_it():
    truths = [patch("necrosis"), patch("stroma"), patch("stroma")]
    asked = answered(keep(slide_view([*truths, patch("necrosis")]), truths, [9, 4, 2]), "necrosis")
    wrong = exchanged(asked, random.Random(0))
    assert without_citations(wrong) == without_citations(asked.answer)
    assert not {int(i) for i in re.findall(r"\[P(\d+)\]", wrong)} & {9}


def test_a_step_moves_every_part_and_ids_that_are_not_given_have_no_chance(tokenizer):
    truths = [patch("necrosis"), patch("stroma"), patch("stroma")]
    view = keep(slide_view([*truths, patch("necrosis")]), truths, [9, 4, 2])
    asked = answered(view, "necrosis")
    row, state = Sequence(), np.random.default_rng(0)
    row.feature(1, state.normal(size=192).astype(np.float32))
    row.feature(2, state.normal(size=192).astype(np.float32))
    for kept in view.kept:
        name = tokenizer.token_to_id(f"[P{kept.id}]")
        row.text([name])
        row.feature(PATCH, state.normal(size=192).astype(np.float32), name)
        row.feature(CELL, state.normal(size=128).astype(np.float32), name)
        row.pointers.append((kept.id - 1, len(row.features[PATCH]) - 1, len(row.features[CELL]) - 1, tokenizer.token_to_id("Ġ1")))
    add_question(row, tokenizer, asked.question, asked.answer, tuple(zip(asked.cites, asked.denies)))
    torch.manual_seed(0)
    tuner = Tuner(tokenizer.get_vocab_size())
    batch = collate([row])
    losses = tuner.loss(batch)
    assert set(losses) == {"words", "ids", "support"} and all(torch.isfinite(v) for v in losses.values())
    sum(losses.values()).backward()
    assert all(p.grad is not None and p.grad.abs().sum() > 0 for p in [tuner.pointer.query.weight, tuner.projectors.patch_key[1].weight, tuner.projectors.slide[1].weight])
    logs = tuner.read(batch)[0]
    given = [FIRST_ID + i for i in (8, 3, 1)]
    absent = [i for i in range(FIRST_ID, FIRST_ID + 64) if i not in given]
    assert logs[:, absent].exp().max() == 0


def test_rounded_weights_are_what_int4_blocks_hold_and_keep_their_gradient():
    weights = torch.randn(6, 64, generator=torch.Generator().manual_seed(0), requires_grad=True)
    held = straight_through(weights)
    packed, scales = pack_int4(held.detach().numpy())
    again = unpack_int4(packed, scales, 6, 64)
    assert np.abs(again - held.detach().numpy()).max() < 1e-3 * weights.detach().abs().max()
    assert (held - weights).abs().max() > 1e-3
    held.sum().backward()
    assert torch.equal(weights.grad, torch.ones(6, 64))


def test_what_stands_in_an_option_has_its_letter(tokenizer):
    rows = asked_rows(Sequence(), tokenizer, "Which A? A) fat B) in a group")
    letters = {tokenizer.decode([w]).strip() if w >= 0 else "": "" for *_, w in rows}
    told = [(tokenizer.decode([value]), tokenizer.decode([w]) if w >= 0 else "") for _, value, _, w in rows]
    assert list(letters) == ["", "A", "B"]
    assert "".join(text for text, letter in told if letter == " A") == " A) fat"
    assert "".join(text for text, letter in told if letter == " B") == " B) in a group"


def test_numbers_are_the_sum_of_their_digits():
    table = torch.randn(100 + len(numbers()), 8)
    words = table[:100].clone()
    digits.share(table)
    row = dict(zip(numbers(), table[100:]))
    assert torch.equal(table[:100], words)
    assert torch.allclose(row["741"] - row["742"], row["381"] - row["382"], atol=0.05)
    again = table.clone()
    digits.share(again)
    assert torch.allclose(again, table, atol=1e-5)


def test_what_decides_an_answer_weighs_more(tokenizer):
    row = Sequence()
    add_question(row, tokenizer, "Benign?", "No necrosis is seen. 14 cells. Answer: B.")
    loud = [tokenizer.decode([label]) for label, decides in zip(row.labels, row.decisive) if decides]
    assert loud == ["No", " 14", " Answer", " B", ""]


@pytest.mark.parametrize("lengths", [([300, 40, 170, 20], [90, 200, 60]), ([0, 130, 300], [0, 50]), ([5, 10], [7, 3])])
def test_attention_in_pieces_is_attention_under_the_mask(lengths):
    rows = []
    for parts in lengths:
        row = Sequence()
        for segment, length in enumerate(parts):
            for _ in range(length):
                row.add(0, 1, len(row.kinds), segment)
        rows.append(row)
    batch, state = collate(rows), torch.Generator().manual_seed(1)
    mask = torch.zeros(batch["allowed"].shape).masked_fill(~batch["allowed"], float("-inf"))
    q, k, v = (torch.randn(len(rows), heads, mask.shape[-1], 16, generator=state) for heads in (6, 2, 2))
    got, _ = attend(None, q, k, v, mask, pieces=pieces_of(batch["segments"]))
    wanted = torch.nn.functional.scaled_dot_product_attention(q, k.repeat_interleave(3, 1), v.repeat_interleave(3, 1), mask)
    assert torch.allclose(got, wanted.transpose(1, 2), atol=1e-5)
