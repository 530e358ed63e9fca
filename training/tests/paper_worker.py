"""Run by torchrun from test_paper_path.py: each stage of hwsi.paper.train, straight and resumed.

Argument: the folder of the test's slides. Rank 0 writes what it saw to <folder>/seen.json. The last
step is made by the module as a command.
"""

import json
import runpy
import shutil
import sys
from pathlib import Path

import torch
import torch.distributed as dist

from hwsi.paper.engine import Trainer
from hwsi.paper.train import main

FOLDER = Path(sys.argv[1])
TINY = ["--sizes", "tiny", "--batch", "4", "--micro", "1", "--workers", "0", "--patches", "2", "--cells", "8", "--regions", "1"]
FILES = [f"--{k}={FOLDER / k}.pt" for k in ("conch", "cellvit", "hipt-256", "hipt-4k")]
STAGES = {
    "1": [*FILES, "--conch-tokenizer", str(FOLDER / "llm" / "tokenizer.json")],
    "2": ["--llm", str(FOLDER / "llm"), "--epochs", "2"],
    "3": ["--llm", str(FOLDER / "llm"), "--epochs", "2", "--lora-rank", "4", "--lora-alpha", "8"],
}


def arguments(stage: str, steps: int, out: str, *more: str) -> list[str]:
    table = str(FOLDER / "slides.csv")
    return ["--stage", stage, "--table", table, "--out", str(FOLDER / out), "--steps", str(steps), *TINY, *STAGES[stage], *more]


def run(*wanted) -> Trainer:
    return main(arguments(*wanted))


def command(*wanted) -> None:
    """As `torchrun -m hwsi.paper.train ...` runs it; the group ends with it."""
    sys.argv = ["hwsi.paper.train", *arguments(*wanted)]
    runpy.run_module("hwsi.paper.train", run_name="__main__")


def touched(trainer: Trainer) -> dict[str, float]:
    """Largest gradient of each trained parameter in the last step."""
    return {n: float(p.grad.abs().max()) for n, p in trainer.module.named_parameters() if p.requires_grad}


def fork(source: str, target: str, *names: str) -> None:
    """Copies what earlier stages left, so that a straight run and a resumed one start alike."""
    if dist.get_rank() == 0:
        for name in names:
            (FOLDER / target).mkdir(exist_ok=True)
            if (FOLDER / source / name).is_dir():
                shutil.copytree(FOLDER / source / name, FOLDER / target / name, dirs_exist_ok=True)
            else:
                shutil.copy(FOLDER / source / name, FOLDER / target / name)
    dist.barrier()


def unchanged(llm: dict[str, torch.Tensor], trainer: Trainer) -> bool:
    now = trainer.module.llm.state_dict()
    return all(torch.equal(v, now[k]) for k, v in llm.items())


def whole() -> dict:
    seen = {}
    run("1", 1, "parts")
    held = torch.load(FOLDER / "parts" / "stage1.pt", weights_only=True)
    seen["resumed at"] = held["step"]
    if dist.get_rank() == 0:
        torch.save({k: v["exp_avg"] for k, v in held["optimiser"]["state"].items()}, FOLDER / "parts" / "first.pt")
    dist.barrier()
    run("1", 2, "parts")
    fork("parts", "straight", "cache")
    seen["stage 1"] = touched(run("1", 2, "straight"))
    for stage in ("2", "3"):
        first = run(stage, 1, "parts")
        frozen = {k: v.clone() for k, v in first.module.llm.state_dict().items() if "lora" not in k}
        last = run(stage, 2, "parts")
        seen[f"stage {stage}"], seen[f"frozen {stage}"] = touched(last), unchanged(frozen, last)
        seen[f"trained {stage}"] = sorted(n for n, p in last.module.named_parameters() if p.requires_grad)
    fork("parts", "straight", "tokens", "stage2.pt")
    run("3", 2, "straight")
    fork("parts", "sharded", "cache", "tokens", "stage1.pt", "stage2.pt")
    run("3", 1, "sharded", "--shard")
    return seen


if __name__ == "__main__":
    torch.set_num_threads(1)
    seen = whole()
    if dist.get_rank() == 0:
        (FOLDER / "seen.json").write_text(json.dumps(seen))
    command("3", 2, "sharded", "--shard")
