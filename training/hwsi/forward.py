"""The decoder's twin over a batch of slides and questions: a slide's prefix is shared by its questions without a copy.

Questions are padded on the left, prefixes on the right; padding is masked and takes no position.
"""

from dataclasses import dataclass

import torch

from hwsi.attention import MASKED
from hwsi.decoder import DecoderTwin
from hwsi.sequence import Sequence

#: A layer's keys and values.
Pair = tuple[torch.Tensor, torch.Tensor]


@dataclass(frozen=True)
class Prefix:
    """Read prefixes of s slides, padded to t positions."""

    rows: list[Sequence]
    embeds: torch.Tensor  # [s, t, width]
    layers: list[Pair]  # each [s, kv, t, head]
    lengths: torch.Tensor  # [s]
    patch_keys: torch.Tensor  # [s, 64, width]
    given: torch.Tensor  # [s, 64] bool

    def take(self, rows: list[int]) -> "Prefix":
        """The prefixes of these slides, in this order."""
        layers = [(k[rows], v[rows]) for k, v in self.layers]
        return Prefix([self.rows[i] for i in rows], self.embeds[rows], layers, self.lengths[rows], self.patch_keys[rows], self.given[rows])


@dataclass
class Turn:
    """What questions [s, q] have behind the prefix: own keys and values, which of them count, next places."""

    own: list[Pair]  # each [s, q, kv, t, head]
    valid: torch.Tensor  # [s, q, t] bool
    place: torch.Tensor  # [s, q] the next position

    def take(self, slides: torch.Tensor, asked: torch.Tensor) -> "Turn":
        """The questions `asked` [s, q] of `slides` [s, 1] alone."""
        return Turn([(k[slides, asked], v[slides, asked]) for k, v in self.own], self.valid[slides, asked], self.place[slides, asked])


def forward(twin: DecoderTwin, x: torch.Tensor, places: torch.Tensor, valid: torch.Tensor, layers: list[Pair], lengths: torch.Tensor, turn: Turn) -> torch.Tensor:
    """x [s, q, n, width] at places [s, q, n] behind prefixes of `layers` -> normed hidden states; the turn gains their keys and values."""
    angle = places[..., None].float() * twin.frequencies
    angle = torch.cat([angle, angle], -1)[:, :, None]  # [s, q, 1, n, head]
    turn.valid = torch.cat([turn.valid, valid], 2)
    mask = _mask(turn.valid, x.shape[2], layers, lengths)
    for index, layer in enumerate(twin.layers):
        h = layer["norm1"](x)
        q, k = (_rotate(_heads(layer[n](h), twin.head), angle) for n in ("q", "k"))
        v = _heads(layer["v"](h), twin.head)
        if index < len(turn.own):
            k, v = (torch.cat([old, now], 3) for old, now in zip(turn.own[index], (k, v)))
            turn.own[index] = (k, v)
        else:
            turn.own.append((k, v))
        x = x + layer["o"](_attend(q, k, v, layers[index] if layers else None, mask).flatten(3))
        h = layer["norm2"](x)
        x = x + layer["down"](torch.nn.functional.silu(layer["gate"](h)) * layer["up"](h))
    return twin.norm(x)


def _heads(x: torch.Tensor, size: int) -> torch.Tensor:
    return x.unflatten(-1, (-1, size)).transpose(2, 3)  # [s, q, heads, n, head]


def _rotate(x: torch.Tensor, angle: torch.Tensor) -> torch.Tensor:
    half = x.shape[-1] // 2
    return x * angle.cos() + torch.cat([-x[..., half:], x[..., :half]], -1) * angle.sin()


def _mask(valid: torch.Tensor, new: int, layers: list[Pair], lengths: torch.Tensor) -> torch.Tensor:
    """Added to scores [s, q, kv, groups, n, prefix + own]; own places are seen up to the row's own."""
    own = valid.shape[2]
    causal = torch.arange(own)[None] <= torch.arange(own - new, own)[:, None]
    seen = valid[:, :, None] & causal  # [s, q, n, own]
    if layers:
        before = torch.arange(layers[0][0].shape[2]) < lengths[:, None]
        seen = torch.cat([before[:, None, None].expand(-1, *seen.shape[1:3], -1), seen], -1)
    return torch.zeros(seen.shape).masked_fill(~seen, MASKED)[:, :, None, None]


def _attend(q: torch.Tensor, k: torch.Tensor, v: torch.Tensor, before: Pair | None, mask: torch.Tensor) -> torch.Tensor:
    """q [s, q, heads, n, h], own k and v [s, q, kv, t, h], the prefix's [s, kv, p, h] -> [s, q, n, heads, h]."""
    asked, heads, new, size = q.shape[1:]
    kv = k.shape[2]
    q = q.unflatten(2, (kv, heads // kv)) * size**-0.5  # [s, q, kv, g, n, h]
    scores = q @ k[:, :, :, None].transpose(4, 5)
    if before is not None:
        shared = q.permute(0, 2, 1, 3, 4, 5).flatten(2, 4) @ before[0].transpose(2, 3)  # [s, kv, q * g * n, p]
        shared = shared.unflatten(2, (asked, heads // kv, new)).transpose(1, 2)
        scores = torch.cat([shared, scores], -1)
    weights = (scores + mask).softmax(-1)
    own = weights.shape[-1] - k.shape[3]
    out = weights[..., own:] @ v[:, :, :, None]
    if before is not None:
        seen = weights[..., :own].transpose(1, 2).flatten(2, 4) @ before[1]
        out = out + seen.unflatten(2, (asked, heads // kv, new)).transpose(1, 2)
    return out.flatten(2, 3).transpose(2, 3)
