"""What every stage of hwsi.paper.train needs: cases, folders, the model of stage 1, the loop."""

import argparse

import torch
import torch.distributed as dist

from hwsi.paper.engine import Place, Plan, Trainer
from hwsi.paper.hierarchy import Hierarchy
from hwsi.paper.sizes import SIZES
from hwsi.paper.slides import read_table
from hwsi.paper.weights import load_weights

#: Batch, epochs and peak rate of each stage; the paper gives no epochs or rate for stage 2, no epochs for stage 3.
STAGES = {1: (64, 50, 1e-3), 2: (256, 1, 1e-3), 3: (128, 1, 2e-5)}


class Run:
    """The options with what every stage needs."""

    def __init__(self, options: argparse.Namespace, place: Place):
        self.options, self.place, self.sizes = options, place, SIZES[options.sizes]
        self.cases = read_table(options.table)
        self.mine = self.cases[place.rank :: place.world]
        self.cache = options.out / "cache"
        self.cache.mkdir(parents=True, exist_ok=True)
        self.checkpoints = {s: options.out / f"stage{s}.pt" for s in STAGES}

    def plan(self, steps_per_epoch: int, parts: int = 1) -> Plan:
        _, epochs, rate = STAGES[self.options.stage]
        steps = steps_per_epoch * (self.options.epochs or epochs)
        return Plan(steps, self.options.steps or steps, self.options.rate or rate, parts=parts, save_seconds=60 * self.options.save_minutes)

    def fit(self, module: torch.nn.Module, data, plan: Plan) -> Trainer:
        trainer = Trainer(module, self.place, plan, self.checkpoints[self.options.stage])
        self.place.say(f"stage {self.options.stage}: batch {data.batch}, step {trainer.step} of {plan.steps}, {self.place.world} processes on {self.place.device.type}")
        trainer.fit(data, self.options.workers)
        return trainer

    def hierarchy(self) -> Hierarchy:
        o = self.options
        torch.manual_seed(o.seed)
        out = Hierarchy(self.sizes, o.tau, o.tau_floor, o.fix_tau, o.consistency)
        if o.conch:
            load_weights(out.conch, o.conch, "conch")
        if o.hipt_4k:
            load_weights(out.region, o.hipt_4k, "hipt-4k")
        return out.to(self.place.device)

    def wait(self) -> None:
        if self.place.world > 1:
            dist.barrier()
