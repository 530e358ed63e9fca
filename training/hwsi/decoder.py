"""The language model: Qwen2 (transformers) to train, a written-out twin of it to export.

The twin takes embeddings, so that visual tokens enter beside text (paper section 3.5), and a
KV cache of any length; its attention is MatMul, Softmax, MatMul (see attention.py).

Citing is a pointer (Vinyals et al., arXiv 1506.03134): the logit of an id is the product of a query
made from the hidden state with the key of that id's patch. Left to find it by itself, a model of
this size was at chance on ids when its words were already right.
"""

import torch
from torch import nn
from transformers import Qwen2Config, Qwen2ForCausalLM

from hwsi.attention import MASKED
from hwsi.tokenizer import FIRST_ID
from hwsi.vocab import SLIDE_PATCHES

LLM_WIDTH = 256
LLM_LAYERS = 4
LLM_HEADS = 8
LLM_KV_HEADS = 2
LLM_CONTEXT = 1024


def new_decoder(vocabulary: int) -> Qwen2ForCausalLM:
    """A Qwen2 of about 4 million weights with random initial weights.

    The table is tied to the head, as in Qwen2.5-0.5B: an id that is looked at is an id that is said.
    """
    model = Qwen2ForCausalLM(
        Qwen2Config(
            vocab_size=vocabulary,
            hidden_size=LLM_WIDTH,
            intermediate_size=768,
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


def _rotate(x: torch.Tensor, cos: torch.Tensor, sin: torch.Tensor) -> torch.Tensor:
    half = x.shape[-1] // 2
    return x * cos + torch.cat([-x[..., half:], x[..., :half]], -1) * sin


class _RmsNorm(nn.Module):
    def __init__(self, weight: torch.Tensor, epsilon: float):
        super().__init__()
        self.weight = nn.Parameter(weight.clone())
        self.epsilon = epsilon

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.weight * (x * torch.rsqrt((x * x).mean(-1, keepdim=True) + self.epsilon))


def new_pointer() -> nn.Linear:
    """Hidden state [d] -> query [d] that is compared with the keys of the patches."""
    return nn.Linear(LLM_WIDTH, LLM_WIDTH, bias=False)


def point(query: torch.Tensor, keys: torch.Tensor) -> torch.Tensor:
    """query [m, d], keys [m, ids, d] or [ids, d] -> logits of the ids [m, ids]."""
    keys = keys if keys.ndim == 3 else keys[None]
    return (keys @ query[:, :, None])[:, :, 0] * LLM_WIDTH**-0.5


class DecoderTwin(nn.Module):
    """inputs_embeds [1, s, d], past keys and values [L, kv, t, h], patch_keys [64, d] by id ->
    logits [1, vocabulary] of the last position, present keys and values [L, kv, t + s, h].
    Positions are t .. t + s - 1."""

    def __init__(self, model: Qwen2ForCausalLM, pointer: nn.Linear):
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
        return x.reshape(x.shape[1], heads, self.head).transpose(0, 1)  # [heads, s, h]

    def forward(
        self,
        inputs_embeds: torch.Tensor,
        past_keys: torch.Tensor,
        past_values: torch.Tensor,
        patch_keys: torch.Tensor,
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        past, new = past_keys.shape[2], inputs_embeds.shape[1]
        places = torch.arange(past, past + new, dtype=torch.int64)
        angle = places.to(torch.float32)[:, None] * self.frequencies[None, :]
        angle = torch.cat([angle, angle], 1)
        cos, sin = angle.cos(), angle.sin()
        reach = torch.arange(0, past + new, dtype=torch.int64)
        mask = (reach[None, :] > places[:, None]).to(torch.float32) * MASKED  # [s, t + s]
        x, keys, values = inputs_embeds, [], []
        for index, layer in enumerate(self.layers):
            h = layer["norm1"](x)
            q = _rotate(self._heads(layer["q"](h), self.heads), cos, sin)
            k = _rotate(self._heads(layer["k"](h), self.kv_heads), cos, sin)
            k = torch.cat([past_keys[index], k], 1)
            v = torch.cat([past_values[index], self._heads(layer["v"](h), self.kv_heads)], 1)
            keys.append(k)
            values.append(v)
            groups = self.heads // self.kv_heads
            q = q.reshape(self.kv_heads, groups, new, self.head)
            weights = (q @ k[:, None].transpose(2, 3) * self.head**-0.5 + mask).softmax(-1)
            mixed = (weights @ v[:, None]).reshape(self.heads, new, self.head)
            x = x + layer["o"](mixed.transpose(0, 1).reshape(1, new, self.heads * self.head))
            h = layer["norm2"](x)
            x = x + layer["down"](nn.functional.silu(layer["gate"](h)) * layer["up"](h))
        last = self.norm(x[:, -1])
        words, ids = self.lm_head(last), point(self.pointer(last), patch_keys)
        logits = torch.cat([words[:, :FIRST_ID], ids, words[:, FIRST_ID + SLIDE_PATCHES :]], 1)
        return logits, torch.stack(keys), torch.stack(values)
