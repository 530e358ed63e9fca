"""The language model with its projectors and pointer, as it is trained: batches of hwsi.sequence in, losses out."""

import torch
from torch import nn

from hwsi import digits, prefix_attention
from hwsi.decoder import LLM_WIDTH, NAME_WEIGHT, cite_logits, new_decoder, new_pointer
from hwsi.int4 import straight_through
from hwsi.projectors import Projectors
from hwsi.sequence import CELL, IGNORED, PATCH, REGION, SLIDE
from hwsi.tokenizer import FIRST_ID
from hwsi.vocab import SLIDE_PATCHES

#: Weight of the supports' cross-entropy beside that of words and of citations.
SUPPORT = 0.5
#: Noise on the levels' tokens while training, in their own standard deviations: other looks move them as much.
NOISE = 0.15
#: Weight among words of what decides an answer (hwsi.sequence): one in thirty, and learnt late.
DECISIVE = 4.0


class Tuner(nn.Module):
    def __init__(self, vocabulary: int):
        super().__init__()
        self.llm, self.projectors, self.pointer = new_decoder(vocabulary), Projectors(LLM_WIDTH), new_pointer()
        self.llm.model.config._attn_implementation = prefix_attention.NAME
        digits.begin(self.llm.get_input_embeddings().weight)
        self.rounds = False  # whether the head's weights are rounded to int4; the table it shares is not

    def embed(self, batch: dict) -> torch.Tensor:
        """[b, s, width]: text rows from the table, visual rows from their projectors, names and words added."""
        kinds, values, table = batch["kinds"], batch["values"], self.llm.get_input_embeddings()
        text = table(torch.where(kinds == 0, values, 0))
        towers = {SLIDE: self.projectors.slide, REGION: self.projectors.region, PATCH: self.projectors.patch, CELL: self.projectors.cell}
        for kind, tower in towers.items():
            if batch["features"][kind] is not None:
                chosen = kinds == kind
                features = batch["features"][kind].to(text.dtype)
                if self.training:
                    features = features + NOISE * features.std(1, keepdim=True) * torch.randn_like(features)
                text = text.masked_scatter(chosen[:, :, None], tower(features)[values[chosen]])
        for added in (batch["names"], batch["words"]):
            text = text + table(added.clamp(min=0)) * (added >= 0)[:, :, None]
        return text

    def keys(self, batch: dict) -> torch.Tensor:
        """Keys of the patches by id [b, 64, width]: their levels, their name, their region's number; a level that is left out adds nothing."""
        rows, ids, patches, cells, regions = batch["pointers"].T
        table = self.llm.get_input_embeddings()
        out = torch.zeros(len(batch["kinds"]), SLIDE_PATCHES, LLM_WIDTH, device=rows.device, dtype=table.weight.dtype)
        out = out.index_put((rows, ids), NAME_WEIGHT * (table(FIRST_ID + ids) + table(regions)))
        for tower, kind, at in ((self.projectors.patch_key, PATCH, patches), (self.projectors.cell_key, CELL, cells)):
            if batch["features"][kind] is not None:
                has = at >= 0
                out = out.index_put((rows[has], ids[has]), tower(batch["features"][kind].to(out.dtype))[at[has]], accumulate=True)
        return out

    def read(self, batch: dict) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
        """Where there is a label: log-probabilities [m, vocabulary], pointer logits [m, 64], labels [m], rows [m]."""
        seen = self.embed(batch)
        mask = torch.zeros_like(batch["allowed"], dtype=seen.dtype).masked_fill(~batch["allowed"], float("-inf"))
        pieces = prefix_attention.pieces_of(batch["segments"].cpu())
        hidden = self.llm.model(inputs_embeds=seen, attention_mask=mask, position_ids=batch["positions"], use_cache=False, pieces=pieces)[0]
        chosen = batch["labels"] != IGNORED
        said, row = hidden[chosen], chosen.nonzero()[:, 0]
        pointed = self.pointer.among(said, self.keys(batch), row).float()
        head = self.llm.lm_head.weight
        words = nn.functional.linear(said, straight_through(head) if self.rounds else head)
        logits = cite_logits(words.float(), pointed, batch["given"][row])
        return logits.log_softmax(1), pointed, batch["labels"][chosen], row

    def loss(self, batch: dict) -> dict[str, torch.Tensor]:
        """Cross-entropy of words, of citations (any patch that shows it is right) and of supports.

        Ids are one token in ten; in a common mean they were still at chance when the words were learnt.
        """
        logs, pointed, labels, row = self.read(batch)
        shows = batch["shows"][batch["labels"] != IGNORED]
        cited = (shows > 0).any(1) & (labels >= FIRST_ID) & (labels < FIRST_ID + SLIDE_PATCHES)
        weights = torch.where(batch["decisive"][batch["labels"] != IGNORED][~cited], DECISIVE, 1.0)
        losses = {"words": -(logs[~cited].gather(1, labels[~cited][:, None])[:, 0] * weights).sum() / weights.sum()}
        if cited.any():
            fitting = logs[cited][:, FIRST_ID : FIRST_ID + SLIDE_PATCHES].masked_fill(shows[cited] != 2, float("-inf"))
            losses["ids"] = -fitting.logsumexp(1).mean()
            known = (shows[cited] != 0) & batch["given"][row[cited]]
            target = (shows[cited] > 0).float()
            losses["support"] = SUPPORT * nn.functional.binary_cross_entropy_with_logits(pointed[cited][known], target[known])
        return losses

    def likelihood(self, batch: dict) -> torch.Tensor:
        """Log-probability of each sequence's answers [b]."""
        logs, _, labels, row = self.read(batch)
        said = logs.gather(1, labels[:, None])[:, 0]
        return torch.zeros(len(batch["kinds"]), device=said.device).index_add(0, row, said)
