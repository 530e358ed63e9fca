"""Stages 0, 2 and 3 of the language model: language alone, projectors alone, then both.

Stage 0 reads questions and answers on slides told in words (a phrase where a patch token will be),
and public question text. Stage 2 trains the four
projectors with the language model frozen; stage 3 trains both in full (the model is small: LoRA is
for pretrained backbones). Resumable. Run: python -m hwsi.tune --minutes 2 2 20
"""

import argparse
import random
import re
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn

from hwsi import questions
from hwsi.compose import BankRegion, compose, load_features, select, view_of
from hwsi.corpus import PUBLIC, imagined_view
from hwsi.decoder import LLM_WIDTH, new_decoder, new_pointer, point
from hwsi.device import DEVICE, bf16, clock, fast, home, to
from hwsi.features import TextSpace
from hwsi.projectors import Projectors
from hwsi.reader import Reader
from hwsi.sequence import CELL, IGNORED, PATCH, REGION, SLIDE, Sequence, add_question, collate, prefix, sample_drop, symbolic_prefix
from hwsi.tokenizer import FIRST_ID
from hwsi.vocab import SLIDE_PATCHES

SLIDES, RELATED, FREE = 3, 4, 6
CITATION = re.compile(r" ?\[P\d+\]")


def without_citations(text: str) -> str:
    return CITATION.sub("", text)


class Tuner(nn.Module):
    def __init__(self, vocabulary: int):
        super().__init__()
        self.llm, self.projectors, self.pointer = new_decoder(vocabulary), Projectors(LLM_WIDTH), new_pointer()

    def embed(self, batch: dict) -> torch.Tensor:
        """[b, s, width]: text rows from the table, visual rows from their projectors, patches named."""
        kinds, values = batch["kinds"], batch["values"]
        table, names = self.llm.get_input_embeddings(), batch["names"]
        text = table(torch.where(kinds == 0, values, 0))
        towers = {SLIDE: self.projectors.slide, REGION: self.projectors.region, PATCH: self.projectors.patch, CELL: self.projectors.cell}
        for kind, tower in towers.items():
            if batch["features"][kind] is None:
                continue
            chosen = kinds == kind
            text = text.masked_scatter(chosen[:, :, None], tower(batch["features"][kind])[values[chosen]])
        return text + table(names.clamp(min=0)) * (names >= 0)[:, :, None]

    def keys(self, batch: dict) -> torch.Tensor:
        """Keys of the patches by id [b, 64, width]; a level that is left out adds nothing."""
        rows, ids, patches, cells = batch["pointers"].T
        out = torch.zeros(len(batch["kinds"]), SLIDE_PATCHES, LLM_WIDTH, device=rows.device)
        for tower, kind, at in ((self.projectors.patch_key, PATCH, patches), (self.projectors.cell_key, CELL, cells)):
            if batch["features"][kind] is not None:
                has = at >= 0
                out = out.index_put((rows[has], ids[has]), tower(batch["features"][kind])[at[has]], accumulate=True)
        return out

    def loss(self, batch: dict) -> tuple[torch.Tensor, torch.Tensor]:
        """Mean cross-entropy of the answers' words plus that of the cited ids, and the latter alone.

        Ids are one token in ten; in a common mean they were still at chance when the words were learnt.

        Logits are made only where there is a label, and never for ids that the prefix does not give.
        """
        mask = torch.zeros_like(batch["allowed"], dtype=torch.float32).masked_fill(~batch["allowed"], float("-inf"))
        seen = self.embed(batch)
        with bf16():
            hidden = self.llm.model(inputs_embeds=seen, attention_mask=mask, position_ids=batch["positions"], use_cache=False)[0].float()
        chosen = batch["labels"] != IGNORED
        labels, said, row = batch["labels"][chosen], hidden[chosen], chosen.nonzero()[:, 0]
        words, id_range = self.llm.lm_head(said), slice(FIRST_ID, FIRST_ID + SLIDE_PATCHES)
        ids = point(self.pointer(said), self.keys(batch)[row]).masked_fill(batch["absent"][row], -1e4)
        logits = torch.cat([words[:, : id_range.start], ids, words[:, id_range.stop :]], 1)
        losses = nn.functional.cross_entropy(logits, labels, reduction="none")
        cited = (labels >= id_range.start) & (labels < id_range.stop)
        cites = losses[cited].mean() if cited.any() else losses.sum() * 0
        return losses[~cited].mean() + cites, cites.detach()


class Teacher:
    """Makes batches: composed slides, filtered for a lead question, asked about it and other things."""

    def __init__(self, bank: list[BankRegion], space: TextSpace, reader: Reader, tokenizer: Tokenizer, seed: int):
        self.bank, self.space, self.reader, self.tokenizer = bank, space, reader, tokenizer
        self.rng = random.Random(seed)

    def sequence(self) -> Sequence:
        slide = compose(self.bank, self.rng)
        family, lead, _ = questions.free_question(view_of(slide, []), self.rng) if self.rng.random() < 0.9 else ("report", "", "")
        selected = select(slide, self.space, lead, self.rng)
        if self.rng.random() < 0.4:  # short prefixes too: small slides, and citing is learnt there first
            few = set(self.rng.sample(range(len(selected)), min(len(selected), self.rng.randint(2, 12))))
            selected = [s for i, s in enumerate(selected) if i in few]
        view, drop = view_of(slide, selected), sample_drop(self.rng)
        row = prefix(slide, selected, self.reader.slide_token(slide), self.tokenizer, drop)
        for turn in range(RELATED + FREE):
            pair = questions.FAMILIES[family][1](view, self.rng) if turn < RELATED else None
            asked, answer = pair or questions.free_question(view, self.rng)[1:]
            if self.rng.random() < 0.15:
                asked = asked.lower().rstrip("?.")
            if drop.everything:
                if "[P" in asked:
                    continue
                answer = without_citations(answer)
            add_question(row, self.tokenizer, asked, answer)
        return row

    def batch(self) -> dict:
        return collate([self.sequence() for _ in range(SLIDES)])


class Reciter:
    """Stage 0 batches: questions and answers on invented slides told in words, and public questions."""

    def __init__(self, tokenizer: Tokenizer, seed: int):
        self.tokenizer, self.rng = tokenizer, random.Random(seed)
        self.public = PUBLIC.read_text().splitlines() if PUBLIC.exists() else []

    def sequence(self) -> Sequence:
        view = imagined_view(self.rng)
        view.kept = view.kept[: self.rng.randint(2, 12)]
        row = symbolic_prefix(view.kept, self.tokenizer, self.rng)
        for _ in range(RELATED + FREE):
            if self.public and self.rng.random() < 0.1:
                add_question(row, self.tokenizer, "", self.rng.choice(self.public)[:300])
                continue
            _, asked, answer = questions.free_question(view, self.rng)
            add_question(row, self.tokenizer, asked, without_citations(answer))
        return row

    def batch(self) -> dict:
        return collate([self.sequence() for _ in range(SLIDES)])


def train(tuner: Tuner, parameters: list[nn.Parameter], make, minutes: float, rate: float, save, name: str) -> None:
    """AdamW with warm-up and cosine decay over `minutes`; saves every 100 steps."""
    optimiser = torch.optim.AdamW(parameters, lr=rate, weight_decay=0.01, betas=(0.9, 0.98))
    start, count, losses = clock(), 0, []
    while (spent := clock() - start) < minutes * 60:
        for group in optimiser.param_groups:
            part = spent / (minutes * 60)
            group["lr"] = rate * min(1, (count + 1) / 40) * (0.05 + 0.95 * (0.5 + 0.5 * np.cos(np.pi * part)))
        loss, cited = tuner.loss(to(make()))
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(parameters, 1.0)
        optimiser.step()
        losses.append((float(loss.detach()), float(cited)))
        count += 1
        if count % 20 == 0:
            print(f"{name} {spent / 60:5.1f} min  step {count}  loss {np.nanmean([a for a, _ in losses[-20:]]):.3f}  of ids {np.nanmean([b for _, b in losses[-20:]]):.3f}", flush=True)
        if count % 100 == 0:
            save()
    save()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, nargs=3, default=[6, 2, 40], help="of processor time, for stages 0, 2 and 3")
    parser.add_argument("--rate", type=float, default=5e-4)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--resume", action="store_true", help="go on from the weights that are there")
    parser.add_argument("--weights", type=Path, default=Path("training/out/weights"))
    parser.add_argument("--tokenizer", type=Path, default=Path("public/pack/tokenizer.json"))
    arguments = parser.parse_args()
    torch.manual_seed(arguments.seed)
    tokenizer = Tokenizer.from_file(str(arguments.tokenizer))
    tuner = Tuner(tokenizer.get_vocab_size())
    if arguments.resume:
        tuner.llm.load_state_dict(torch.load(arguments.weights / "llm.pt"))
        tuner.projectors.load_state_dict(torch.load(arguments.weights / "projectors.pt"))
        tuner.pointer.load_state_dict(torch.load(arguments.weights / "pointer.pt"))
    reader = Reader(arguments.weights)
    teacher = Teacher(reader.read(load_features("train")), TextSpace(arguments.weights, tokenizer), reader, tokenizer, arguments.seed)

    def save() -> None:
        torch.save(home(tuner.llm.state_dict()), arguments.weights / "llm.pt")
        torch.save(home(tuner.projectors.state_dict()), arguments.weights / "projectors.pt")
        torch.save(home(tuner.pointer.state_dict()), arguments.weights / "pointer.pt")

    tuner.to(DEVICE).train()
    fast(tuner.llm.model)
    llm = list(tuner.llm.parameters())
    projectors = [*tuner.projectors.parameters(), *tuner.pointer.parameters()]
    stage0, stage2, stage3 = arguments.minutes
    train(tuner, llm, Reciter(tokenizer, arguments.seed).batch, stage0, arguments.rate, save, "stage 0")
    train(tuner, projectors, teacher.batch, stage2, arguments.rate, save, "stage 2")
    train(tuner, llm + projectors, teacher.batch, stage3, arguments.rate, save, "stage 3")


if __name__ == "__main__":
    main()
