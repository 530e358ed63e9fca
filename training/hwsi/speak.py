"""Greedy answers of the language model in PyTorch: many questions to many slides at once.

A slide's prefix is read once for all its questions (hwsi.forward). The decoder is the exported one's
twin (hwsi.decoder), so that the weights may be those of the int4 file (`hwsi.quantise.twin_from_file`).
Ids follow the app's rules: one that the prefix does not give is never said; where the question names
patches, the first ids are those in its order and the others any of them; else none is said twice in one
run of citations.
"""

from dataclasses import dataclass, field
from pathlib import Path

import torch
from tokenizers import Tokenizer

from hwsi.attention import MASKED
from hwsi.decoder import DecoderTwin, cite_logits
from hwsi.forward import Prefix, Turn, forward
from hwsi.quantise import twin_from_file
from hwsi.sequence import TEXT, Sequence, asked_rows, collate
from hwsi.tokenizer import END, FIRST_ID, SPACE
from hwsi.tuner import Tuner
from hwsi.vocab import SLIDE_PATCHES

#: Longest answer in tokens.
MOST = 160


@dataclass
class Told:
    """An answer, and for the place of its first citation the support of every given id."""

    text: str
    support: dict[int, float] = field(default_factory=dict)


@dataclass
class Question:
    """Embeddings of a question in the template [n, width], and the given ids (from 0) that it names, in order."""

    embeds: torch.Tensor
    named: list[int]


@dataclass
class _Writing:
    """Answers that are being written, [s, q] each: whose they are, whether they ended, what ids may follow."""

    at: torch.Tensor  # [s, q, 2] slide and question
    ended: torch.Tensor  # [s, q]
    cited: torch.Tensor  # [s, q, 64] ids of this run of citations
    order: torch.Tensor  # [s, q, m] named ids, -1 where there are no more
    said: torch.Tensor  # [s, q] ids said

    def take(self, chosen: tuple[torch.Tensor, torch.Tensor]) -> "_Writing":
        return _Writing(self.at[chosen], self.ended[chosen], self.cited[chosen], self.order[chosen], self.said[chosen])

    def pool(self, given: torch.Tensor) -> torch.Tensor:
        """Ids [s, q, 64] that share the chance of a citation: of named ones the next, then all."""
        hot = torch.nn.functional.one_hot(self.order.clamp(min=0), SLIDE_PATCHES).bool() & (self.order >= 0)[..., None]  # [s, q, m, 64]
        names, count = hot.any(2), (self.order >= 0).sum(-1)
        following = hot.gather(2, self.said.clamp(max=self.order.shape[2] - 1)[..., None, None].expand(-1, -1, 1, SLIDE_PATCHES))[:, :, 0]
        named = torch.where((self.said < count)[..., None], following, names)
        return torch.where((count > 0)[..., None], named, given[:, None].expand(named.shape))


class Speaker:
    """Answers of a decoder with the projectors and the table of a tuner."""

    def __init__(self, tuner: Tuner, twin: DecoderTwin, tokenizer: Tokenizer):
        self.tuner, self.twin, self.tokenizer = tuner.eval(), twin.eval(), tokenizer
        self.table = tuner.llm.get_input_embeddings()
        self.stop, self.space = tokenizer.token_to_id(END), tokenizer.token_to_id(SPACE)
        self.first_number = tokenizer.token_to_id(f"{SPACE}0")  # the numbers stand last

    @torch.no_grad()
    def read(self, rows: list[Sequence]) -> Prefix:
        """Prefixes of slides; an empty one has no positions."""
        lengths = torch.tensor([len(r.kinds) for r in rows])
        if not lengths.any():
            none = torch.zeros(len(rows), SLIDE_PATCHES, self.table.embedding_dim)
            return Prefix(rows, none[:, :0], [], lengths, none, none[:, :, 0] > 0)
        batch = collate(rows)
        keys, x = self.tuner.keys(batch), self.tuner.embed(batch)
        places = torch.arange(x.shape[1])[None, None].expand(len(rows), 1, -1)
        turn = Turn([], torch.zeros(len(rows), 1, 0, dtype=torch.bool), places[:, :, 0])
        forward(self.twin, x[:, None], places, torch.ones(places.shape, dtype=torch.bool), [], lengths, turn)
        return Prefix(rows, x, [(k[:, 0], v[:, 0]) for k, v in turn.own], lengths, keys, batch["given"])

    def question(self, prefix: Prefix, slide: int, text: str) -> Question:
        """A question's rows; what it names brings rows of the prefix with it, which are embedded there."""
        row, given = prefix.rows[slide], prefix.given[slide]
        asked, places = asked_rows(row, self.tokenizer, text), {r: i for i, r in enumerate(row.rows(0))}
        embeds = self.table(torch.tensor([value if kind == TEXT else 0 for kind, value, _, _ in asked])).clone()
        for i, (kind, _, name, word) in enumerate(asked):
            if kind != TEXT or name >= 0:
                embeds[i] = prefix.embeds[slide, places[asked[i]]]
            elif word >= 0:
                embeds[i] += self.table.weight[word]
        tokens = dict.fromkeys(value - FIRST_ID for kind, value, name, _ in asked if kind == TEXT and name < 0)
        return Question(embeds, [i for i in tokens if 0 <= i < SLIDE_PATCHES and given[i]])

    @torch.no_grad()
    def answer(self, prefix: Prefix, asked: list[list[str]], most: int = MOST) -> list[list[Told]]:
        """Answers to the questions of each slide."""
        questions = [[self.question(prefix, s, q) for q in row] for s, row in enumerate(asked)]
        hidden, turn = self._ask(prefix, [[q.embeds for q in row] for row in questions])
        writing, said, supports = _begin(questions), {}, {}
        for _ in range(most):
            logits, pointed = self._logits(hidden[:, :, -1], prefix, writing.pool(prefix.given))
            unnamed = writing.cited & (writing.order[..., :1] < 0)
            logits[..., FIRST_ID : FIRST_ID + SLIDE_PATCHES].masked_fill_(unnamed, MASKED)
            token = likeliest(logits, self.first_number)
            writing.ended = writing.ended | (token == self.stop)
            if writing.ended.all():
                break
            for s, q in (~writing.ended).nonzero().tolist():
                said.setdefault(tuple(writing.at[s, q].tolist()), []).append(int(token[s, q]))
            is_id = (token >= FIRST_ID) & (token < FIRST_ID + SLIDE_PATCHES) & ~writing.ended
            for s, q in is_id.nonzero().tolist():
                supports.setdefault(tuple(writing.at[s, q].tolist()), {i + 1: float(pointed[s, q, i].sigmoid()) for i in prefix.given[s].nonzero()[:, 0].tolist()})
            writing.said = writing.said + is_id
            writing.cited = writing.cited & (is_id | (token == self.space))[..., None]
            writing.cited[is_id] |= torch.nn.functional.one_hot(token[is_id] - FIRST_ID, SLIDE_PATCHES).bool()
            chosen = _going(writing.ended)
            if chosen:
                prefix, turn, writing, token = prefix.take(chosen[0][:, 0].tolist()), turn.take(*chosen), writing.take(chosen), token[chosen]
            hidden = self._step(prefix, turn, token)
        decode = lambda key: self.tokenizer.decode(said.get(key, []), skip_special_tokens=False).strip()  # noqa: E731
        return [[Told(decode((s, q)), supports.get((s, q), {})) for q in range(len(row))] for s, row in enumerate(asked)]

    @torch.no_grad()
    def likelihood(self, prefix: Prefix, asked: list[list[str]], told: list[list[str]]) -> list[list[float]]:
        """Log-probability of each told beginning of an answer."""
        said = [[self.tokenizer.encode(t).ids for t in row] for row in told]
        embeds = [[torch.cat([self.question(prefix, s, q).embeds, self.table(torch.tensor(t))]) for q, t in zip(asked[s], said[s])] for s in range(len(asked))]
        longest = max(len(t) for row in said for t in row)
        hidden = self._ask(prefix, embeds)[0][:, :, -longest - 1 :]
        logs = self._logits(hidden.flatten(1, 2), prefix, prefix.given[:, None].expand(-1, hidden.shape[1] * (longest + 1), -1))[0]
        logs = logs.unflatten(1, (-1, longest + 1)).log_softmax(-1)
        return [
            [float(sum(logs[s, q, longest - len(t) + i, token] for i, token in enumerate(t))) for q, t in enumerate(row)]
            for s, row in enumerate(said)
        ]  # fmt: skip

    def _ask(self, prefix: Prefix, embeds: list[list[torch.Tensor]]) -> tuple[torch.Tensor, Turn]:
        """Reads the questions, padded on the left: hidden states [s, q, longest, width]."""
        wide, long = max(map(len, embeds)), max(len(e) for row in embeds for e in row)
        x, valid = torch.zeros(len(embeds), wide, long, self.table.embedding_dim), torch.zeros(len(embeds), wide, long, dtype=torch.bool)
        for s, row in enumerate(embeds):
            for q, e in enumerate(row):
                x[s, q, long - len(e) :], valid[s, q, long - len(e) :] = e, True
        count = valid.sum(-1)
        places = (prefix.lengths[:, None, None] + torch.arange(long) - (long - count)[:, :, None]).clamp(min=0)
        turn = Turn([], torch.zeros(len(embeds), wide, 0, dtype=torch.bool), prefix.lengths[:, None] + count)
        return forward(self.twin, x, places, valid, prefix.layers, prefix.lengths, turn), turn

    def _step(self, prefix: Prefix, turn: Turn, token: torch.Tensor) -> torch.Tensor:
        """One more token [s, q] of every answer -> hidden states [s, q, 1, width]."""
        places = turn.place[:, :, None]
        turn.place = turn.place + 1
        return forward(self.twin, self.table(token)[:, :, None], places, torch.ones_like(places, dtype=torch.bool), prefix.layers, prefix.lengths, turn)

    def _logits(self, hidden: torch.Tensor, prefix: Prefix, pool: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """[s, q, width], ids that may follow [s, q, 64] -> logits [s, q, vocabulary], pointed [s, q, 64]."""
        pointer, shape = self.twin.pointer, hidden.shape[:2]
        pointed = torch.einsum("sqd,sid->sqi", pointer.query(hidden), prefix.patch_keys) * hidden.shape[-1] ** -0.5 + pointer.bias
        logits = cite_logits(*(t.flatten(0, 1) for t in (self.twin.lm_head(hidden), pointed, pool)))
        return logits.unflatten(0, shape), pointed


def likeliest(logits: torch.Tensor, first_number: int) -> torch.Tensor:
    """The likeliest token of [.., vocabulary]; numbers are weighed together first.

    Which of a thousand numbers is said is uncertain where it is certain that one is.
    """
    numbers = logits[..., first_number:]
    words, word = logits[..., :first_number].max(-1)
    return torch.where(numbers.logsumexp(-1) > words, first_number + numbers.argmax(-1), word)


def _begin(questions: list[list[Question]]) -> _Writing:
    wide, most = max(map(len, questions)), max([1, *(len(q.named) for row in questions for q in row)])
    order = torch.full((len(questions), wide, most), -1)
    for s, row in enumerate(questions):
        for i, q in enumerate(row):
            order[s, i, : len(q.named)] = torch.tensor(q.named, dtype=torch.int64)
    shape = (len(questions), wide)
    at = torch.cartesian_prod(torch.arange(shape[0]), torch.arange(shape[1])).reshape(*shape, 2)
    ended = torch.tensor([[i >= len(row) for i in range(wide)] for row in questions])
    return _Writing(at, ended, torch.zeros(*shape, SLIDE_PATCHES, dtype=torch.bool), order, torch.zeros(shape, dtype=torch.int64))


def _going(ended: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor] | None:
    """Where answers [s, q] still go on, once those are at most half of all: slides [s, 1] and their questions [s, q]."""
    counts = (~ended).sum(1)
    slides, wide = counts.nonzero(), int(counts.max())
    if 2 * len(slides) * wide > ended.numel():
        return None
    return slides, ended[slides[:, 0]].long().argsort(dim=1, stable=True)[:, :wide]


def load_tuner(weights: Path, tokenizer: Tokenizer) -> Tuner:
    """The trained modules of a folder."""
    tuner = Tuner(tokenizer.get_vocab_size())
    for name in ("llm", "projectors", "pointer"):
        getattr(tuner, name).load_state_dict(torch.load(weights / f"{name}.pt"))
    return tuner.eval()


def load_speaker(weights: Path, tokenizer: Tokenizer, decoder: Path | None = None) -> Speaker:
    """A folder's weights; with `decoder`, the language model's are those of the int4 file."""
    tuner = load_tuner(weights, tokenizer)
    twin = DecoderTwin(tuner.llm, tuner.pointer)
    return Speaker(tuner, twin_from_file(decoder, twin) if decoder else twin, tokenizer)
