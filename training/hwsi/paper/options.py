"""The command line of hwsi.paper.train."""

import argparse
from pathlib import Path

from hwsi.paper.sizes import ALPHA, RANK, SIZES

#: A slide has no question yet when its patches are chosen for stage 1; this one stands for all.
QUESTION = "What is the diagnosis, and which tissues and cells support it?"


def parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="hwsi.paper.train", description="Stages 1 to 3 at the paper's sizes.")
    add, path = parser.add_argument, Path
    add("--stage", type=int, choices=(1, 2, 3), required=True)
    add("--table", type=path, required=True, help="CSV with the columns slide, report and, where files lack it, mpp")
    add("--out", type=path, required=True, help="folder of caches, checkpoints and curves")
    add("--sizes", choices=list(SIZES), default="paper", help="tiny: the same architectures, to try the path")
    add("--conch", type=path, help="CONCH v1 weights (CC-BY-NC-ND, gated: bring your own)")
    add("--conch-tokenizer", type=path, default=Path("public/pack/tokenizer.json"), help="CONCH's tokenizer file; needed with --conch")
    add("--cellvit", type=path, help="CellViT-256-x20 weights")
    add("--hipt-256", type=path, help="HIPT ViT_256 weights")
    add("--hipt-4k", type=path, help="HIPT ViT_4K weights")
    add("--llm", type=path, help="folder of a Qwen2.5 model: config.json, tokenizer.json, *.safetensors (random weights without)")
    add("--questions", type=path, help="JSON lines of slide, question, answer; the reports without")
    add("--question", default=QUESTION, help="what patches are kept for, with the keyword bank")
    add("--batch", type=int, help="over all processes (paper: 64, 256, 128)")
    add("--micro", type=int, default=2, help="dialogues at once on a process, stages 2 and 3")
    add("--epochs", type=int, help="50 in stage 1, else 1")
    add("--steps", type=int, help="stop after this step; the schedule stays that of all epochs")
    add("--rate", type=float, help="peak learning rate (paper: 1e-3 in stage 1, 2e-5 in stage 3)")
    add("--tau", type=float, default=0.07, help="temperature to begin with")
    add("--tau-floor", type=float, default=0.03, help="it learns to no less than this")
    add("--fix-tau", action="store_true", help="it is not learned; the paper's is --tau 0.02 --fix-tau")
    add("--consistency", type=float, default=0.1, help="weight of eq. 8 (paper: 1)")
    add("--regions", type=int, default=2, help="regions of a slide looked into in a step of stage 1")
    add("--patches", type=int, default=4, help="kept patches of such a region")
    add("--cells", type=int, default=128, help="cells of such a patch at most")
    add("--most-regions", type=int, default=64, help="regions of a slide that ViT_WSI sees in a step at most")
    add("--lora-rank", type=int, default=RANK)
    add("--lora-alpha", type=int, default=ALPHA)
    add("--shard", action="store_true", help="FSDP (ZeRO-3) instead of DDP in stages 2 and 3")
    add("--workers", type=int, default=4, help="reading processes of each rank")
    add("--save-minutes", type=float, default=10)
    add("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    if options.conch and options.conch_tokenizer == parser.get_default("conch_tokenizer"):
        parser.error("--conch needs --conch-tokenizer: its words are numbered by CONCH's own tokenizer")
    if options.stage > 1 and not options.llm:
        parser.error(f"--stage {options.stage} needs --llm")
    return options
