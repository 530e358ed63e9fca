"""The engine: torchrun's processes, DDP or FSDP, and a loop that goes on where it stopped."""

import json
import math
import os
import time
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.distributed as dist
from torch import nn
from torch.distributed.checkpoint.state_dict import StateDictOptions, get_state_dict, set_state_dict
from torch.distributed.fsdp import FSDPModule
from torch.nn.parallel import DistributedDataParallel
from torch.utils.data import DataLoader, Subset

WHOLE = StateDictOptions(full_state_dict=True, cpu_offload=True, ignore_frozen_params=True, strict=False)


@dataclass(frozen=True)
class Place:
    """This process among its peers."""

    rank: int
    world: int
    device: torch.device

    def say(self, *words: object) -> None:
        if self.rank == 0:
            print(*words, flush=True)


def join() -> Place:
    """Joins torchrun's group, or stands alone: NCCL with one GPU a process, gloo on CPU."""
    local = int(os.environ.get("LOCAL_RANK", 0))
    cuda = torch.cuda.is_available()
    device = torch.device("cuda", local) if cuda else torch.device("cpu")
    if cuda:
        torch.cuda.set_device(device)
        torch.set_float32_matmul_precision("high")
    if "RANK" in os.environ and not dist.is_initialized():
        dist.init_process_group("nccl" if cuda else "gloo")
    return Place(dist.get_rank(), dist.get_world_size(), device) if dist.is_initialized() else Place(0, 1, device)


def to_device(batch, device: torch.device):
    """Tensors of a nested dict, moved."""
    if isinstance(batch, dict):
        return {k: to_device(v, device) for k, v in batch.items()}
    return batch.to(device, non_blocking=True) if isinstance(batch, torch.Tensor) else batch


@dataclass
class Plan:
    """How long and how fast; `steps` is the whole schedule, `stop` where this call ends at the latest."""

    steps: int
    stop: int
    rate: float
    warm_up: float = 0.03
    #: Micro-batches of a step.
    parts: int = 1
    save_seconds: float = 600.0

    def rate_at(self, step: int) -> float:
        """Linear warm-up, then half a cosine to a hundredth of the rate."""
        first = max(1, int(self.warm_up * self.steps))
        if step < first:
            return self.rate * (step + 1) / first
        part = (step - first) / max(1, self.steps - first)
        return self.rate * (0.01 + 0.99 * (0.5 + 0.5 * math.cos(math.pi * min(1.0, part))))


class Trainer:
    """A module whose forward gives named losses, trained over the group."""

    def __init__(self, module: nn.Module, place: Place, plan: Plan, checkpoint: Path):
        self.module, self.place, self.plan, self.checkpoint = module, place, plan, checkpoint
        trained = [p for p in module.parameters() if p.requires_grad]
        self.optimiser = torch.optim.AdamW(trained, lr=plan.rate, weight_decay=0.01, betas=(0.9, 0.98))
        self.step = 0
        self.sharded = any(isinstance(m, FSDPModule) for m in module.modules())
        ids = [place.device] if place.device.type == "cuda" else None
        self.shared = module if self.sharded or place.world == 1 else DistributedDataParallel(module, device_ids=ids)
        if checkpoint.exists():
            self.load()

    def load(self) -> None:
        held = torch.load(self.checkpoint, map_location="cpu", weights_only=True)
        set_state_dict(self.module, self.optimiser, model_state_dict=held["model"], optim_state_dict=held["optimiser"], options=WHOLE)
        self.step = held["step"]

    def save(self) -> None:
        """Trained weights and their optimiser; frozen ones are not in the file."""
        model, optimiser = get_state_dict(self.module, self.optimiser, options=WHOLE)
        trained = {n for n, p in self.module.named_parameters() if p.requires_grad}
        model = {n: v for n, v in model.items() if n in trained}  # tied tables come along otherwise
        if self.place.rank == 0:
            part = self.checkpoint.with_suffix(".part")
            torch.save({"model": model, "optimiser": optimiser, "step": self.step}, part)
            part.replace(self.checkpoint)
        if self.place.world > 1:
            dist.barrier()  # whoever goes on may read it

    def whole(self, part: int) -> object:
        """Gradients are exchanged on the last micro-batch of a step only."""
        last = part == self.plan.parts - 1
        if self.sharded:
            for m in self.module.modules():
                if isinstance(m, FSDPModule):
                    m.set_requires_gradient_sync(last)
        return self.shared.no_sync() if not last and isinstance(self.shared, DistributedDataParallel) else nullcontext()

    def train_step(self, batches) -> dict[str, float]:
        rate, total = self.plan.rate_at(self.step), {}
        for group in self.optimiser.param_groups:
            group["lr"] = rate
        self.optimiser.zero_grad()
        for part in range(self.plan.parts):
            batch = to_device(next(batches), self.place.device)
            with self.whole(part):
                with torch.autocast(self.place.device.type, torch.bfloat16, enabled=self.place.device.type == "cuda"):
                    losses = self.shared(batch)
                (sum(losses.values()) / self.plan.parts).backward()
            for name, value in losses.items():
                total[name] = total.get(name, 0.0) + float(value.detach()) / self.plan.parts
        nn.utils.clip_grad_norm_([p for p in self.module.parameters() if p.requires_grad], 1.0)
        self.optimiser.step()
        self.step += 1
        return total

    def fit(self, data, workers: int) -> None:
        """Item k of `data` is the k-th micro-batch; appends each step's losses to the checkpoint's .jsonl."""
        parts, stop = self.plan.parts, min(self.plan.steps, self.plan.stop)
        batches = iter(DataLoader(Subset(data, range(self.step * parts, stop * parts)), batch_size=None, num_workers=workers))
        saved = time.monotonic()
        while self.step < stop:
            losses = self.train_step(batches)
            if self.place.rank == 0:
                with self.checkpoint.with_suffix(".jsonl").open("a") as log:
                    log.write(json.dumps({"step": self.step, **losses}) + "\n")
            late = torch.tensor(float(time.monotonic() - saved > self.plan.save_seconds))
            if self.place.world > 1:  # all ranks save together, so rank 0's clock decides
                late = late.to(self.place.device)
                dist.broadcast(late, 0)
            if late.item() or self.step == stop:
                self.save()
                saved = time.monotonic()
