"""The batched speaker says what the model says one question at a time."""

import copy
import random
import re

import numpy as np
import pytest
import torch
from fake_bank import fake_region
from test_pack import PACK
from tokenizers import Tokenizer

from hwsi import sequence, speak
from hwsi.compose import Composed, Selected
from hwsi.decoder import CACHE_ROW, DecoderTwin
from hwsi.pack_speaker import _chosen
from hwsi.sequence import CELL, TEXT, Drop, Sequence, asked_rows, collate
from hwsi.speak import Speaker, likeliest
from hwsi.tokenizer import END, FIRST_ID
from hwsi.tuner import Tuner
from hwsi.vocab import SLIDE_PATCHES

QUESTIONS = ["Is there necrosis?", "Compare [P2] and [P1], please, with great care.", "Fat?", "What does region 2 show?"]
TOKENIZER = Tokenizer.from_file(str(PACK / "llm-tokenizer.json"))


@pytest.fixture(scope="module")
def speaker():
    torch.manual_seed(0)
    tuner = Tuner(TOKENIZER.get_vocab_size())
    with torch.no_grad():  # looks matter, and citations are likely
        for layer in tuner.llm.model.layers:
            layer.self_attn.q_proj.weight *= 8
            layer.self_attn.k_proj.weight *= 8
        tuner.llm.get_input_embeddings().weight *= 4
        tuner.pointer.query.weight *= 4
    made = Speaker(tuner, DecoderTwin(tuner.llm, tuner.pointer), TOKENIZER)
    made.first_number = TOKENIZER.get_vocab_size() - 1  # a thousand random numbers together would always win
    return made


def prefix(seed: int, patches: int, drop: Drop = Drop()) -> Sequence:
    """Two regions' patches; [P1] and [P2] are among them."""
    state, regions = np.random.default_rng(seed), [fake_region(seed), fake_region(seed + 50)]
    for region in regions:
        region.embedding = state.standard_normal((3, 192)).astype(np.float32)
        region.cell_tokens = {p: state.standard_normal(128).astype(np.float32) for p in region.cells}
    ids = [1, 2, *random.Random(seed).sample(range(3, SLIDE_PATCHES + 1), patches - 2)]
    selected = [Selected(i % 2, i // 2, number) for i, number in enumerate(ids)]
    return sequence.prefix(Composed(regions, np.zeros((2, 2), np.int64), 0), selected, state.standard_normal(192).astype(np.float32), TOKENIZER, drop)


def whole(row: Sequence, question: str) -> Sequence:
    """The prefix with the question's rows behind it."""
    out = copy.deepcopy(row)
    for kind, value, name, word in asked_rows(row, TOKENIZER, question):
        out.add(kind, value, len(out.kinds), 0, name=name, word=word)
    return out


def alone(speaker: Speaker, row: Sequence, question: str, most: int) -> str:
    """One question through the exported decoder's twin, without batch, padding or shared prefix, as the pack's speaker writes."""
    batch = collate([whole(row, question)])
    x, keys = speaker.tuner.embed(batch), speaker.tuner.keys(batch)[0]
    given = [FIRST_ID + p[0] for p in row.pointers]
    named = [t for t in dict.fromkeys(v for k, v, n, _ in asked_rows(row, TOKENIZER, question) if k == TEXT and n < 0) if t in given]
    past, ids, run, said = torch.zeros(0, CACHE_ROW), [], set(), 0
    while len(ids) < most:
        logits, _, new = speaker.twin(x, past, keys)
        past = torch.cat([past, new])
        pool = (named[said : said + 1] or named) if named else [i for i in given if i not in run]
        ids.append(_chosen(logits[0].numpy(), given, pool, bool(named), speaker.first_number))
        if ids[-1] == speaker.stop:
            break
        if ids[-1] in given:
            run.add(ids[-1])
            said += 1
        elif ids[-1] != speaker.space:
            run.clear()
        x = speaker.table(torch.tensor([[ids[-1]]]))
    return TOKENIZER.decode([t for t in ids if t != speaker.stop], skip_special_tokens=False).strip()


def test_numbers_are_weighed_together_against_each_word():
    logs = torch.tensor([[0.1, 0.1, 0.3, 0.1, 0.25, 0.15], [0.1, 0.1, 0.5, 0.1, 0.1, 0.1]]).log()
    assert likeliest(logs, 3).tolist() == [4, 2]
    assert logs.argmax(-1).tolist() == [2, 2]


@torch.no_grad()
def test_a_batch_of_slides_and_questions_is_answered_as_each_alone(speaker):
    rows = [prefix(1, 5), prefix(2, 3), prefix(3, 9), prefix(4, 6, Drop(frozenset({CELL})))]
    asked = [QUESTIONS, QUESTIONS[:1], QUESTIONS[1:], QUESTIONS[:2]]
    told = speaker.answer(speaker.read(rows), asked, most=14)
    for row, questions, answers in zip(rows, asked, told):
        for question, answer in zip(questions, answers):
            assert answer.text == alone(speaker, row, question, 14)


@torch.no_grad()
def test_blind_questions_have_no_prefix_and_no_ids(speaker):
    told = speaker.answer(speaker.read([Sequence()]), [QUESTIONS], most=10)[0]
    for question, answer in zip(QUESTIONS, told):
        assert answer.text == alone(speaker, Sequence(), question, 10)
        assert "[P" not in answer.text and END not in answer.text


@torch.no_grad()
def test_prefixes_can_be_taken_in_another_order(speaker):
    read = speaker.read([prefix(1, 5), prefix(2, 4)])
    straight = speaker.answer(read, [QUESTIONS, QUESTIONS], most=8)
    turned = speaker.answer(read.take([1, 0]), [QUESTIONS, QUESTIONS], most=8)
    assert [t.text for t in straight[0]] == [t.text for t in turned[1]]


@torch.no_grad()
def test_the_likelihood_of_an_answer_is_that_of_its_tokens(speaker):
    row, told = prefix(1, 5), "No necrosis is seen"
    got = speaker.likelihood(speaker.read([row, prefix(2, 3)]), [QUESTIONS[:3], QUESTIONS[:1]], [[told, "Tumour", "x"], [told]])[0][0]
    batch, want = collate([whole(row, QUESTIONS[0])]), 0.0
    ids = TOKENIZER.encode(told).ids
    for i, token in enumerate(ids):
        x = torch.cat([speaker.tuner.embed(batch), speaker.table(torch.tensor([ids[:i]], dtype=torch.int64))], 1)
        logits, _, _ = speaker.twin(x, torch.zeros(0, CACHE_ROW), speaker.tuner.keys(batch)[0])
        want += float(logits[0].log_softmax(0)[token])
    assert got == pytest.approx(want, abs=1e-3)


@pytest.mark.parametrize("question", QUESTIONS[:2])
def test_no_id_stands_twice_in_a_run_of_citations_and_named_ones_come_in_their_order(speaker, monkeypatch, question):
    told = []

    def eager(words, pointed, given):
        """Wants a citation, then a space, and so on."""
        words = torch.full_like(words, -5.0)
        words[:, FIRST_ID : FIRST_ID + SLIDE_PATCHES] = torch.where(given, pointed.sigmoid(), torch.tensor(-50.0))
        told.append(0)
        words[:, speaker.space] = 50.0 if len(told) % 2 == 0 else -50.0
        words[:, speaker.stop] = -20.0
        return words

    monkeypatch.setattr(speak, "cite_logits", eager)
    answer = speaker.answer(speaker.read([prefix(1, 4)]), [[question]], most=8)[0][0]
    ids = [int(i) for i in re.findall(r"\d+", answer.text)]
    assert len(answer.support) == 4
    if "[P2]" in question:
        assert ids[:2] == [2, 1] and set(ids) == {1, 2}
    else:
        assert sorted(ids) == sorted(answer.support)
