"""Stages 0, 2 and 3 of the language model, then preference: language alone, projectors alone, both, evidence.

Stage 0 reads questions and answers on slides told in words (phrases where patch tokens will be), and
public questions with their refusals. Stage 2 trains the four projectors and the pointer with the
language model frozen; stage 3 trains both in full (the model is small: LoRA is for pretrained
backbones). The last stage is a short DPO (Rafailov et al., arXiv 2305.18290): the grounded answer is
preferred to the same answer with the evidence exchanged. Goes on where it was stopped. Several
processes share the work under torchrun: each takes its own batch, and they step together.
Run: torchrun --nproc-per-node 2 -m hwsi.tune --minutes 5 2 54 3
"""

import argparse
import copy
import os
import random
import time
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import nn

from hwsi.compose import load_features, with_cuts
from hwsi.device import to
from hwsi.features import TextSpace
from hwsi.lessons import Reciter, Teacher
from hwsi.reader import Reader
from hwsi.sequence import Sequence, collate
from hwsi.trainer import Trainer
from hwsi.tuner import Tuner


#: Small slides cut of each drawn region of the bank.
CUTS = 2


def preference(work: Tuner, reference: Tuner, pairs: list[Sequence], beta: float = 0.1) -> torch.Tensor:
    """DPO loss of [right, exchanged, right, exchanged, ..] sequences."""
    batch = to(collate(pairs))
    with torch.no_grad():
        base = reference.likelihood(batch)
    gain = work.likelihood(batch) - base
    return -nn.functional.logsigmoid(beta * (gain[0::2] - gain[1::2])).mean()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, nargs=4, default=[8, 3, 70, 4], help="of processor time, for stages 0, 2, 3 and preference")
    parser.add_argument("--rate", type=float, default=8e-4)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--fp32", action="store_true", help="compute in fp32: for processors without bfloat16")
    parser.add_argument("--weights", type=Path, default=Path("training/out/weights"))
    parser.add_argument("--pack", type=Path, default=Path("public/pack"))
    arguments = parser.parse_args()
    torch.manual_seed(arguments.seed)
    rank = int(os.environ.get("RANK", 0))
    if "WORLD_SIZE" in os.environ:
        torch.distributed.init_process_group("gloo")
    tokenizer = Tokenizer.from_file(str(arguments.pack / "llm-tokenizer.json"))
    phrases = Tokenizer.from_file(str(arguments.pack / "tokenizer.json"))
    trainer = Trainer(Tuner(tokenizer.get_vocab_size()), arguments.weights, not arguments.fp32)
    stage0, stage2, stage3, last = arguments.minutes
    work = trainer.work
    seed = arguments.seed + 7919 * rank + (int(time.time()) if trainer.done else 0)  # what is gone on with draws other slides
    reciter = Reciter(tokenizer, seed)
    trainer.stage("stage 0", ["llm", "pointer"], stage0, arguments.rate, lambda: work.loss(to(reciter.batch())))
    reader = Reader(arguments.weights)
    bank = reader.read(with_cuts(reader.read(load_features("train")), CUTS, random.Random(arguments.seed)))
    teacher = Teacher(bank, TextSpace(arguments.weights, phrases), reader, tokenizer, seed)
    trainer.stage("stage 2", ["projectors", "pointer"], stage2, arguments.rate, lambda: work.loss(to(teacher.batch())))
    trainer.stage("stage 3", ["llm", "projectors", "pointer"], stage3, arguments.rate, lambda: work.loss(to(teacher.batch())))
    reference = copy.deepcopy(work).eval()

    def grounded() -> dict[str, torch.Tensor]:
        """Preference, held by the answers' own cross-entropy."""
        return {"preference": preference(work, reference, [s for _ in range(4) for s in teacher.pair()]), **work.loss(to(teacher.batch()))}

    trainer.stage("preference", ["llm", "projectors", "pointer"], last, arguments.rate / 20, grounded)


if __name__ == "__main__":
    main()
