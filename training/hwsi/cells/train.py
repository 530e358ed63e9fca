"""Train CellNet. The recipe of the pack's model:

  1. python -m hwsi.cells.train --phase real --minutes 12
  2. python -m hwsi.cells.train --phase both --minutes 15
  3. python -m hwsi.cells.train --phase long --minutes 42
  4. python -m hwsi.cells.train --phase last --minutes 10 --lr 0.006

`real` takes CoNSeP (train images but five), DSB 2018 and BRCA-M2C; `both` starts from the averaged
weights of `real` and adds drawn slides; `long` goes on from those. `drawn` takes drawn slides alone:
what it reaches on real tissue measures how real they are. `last` narrows the scales. Batches depend on (seed, step) alone. The
learning rate follows the part of the processor minutes used (or of the wall-clock limit, if that is
larger), which the checkpoint keeps: the same command goes on where it was stopped. Every minute it
is saved. One thread trains and one prepares batches.

The shipped weights: `real` ran 1,973 steps with AdamW (3e-3, batches of 8) before Muon came in,
`both` 3,079 steps on a net without the second blocks of the decoder (they were added as identities),
`long` with a peak rate of 0.015, and what ships is the mean of `long` and `last`. CoNSeP selection PQ .31 after the first, .42 after the second.
"""

import argparse
import copy
import math
import time
from pathlib import Path

import cv2
import torch

from hwsi.cells.dataset import SCALE_RANGE, Batches
from hwsi.cells.drawn import load_drawn
from hwsi.cells.losses import cell_loss
from hwsi.cells.muon import Muon
from hwsi.cells.net import CellNet
from hwsi.cells.sources import DATA, load_brca, load_consep, load_dsb
from hwsi.device import DEVICE, READERS, bf16, clock, fast, home, to

OUT = Path(__file__).parents[2] / "out" / "cells"
#: Parts of a batch by source, for each phase.
SHARES = {
    "real": {"consep": 0.66, "brca": 0.2, "dsb": 0.14},
    "both": {"consep": 0.52, "brca": 0.13, "dsb": 0.07, "drawn": 0.28},
    "long": {"consep": 0.60, "brca": 0.12, "dsb": 0.10, "drawn": 0.18},
    "last": {"consep": 0.64, "brca": 0.12, "dsb": 0.10, "drawn": 0.14},
    "drawn": {"drawn": 1.0},
}
#: The last phase sees sizes as a slide of known mpp gives them.
SCALES = {"last": (0.85, 1.18)}
#: Phases that start from the averaged weights of another.
STARTS = {"both": "real", "long": "both", "last": "long"}
SEEDS = {"real": 1, "both": 2, "long": 3, "drawn": 4, "last": 5}
BATCH = 6
#: AdamW (scalars and ends) steps at this share of Muon's rate.
ADAMW_SHARE = 0.1
MAX_STEPS = 1_000_000
WARM_UP = 0.03
SAVE_SECONDS = 60.0


def load_sources(phase: str, data: Path) -> dict:
    """The images of a phase by source name, the real ones from the folder `data`."""
    load = {"consep": load_consep, "brca": load_brca, "dsb": load_dsb}
    return {name: load_drawn() if name == "drawn" else load[name](data) for name in SHARES[phase]}


def learning_rate(peak: float, progress: float) -> float:
    """Linear warm-up, then a half cosine to zero; `progress` in 0..1."""
    if progress < WARM_UP:
        return peak * max(progress / WARM_UP, 0.01)
    return peak * 0.5 * (1 + math.cos(math.pi * min(1.0, (progress - WARM_UP) / (1 - WARM_UP))))


class Run:
    """Everything that a checkpoint keeps: net, its running average, optimisers, step and seconds used."""

    def __init__(self, lr: float, init: Path | None):
        torch.manual_seed(0)
        self.net = CellNet()
        if init:
            self.net.load_state_dict(torch.load(init, weights_only=True)["average"])
        self.net = self.net.to(DEVICE, memory_format=torch.channels_last).train()
        self.average = copy.deepcopy(self.net).eval()
        fast(self.net)
        hidden = [p for p in self.net.parameters() if p.ndim == 4 and p.shape[0] >= 16]
        rest = [p for p in self.net.parameters() if p.ndim != 4 or p.shape[0] < 16]
        self.optimisers = [Muon(hidden, lr), torch.optim.AdamW(rest, lr * ADAMW_SHARE, weight_decay=0.0)]
        self.step, self.seconds, self.wall = 0, 0.0, 0.0

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
            "optimisers": [o.state_dict() for o in self.optimisers],
            "step": self.step,
            "seconds": self.seconds,
            "wall": self.wall,
        }
        torch.save(home(state), path.with_suffix(".part"))
        path.with_suffix(".part").replace(path)

    def resume(self, path: Path) -> None:
        state = torch.load(path, weights_only=True)
        self.net.load_state_dict(state["net"])
        self.average.load_state_dict(state["average"])
        for optimiser, kept in zip(self.optimisers, state["optimisers"], strict=True):
            optimiser.load_state_dict(kept)
        self.step, self.seconds, self.wall = state["step"], state["seconds"], state["wall"]


def train_step(run: Run, batch, rate: float) -> dict[str, float]:
    """One step on a batch of uint8 tensors; gives the parts of the loss."""
    pixels, targets, classes = to(batch)
    for optimiser, share in zip(run.optimisers, (1.0, ADAMW_SHARE), strict=True):
        for group in optimiser.param_groups:
            group["lr"] = rate * share
        optimiser.zero_grad()
    pixels = pixels.float().div_(255).contiguous(memory_format=torch.channels_last)
    with bf16(on_cpu=True):
        out = run.net(pixels)
    parts = cell_loss(out, targets, classes)
    sum(parts.values()).backward()
    torch.nn.utils.clip_grad_norm_(run.net.parameters(), 2.0)
    for optimiser in run.optimisers:
        optimiser.step()
    run.step += 1
    run.update_average()
    return {name: float(part.detach()) for name, part in parts.items()}


def train(phase: str, minutes: float, wall: float, lr: float, init: Path | None, data: Path = DATA) -> Path:
    """Train one phase up to its minutes of processor or wall-clock time; gives the checkpoint's path."""
    OUT.mkdir(parents=True, exist_ok=True)
    path = OUT / f"{phase}.pt"
    run = Run(lr, init or (OUT / f"{STARTS[phase]}.pt" if phase in STARTS else None))
    if path.exists():
        run.resume(path)
    batches = Batches(load_sources(phase, data), SHARES[phase], BATCH, MAX_STEPS, SEEDS[phase], SCALES.get(phase, SCALE_RANGE))
    remaining = torch.utils.data.Subset(batches, range(run.step, MAX_STEPS))
    loader = torch.utils.data.DataLoader(remaining, batch_size=None, num_workers=READERS, prefetch_factor=8)
    saved, mean, done = time.monotonic(), {}, False
    spent, began = clock() - run.seconds, time.monotonic() - run.wall
    for batch in loader:
        progress = max(run.seconds / minutes, run.wall / wall) / 60
        parts = train_step(run, batch, learning_rate(lr, progress))
        now = time.monotonic()
        run.seconds, run.wall, done = clock() - spent, now - began, progress >= 1
        mean = {n: 0.98 * mean.get(n, v) + 0.02 * v for n, v in parts.items()}
        if run.step % 50 == 0:
            print(f"{run.step} {progress:.1%}", " ".join(f"{n} {v:.4f}" for n, v in mean.items()), flush=True)
        if done or now - saved > SAVE_SECONDS:
            run.save(path)
            saved = now
        if done:
            break
    return path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--phase", choices=list(SHARES), default="real")
    parser.add_argument("--minutes", type=float, default=12.0, help="processor time, over all resumptions")
    parser.add_argument("--wall", type=float, default=60.0, help="most wall-clock minutes")
    parser.add_argument("--lr", type=float, default=0.02, help="peak learning rate (Muon; AdamW takes a tenth)")
    parser.add_argument("--init", type=Path, default=None, help="checkpoint to start from, in place of the phase's own")
    parser.add_argument("--data", type=Path, default=DATA, help="folder with consep/, brca-m2c/ and dsb2018/")
    args = parser.parse_args()
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    print(train(args.phase, args.minutes, args.wall, args.lr, args.init, args.data))


if __name__ == "__main__":
    main()
