"""A training loop by processor time that can be stopped and goes on from its last minute."""

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from torch import nn

from hwsi.batches import Batches

Losses = Callable[[int], dict[str, torch.Tensor]]


class Loop:
    """Adam on the sum of named losses; every minute a checkpoint of model, optimiser and tables.

    `losses` gives the losses of a step by its number. `key` says what run this is: a checkpoint
    of another is not gone on from. Without `path` nothing is written.
    """

    def __init__(self, batches: Batches, losses: Losses, groups: list[dict], key: dict, path: Path | None):
        self.batches, self.losses, self.path = batches, losses, path
        self.key = {**key, "regions": len(batches.bank.regions), "patches": len(batches.bank.cell_rows)}
        self.minutes: float = key["minutes"]
        self.optimiser = torch.optim.AdamW(groups, weight_decay=0.02)
        self.count, self.spent = 0, 0.0
        if path and path.exists():
            saved = torch.load(path, weights_only=False)
            if saved["key"] == self.key:
                self.resume(saved)

    def resume(self, saved: dict) -> None:
        self.batches.model.load_state_dict(saved["model"])
        self.optimiser.load_state_dict(saved["optimiser"])
        self.batches.tables.load(saved["tables"])
        self.count, self.spent = saved["count"], saved["spent"]

    def checkpoint(self) -> None:
        if not self.path:
            return
        saved = {"key": self.key, "count": self.count, "spent": self.spent, "tables": self.batches.tables.saved()}
        saved |= {"model": self.batches.model.state_dict(), "optimiser": self.optimiser.state_dict()}
        part = self.path.with_suffix(".part")
        self.path.parent.mkdir(parents=True, exist_ok=True)
        torch.save(saved, part)
        part.replace(self.path)

    def train(self, most: int | None = None) -> None:
        """Until the minutes of processor time are spent in all, or `most` steps are done; cosine decay."""
        start, before, written, mean = time.process_time(), self.spent, self.spent, {}
        while self.spent < self.minutes * 60 and (most is None or self.count < most):
            values = self.update()
            self.spent = before + time.process_time() - start
            mean = {k: 0.95 * mean.get(k, v) + 0.05 * v for k, v in values.items()}
            if self.count % 25 == 0:
                told = "  ".join(f"{k} {v:.3f}" for k, v in mean.items())
                print(f"{self.spent / 60:5.1f} min  step {self.count}  {told}", flush=True)
            if self.spent - written > 60:
                self.checkpoint()
                written = self.spent
        if self.spent < self.minutes * 60:
            self.checkpoint()
        elif self.path:
            self.path.unlink(missing_ok=True)  # a run that is done is begun anew when asked for again

    def update(self) -> dict[str, float]:
        """One step of the optimiser; the losses as numbers."""
        part = min(1.0, self.spent / (self.minutes * 60))
        for group in self.optimiser.param_groups:
            group["lr"] = group["rate"] * min(1, (self.count + 1) / 15) * (0.5 + 0.5 * np.cos(np.pi * part)) + 1e-6
        losses = self.losses(self.count)
        self.optimiser.zero_grad()
        sum(losses.values()).backward()
        nn.utils.clip_grad_norm_([p for g in self.optimiser.param_groups for p in g["params"]], 1.0)
        self.optimiser.step()
        self.batches.tables.settle()
        self.count += 1
        return {k: float(v.detach()) for k, v in losses.items()}
