"""The loop of the language model: fp32 masters, a bfloat16 copy that computes, stages that go on where they stopped."""

import copy
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from torch import distributed, nn

from hwsi import digits
from hwsi.device import DEVICE, clock, fast, home
from hwsi.int4 import nearest
from hwsi.tuner import Tuner


#: Part of stage 3 after which weights are rounded in the forward pass.
ROUNDED = 0.55


def is_int4(name: str, weights: torch.Tensor) -> bool:
    """Whether the shipped file holds these weights as int4; the head is rounded where it is used (Tuner.read)."""
    return weights.ndim == 2 and (name.startswith("llm.model.layers") or name == "pointer.query.weight")


def is_second() -> bool:
    """Whether another of the processes that share the work saves and tells."""
    return distributed.is_initialized() and distributed.get_rank() > 0


def together(value: float) -> float:
    """The first process's value, for all."""
    if not distributed.is_initialized():
        return value
    told = torch.tensor([value], dtype=torch.float64)
    distributed.broadcast(told, 0)
    return float(told)


def shared(masters: list[nn.Parameter]) -> None:
    """Gradients become their mean over the processes, in one message."""
    if not distributed.is_initialized():
        return
    every = torch.cat([m.grad.reshape(-1) for m in masters])
    distributed.all_reduce(every)
    every /= distributed.get_world_size()
    for master, part in zip(masters, every.split([m.numel() for m in masters])):
        master.grad.copy_(part.reshape(master.shape))


class Trainer:
    """AdamW on fp32 masters with a bfloat16 copy that computes; stages by minutes of processor time.

    From `ROUNDED` of stage 3 on the copy holds the decoder's matrices as int4 will.
    """

    def __init__(self, tuner: Tuner, weights: Path, half: bool):
        self.tuner, self.weights = tuner, weights
        self.work = copy.deepcopy(tuner).to(DEVICE).train()
        if half:
            self.work.to(torch.bfloat16)
        fast(self.work.llm.model)
        self.table = tuner.llm.get_input_embeddings().weight
        self.path = weights / "tune-state.pt"
        self.done = torch.load(self.path, weights_only=False) if self.path.exists() else {}
        if self.done:
            tuner.load_state_dict(self.done["tuner"])
            self.copy()

    def copy(self) -> None:
        with torch.no_grad():
            for work, (name, master) in zip(self.work.parameters(), self.tuner.named_parameters()):
                work.copy_(nearest(master) if self.work.rounds and is_int4(name, master) else master)

    def save(self, state: dict) -> None:
        if is_second():
            return
        for name in ("llm", "projectors", "pointer"):
            torch.save(home(getattr(self.tuner, name).state_dict()), self.weights / f"{name}.pt")
        part = self.path.with_suffix(".part")
        torch.save({"tuner": self.tuner.state_dict(), **state}, part)
        part.replace(self.path)

    def stage(self, name: str, parts: list[str], minutes: float, rate: float, losses: Callable[[], dict[str, torch.Tensor]]) -> None:
        """Trains the named parts with warm-up and cosine decay; every two minutes a checkpoint."""
        if name in self.done.get("finished", ()):
            return
        names = [n for n, _ in self.tuner.named_parameters()]
        learns = [n.split(".")[0] in parts for n in names]
        for parameter, learn in zip(self.work.parameters(), learns):
            parameter.requires_grad_(learn)
        masters = [p for p, learn in zip(self.tuner.parameters(), learns) if learn]
        works = [p for p, learn in zip(self.work.parameters(), learns) if learn]
        optimiser = torch.optim.AdamW(masters, lr=rate, weight_decay=0.01, betas=(0.9, 0.98))
        resumed = self.done if self.done.get("stage") == name else {}
        if resumed:
            optimiser.load_state_dict(resumed["optimiser"])
        before, count = resumed.get("spent", 0.0), resumed.get("count", 0)
        start, written, mean = clock(), before, {}
        while (spent := together(before + clock() - start)) < minutes * 60:
            self.work.rounds = name == "preference" or (name == "stage 3" and spent >= ROUNDED * minutes * 60)
            for group in optimiser.param_groups:
                group["lr"] = rate * min(1, (count + 1) / 50) * float(0.04 + 0.96 * (0.5 + 0.5 * np.cos(np.pi * spent / (minutes * 60))))
            found = losses()
            self.work.zero_grad(set_to_none=True)
            sum(found.values()).backward()
            for master, work in zip(masters, works):
                master.grad = torch.zeros_like(master) if work.grad is None else work.grad.to(master.device, torch.float32)
            shared(masters)
            if self.table.grad is not None:
                digits.share(self.table.grad)
            nn.utils.clip_grad_norm_(masters, 1.0)
            optimiser.step()
            digits.share(self.table)
            self.copy()
            mean = {k: 0.95 * mean.get(k, float(v.detach())) + 0.05 * float(v.detach()) for k, v in found.items()} | {k: v for k, v in mean.items() if k not in found}
            count += 1
            if count % 20 == 0 and not is_second():
                print(f"{name} {spent / 60:5.1f} min  step {count}  " + "  ".join(f"{k} {v:.3f}" for k, v in mean.items()), flush=True)
            if spent - written > 120:
                self.save({"stage": name, "spent": spent, "count": count, "optimiser": optimiser.state_dict(), "finished": self.done.get("finished", [])})
                written = spent
        self.done = {"finished": [*self.done.get("finished", []), name]}
        self.save(self.done)
