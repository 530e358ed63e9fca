"""Train CellNet. The recipe of the pack's model is `training/runs/cells.sh`:

  1. real:  python -m hwsi.cells.train --phase real --minutes 12
  2. mixed: python -m hwsi.cells.train --phase mixed --minutes 14 --init out/cells/real.pt

`real` takes CoNSeP (train images but five), DSB 2018 and BRCA-M2C; `mixed` adds drawn slides.
Batches depend on (seed, step) alone. The learning rate follows the part of the minutes used, which
the checkpoint keeps: the same command goes on where it was stopped. Every minute it is saved.
"""

import argparse
import copy
import math
import time
from pathlib import Path

import cv2
import torch

from hwsi.cells.dataset import Batches
from hwsi.cells.losses import cell_loss
from hwsi.cells.net import CellNet
from hwsi.cells.sources import load_brca, load_consep, load_dsb

OUT = Path(__file__).parents[2] / "out" / "cells"
#: Parts of a batch by source, for each phase.
SHARES = {
    "real": {"consep": 0.66, "brca": 0.2, "dsb": 0.14},
    "mixed": {"consep": 0.42, "brca": 0.13, "dsb": 0.08, "drawn": 0.37},
}
SEEDS = {"real": 1, "mixed": 2}
BATCH = 8
MAX_STEPS = 1_000_000
WARM_UP = 0.03
SAVE_SECONDS = 60.0


def load_sources(phase: str) -> dict:
    """The images of a phase by source name."""
    sources = {"consep": load_consep(), "brca": load_brca(), "dsb": load_dsb()}
    if phase == "mixed":
        from hwsi.cells.drawn import load_drawn

        sources["drawn"] = load_drawn()
    return sources


def learning_rate(peak: float, progress: float) -> float:
    """Linear warm-up, then a half cosine to zero; `progress` in 0..1."""
    if progress < WARM_UP:
        return peak * max(progress / WARM_UP, 0.01)
    return peak * 0.5 * (1 + math.cos(math.pi * min(1.0, (progress - WARM_UP) / (1 - WARM_UP))))


class Run:
    """Everything that a checkpoint keeps: net, its running average, optimiser, step and seconds used."""

    def __init__(self, lr: float, init: Path | None):
        torch.manual_seed(0)
        self.net = CellNet()
        if init:
            self.net.load_state_dict(torch.load(init, weights_only=True)["average"])
        self.net = self.net.to(memory_format=torch.channels_last).train()
        self.average = copy.deepcopy(self.net).eval()
        self.optimiser = torch.optim.AdamW(self.net.parameters(), lr, weight_decay=0.02)
        self.step, self.seconds = 0, 0.0

    def update_average(self) -> None:
        """Exponential mean of weights and statistics, over about 500 steps."""
        keep = min(0.998, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            for mean, now in zip(self.average.state_dict().values(), self.net.state_dict().values()):
                mean.lerp_(now, 1 - keep) if mean.is_floating_point() else mean.copy_(now)

    def save(self, path: Path) -> None:
        state = {
            "net": self.net.state_dict(),
            "average": self.average.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "step": self.step,
            "seconds": self.seconds,
        }
        torch.save(state, path.with_suffix(".part"))
        path.with_suffix(".part").replace(path)

    def resume(self, path: Path) -> None:
        state = torch.load(path, weights_only=True)
        self.net.load_state_dict(state["net"])
        self.average.load_state_dict(state["average"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.step, self.seconds = state["step"], state["seconds"]


def train_step(run: Run, batch, rate: float) -> dict[str, float]:
    """One step on a batch of uint8 tensors; gives the parts of the loss."""
    pixels, targets, classes = batch
    for group in run.optimiser.param_groups:
        group["lr"] = rate
    pixels = pixels.float().div_(255).contiguous(memory_format=torch.channels_last)
    with torch.autocast("cpu", torch.bfloat16):
        out = run.net(pixels)
    parts = cell_loss(out, targets, classes)
    run.optimiser.zero_grad()
    sum(parts.values()).backward()
    torch.nn.utils.clip_grad_norm_(run.net.parameters(), 2.0)
    run.optimiser.step()
    run.step += 1
    run.update_average()
    return {name: float(part.detach()) for name, part in parts.items()}


def train(phase: str, minutes: float, lr: float, init: Path | None) -> Path:
    """Train one phase up to its minutes; gives the checkpoint's path."""
    OUT.mkdir(parents=True, exist_ok=True)
    path, run = OUT / f"{phase}.pt", Run(lr, init)
    if path.exists():
        run.resume(path)
    batches = Batches(load_sources(phase), SHARES[phase], BATCH, MAX_STEPS, SEEDS[phase])
    remaining = torch.utils.data.Subset(batches, range(run.step, MAX_STEPS))
    loader = torch.utils.data.DataLoader(remaining, batch_size=None, num_workers=1, prefetch_factor=8)
    mark, saved, mean = time.monotonic(), time.monotonic(), {}
    for batch in loader:
        parts = train_step(run, batch, learning_rate(lr, run.seconds / (60 * minutes)))
        now = time.monotonic()
        run.seconds, mark = run.seconds + now - mark, now
        mean = {n: 0.98 * mean.get(n, v) + 0.02 * v for n, v in parts.items()}
        done = run.seconds >= 60 * minutes
        if run.step % 50 == 0:
            print(f"{run.step} {run.seconds:.0f}s", " ".join(f"{n} {v:.4f}" for n, v in mean.items()), flush=True)
        if done or now - saved > SAVE_SECONDS:
            run.save(path)
            saved = now
        if done:
            break
    return path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--phase", choices=list(SHARES), default="real")
    parser.add_argument("--minutes", type=float, default=12.0, help="training time, over all resumptions")
    parser.add_argument("--lr", type=float, default=3e-3, help="peak learning rate (AdamW)")
    parser.add_argument("--init", type=Path, default=None, help="checkpoint whose averaged weights to start from")
    args = parser.parse_args()
    torch.set_num_threads(2)
    cv2.setNumThreads(1)
    print(train(args.phase, args.minutes, args.lr, args.init))


if __name__ == "__main__":
    main()
