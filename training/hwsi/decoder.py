"""The language model: Qwen2 (transformers) to train, a written-out twin of it to export.

The twin takes embeddings, so that visual tokens enter beside text (paper section 3.5), and a
KV cache of any length; its attention is MatMul, Softmax, MatMul (see attention.py).

Citing is a pointer (Vinyals et al., arXiv 1506.03134): a query made from the hidden state is
compared with the key of each patch. The word `[P]` says that a citation follows, the pointer which
one: the ids share the chance of `[P]`. Left to find ids by itself, a model of this size was at
chance on them when its words were already right.
"""

import torch
from torch import nn
from transformers import Qwen2Config, Qwen2ForCausalLM

from hwsi.attention import MASKED
from hwsi.tokenizer import CITE, FIRST_ID
from hwsi.vocab import SLIDE_PATCHES

LLM_WIDTH = 384
LLM_LAYERS = 6
LLM_HEADS = 6
LLM_KV_HEADS = 2
LLM_HEAD = LLM_WIDTH // LLM_HEADS
LLM_INNER = 1024
LLM_CONTEXT = 1024
#: How much more a name weighs in a patch's key than in its row: keys of tokens are about ten times as long.
NAME_WEIGHT = 8.0
#: Numbers that the cache keeps of one position: keys of every layer, then values of every layer.
CACHE_ROW = 2 * LLM_LAYERS * LLM_KV_HEADS * LLM_HEAD


def new_decoder(vocabulary: int) -> Qwen2ForCausalLM:
    """A Qwen2 of about 10.7 million weights (3328 words) with random initial weights.

    The table is tied to the head, as in Qwen2.5-0.5B: an id that is looked at is an id that is said.
    """
    model = Qwen2ForCausalLM(
        Qwen2Config(
            vocab_size=vocabulary,
            hidden_size=LLM_WIDTH,
            intermediate_size=LLM_INNER,
            num_hidden_layers=LLM_LAYERS,
            num_attention_heads=LLM_HEADS,
            num_key_value_heads=LLM_KV_HEADS,
            max_position_embeddings=LLM_CONTEXT,
            rope_parameters={"rope_type": "default", "rope_theta": 10000.0},
            tie_word_embeddings=True,
            attention_dropout=0.0,
        )
    )
    nn.init.normal_(model.get_input_embeddings().weight, std=0.05)
    return model


class Pointer(nn.Module):
    """hidden states [m, d], keys of the ids [64, d] -> how well each id fits [m, 64].

    Its sigmoid is the chance that the patch shows what is said; its softmax chooses the id.
    """

    def __init__(self):
        super().__init__()
        self.query = nn.Linear(LLM_WIDTH, LLM_WIDTH, bias=False)
        self.bias = nn.Parameter(torch.zeros(()))

    def forward(self, hidden: torch.Tensor, keys: torch.Tensor) -> torch.Tensor:
        return (keys[None] @ self.query(hidden)[:, :, None])[:, :, 0] * LLM_WIDTH**-0.5 + self.bias

    def among(self, hidden: torch.Tensor, keys: torch.Tensor, row: torch.Tensor) -> torch.Tensor:
        """The same for states of several sequences: keys [b, 64, d], row [m] -> [m, 64]; keys are not copied for each state."""
        every = self.query(hidden) @ keys.flatten(0, 1).T * LLM_WIDTH**-0.5 + self.bias
        return every.unflatten(1, keys.shape[:2]).gather(1, row[:, None, None].expand(-1, 1, keys.shape[1]))[:, 0]


def new_pointer() -> Pointer:
    return Pointer()


def cite_logits(words: torch.Tensor, pointed: torch.Tensor, given: torch.Tensor) -> torch.Tensor:
    """words [m, vocabulary], pointed [m, 64], given bool [m, 64] -> logits [m, vocabulary].

    Given ids share the chance of `[P]` as the pointer chooses; `[P]` itself and ids that are not
    given are never said.
    """
    chosen = pointed.masked_fill(~given, MASKED).log_softmax(-1)
    ids = (words[:, CITE : CITE + 1] + chosen).masked_fill(~given, MASKED)
    never = torch.full_like(words[:, :1], MASKED)
    return torch.cat([words[:, :FIRST_ID], ids, never, words[:, CITE + 1 :]], 1)


def _rotate(x: torch.Tensor, cos: torch.Tensor, sin: torch.Tensor) -> torch.Tensor:
    """Rotary positions; the first half of `sin` is negative."""
    left, right = x.split(sin.shape[-1] // 2, -1)
    return x * cos + torch.cat([right, left], -1) * sin


def _together(x: torch.Tensor, *layers: nn.Linear) -> torch.Tensor:
    """Outputs of several layers of one input side by side, as one product: in a runtime each costs a start."""
    bias = torch.cat([layer.bias for layer in layers]) if layers[0].bias is not None else None
    return nn.functional.linear(x, torch.cat([layer.weight for layer in layers]), bias)


class _RmsNorm(nn.Module):
    """Written as onnxruntime finds it again and fuses it (SimplifiedLayerNormalization)."""

    def __init__(self, weight: torch.Tensor, epsilon: float):
        super().__init__()
        self.weight = nn.Parameter(weight.clone())
        self.epsilon = epsilon

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x / torch.sqrt(x.pow(2).mean(-1, keepdim=True) + self.epsilon) * self.weight


class DecoderTwin(nn.Module):
    """inputs_embeds [1, s, d], past [t, CACHE_ROW], patch_keys [64, d] by id ->
    logits [1, vocabulary] and support [64] of the last position, present [s, CACHE_ROW].

    A row of the cache is one position, so that whoever keeps it can append rows to a buffer that
    was made once. Positions are t .. t + s - 1. An id whose key is all zero is not given: it is
    never said and has no support.
    """

    def __init__(self, model: Qwen2ForCausalLM, pointer: Pointer):
        super().__init__()
        self.pointer = pointer
        config = model.config
        self.heads, self.kv_heads = config.num_attention_heads, config.num_key_value_heads
        self.head = config.hidden_size // self.heads
        self.layers = nn.ModuleList()
        for layer in model.model.layers:
            attention, mlp = layer.self_attn, layer.mlp
            self.layers.append(
                nn.ModuleDict(
                    {
                        "norm1": _RmsNorm(layer.input_layernorm.weight, config.rms_norm_eps),
                        "q": attention.q_proj,
                        "k": attention.k_proj,
                        "v": attention.v_proj,
                        "o": attention.o_proj,
                        "norm2": _RmsNorm(layer.post_attention_layernorm.weight, config.rms_norm_eps),
                        "gate": mlp.gate_proj,
                        "up": mlp.up_proj,
                        "down": mlp.down_proj,
                    }
                )
            )
        self.norm = _RmsNorm(model.model.norm.weight, config.rms_norm_eps)
        self.lm_head = nn.Linear(config.hidden_size, config.vocab_size, bias=False)
        self.lm_head.weight = nn.Parameter(model.lm_head.weight.detach().clone())
        exponent = torch.arange(0, self.head, 2, dtype=torch.float32) / self.head
        self.register_buffer("frequencies", 10000.0 ** -exponent)

    def _heads(self, x: torch.Tensor, heads: int) -> torch.Tensor:
        return x.reshape(-1, heads, self.head).transpose(0, 1)  # [heads, s, h]

    def _attend(self, q: torch.Tensor, k: torch.Tensor, v: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """q [heads, s, h], k and v [kv, t, h], mask [s, t] -> [1, s, heads * h]; heads of a group share k and v."""
        groups, reach = self.heads // self.kv_heads, k.shape[1]
        scores = q.reshape(self.kv_heads, -1, self.head) @ k.transpose(1, 2)  # [kv, groups * s, t]
        scores = scores.reshape(self.kv_heads, groups, -1, reach) * self.head**-0.5 + mask
        mixed = scores.softmax(-1).reshape(self.kv_heads, -1, reach) @ v
        return mixed.reshape(self.heads, -1, self.head).transpose(0, 1).reshape(1, -1, self.heads * self.head)

    def _cite(self, last: torch.Tensor, patch_keys: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        words, pointed = self.lm_head(last), self.pointer(last, patch_keys)
        given = ((patch_keys * patch_keys).sum(1) > 0)[None]
        return cite_logits(words, pointed, given), (pointed.sigmoid() * given)[0]

    def forward(self, inputs_embeds: torch.Tensor, past: torch.Tensor, patch_keys: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        before, new = past.shape[0], inputs_embeds.shape[1]
        places = torch.arange(before, before + new, dtype=torch.int64)
        angle = places.to(torch.float32)[:, None] * self.frequencies[None, :]
        cos, sin = angle.cos(), angle.sin()
        cos, sin = torch.cat([cos, cos], 1), torch.cat([-sin, sin], 1)
        reach = torch.arange(0, before + new, dtype=torch.int64)
        mask = (reach[None, :] > places[:, None]).to(torch.float32) * MASKED  # [s, t + s]
        cached, kv = self._heads(past, 2 * len(self.layers) * self.kv_heads), self.kv_heads
        x, keys, values = inputs_embeds, [], []
        for index, layer in enumerate(self.layers):
            h = _together(layer["norm1"](x), layer["q"], layer["k"], layer["v"])
            turning, v = self._heads(h, self.heads + 2 * self.kv_heads).split([self.heads + self.kv_heads, self.kv_heads])
            q, k = _rotate(turning, cos, sin).split([self.heads, self.kv_heads])
            keys.append(k)
            values.append(v)
            old_k, old_v = (cached[at * kv : (at + 1) * kv] for at in (index, len(self.layers) + index))
            k, v = torch.cat([old_k, k], 1), torch.cat([old_v, v], 1)
            x = x + layer["o"](self._attend(q, k, v, mask))
            gate, up = _together(layer["norm2"](x), layer["gate"], layer["up"]).split(layer["down"].in_features, -1)
            x = x + layer["down"](nn.functional.silu(gate) * up)
        logits, support = self._cite(self.norm(x[:, -1]), patch_keys)
        # In three steps, and slices above in place of a split: a GPU may bind no more than 8 tensors at once.
        present = torch.cat([torch.cat(keys), torch.cat(values)]).transpose(0, 1)  # [s, 2 * layers * kv, h]
        return logits, support, present.reshape(-1, CACHE_ROW)
