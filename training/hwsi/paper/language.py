"""Stages 2 and 3 (paper sections 3.4 to 3.6): projectors into Qwen2.5, then projectors with LoRA."""

from pathlib import Path

import torch
from torch import nn
from torch.distributed.fsdp import fully_shard
from transformers import AutoConfig, AutoModelForCausalLM

from hwsi.paper.sizes import ALPHA, RANK, Sizes
from hwsi.slide import SLIDE_WIDTH

#: Kinds of position in a sequence; 0 is a word.
KINDS = ("slide", "region", "patch", "cell")
#: LoRA adapts every linear layer of the decoder.
LINEARS = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]


def open_llm(folder: Path, dtype: torch.dtype) -> nn.Module:
    """A folder with config.json and, if they are there, safetensors; random weights without them."""
    if any(folder.glob("*.safetensors")):
        return AutoModelForCausalLM.from_pretrained(folder, dtype=dtype, local_files_only=True)
    torch.manual_seed(0)
    return AutoModelForCausalLM.from_config(AutoConfig.from_pretrained(folder)).to(dtype)


def with_lora(llm: nn.Module, rank: int = RANK, alpha: int = ALPHA) -> nn.Module:
    """Adapters in fp32 beside frozen weights."""
    from peft import LoraConfig, get_peft_model

    out = get_peft_model(llm, LoraConfig(r=rank, lora_alpha=alpha, target_modules=LINEARS, task_type="CAUSAL_LM"))
    for p in out.parameters():
        p.data = p.data.float() if p.requires_grad else p.data
    return out


def projector(inputs: int, outputs: int) -> nn.Sequential:
    return nn.Sequential(nn.LayerNorm(inputs), nn.Linear(inputs, outputs), nn.GELU(), nn.Linear(outputs, outputs))


class Reasoner(nn.Module):
    """A_c, A_p, A_r, A_WSI and the language model.

    A batch holds ids and labels int64 [b, s] (-100 is not learnt), kinds int64 [b, s] (0 word, then
    `KINDS` from 1), mask [b, s], and per kind the rows that fill its positions, in reading order.
    """

    def __init__(self, sizes: Sizes, llm: nn.Module, stage: int, rank: int = RANK, alpha: int = ALPHA):
        super().__init__()
        width = llm.config.hidden_size
        inputs = {"slide": SLIDE_WIDTH, "region": sizes.region.width, "patch": sizes.space, "cell": sizes.cell_width}
        self.projectors = nn.ModuleDict({k: projector(inputs[k], width) for k in KINDS})
        self.llm = llm.requires_grad_(False) if stage == 2 else with_lora(llm.requires_grad_(False), rank, alpha)

    def forward(self, batch: dict) -> dict[str, torch.Tensor]:
        table = self.llm.get_input_embeddings()
        x = table(batch["ids"])
        for number, kind in enumerate(KINDS, 1):
            rows = self.projectors[kind](batch[kind]).to(x.dtype)
            x = x.masked_scatter((batch["kinds"] == number)[:, :, None], rows)
        logits = self.llm(inputs_embeds=x, attention_mask=batch["mask"], use_cache=False).logits
        learnt = batch["labels"][:, 1:] >= 0
        return {"words": nn.functional.cross_entropy(logits[:, :-1][learnt].float(), batch["labels"][:, 1:][learnt])}


def shard(reasoner: Reasoner) -> Reasoner:
    """FSDP: every decoder layer, then the rest, split over the ranks (ZeRO-3)."""
    for module in list(reasoner.modules()):
        if type(module).__name__.endswith("DecoderLayer"):
            fully_shard(module)
    fully_shard(reasoner)
    return reasoner
