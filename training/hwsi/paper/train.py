"""The paper's three stages on a table of slides; every stage goes on where it stopped.

  torchrun --nproc-per-node 8 -m hwsi.paper.train --stage 1 --table slides.csv --out out/paper \\
    --conch conch.bin --conch-tokenizer conch.json --cellvit CellViT-256-x20.pth \\
    --hipt-256 vit256_small_dino.pth --hipt-4k vit4k_xs_dino.pth
  torchrun --nproc-per-node 8 -m hwsi.paper.train --stage 2 --table slides.csv --out out/paper --llm Qwen2.5-7B-Instruct
  torchrun --nproc-per-node 8 -m hwsi.paper.train --stage 3 --table slides.csv --out out/paper --llm Qwen2.5-7B-Instruct --questions vqa.jsonl

Stage 1: eq. 6 to 9, batch 64, 50 epochs at 1e-3. Stage 2: projectors, batch 256. Stage 3: projectors
and LoRA (rank 128, alpha 256), batch 128 at 2e-5. Weight files are brought by the user under their
own licences, which forbid shipping them; without a file its encoder starts from random weights.
"""

import hashlib

import torch
import torch.distributed as dist
from tokenizers import Tokenizer

from hwsi import spf
from hwsi.entities import question_entities
from hwsi.paper.batches import Aligned
from hwsi.paper.engine import Trainer, join
from hwsi.paper.frozen import Frozen
from hwsi.paper.options import parse
from hwsi.paper.prepare import prepare, same_encoders
from hwsi.paper.run import STAGES, Run
from hwsi.paper.texts import word_ids
from hwsi.paper.tokens import write_tokens
from hwsi.paper.weights import load_weights
from hwsi.phrases import KEYWORDS


def frozen_encoders(run: Run) -> Frozen:
    """CONCH, ViT_256 and CellViT with the user's weights; the cache is theirs alone."""
    o = run.options
    torch.manual_seed(o.seed)
    frozen = Frozen(run.sizes)
    brought = {"conch": (frozen.conch, o.conch), "hipt-256": (frozen.patch, o.hipt_256), "cellvit": (frozen.cellvit, o.cellvit)}
    for kind, (part, file) in brought.items():
        if file:
            load_weights(part, file, kind)
        else:
            run.place.say(f"no {kind} file: random weights")
    if run.place.rank == 0:
        files = {k: f"{f.name}, {f.stat().st_size} bytes" if f else "random" for k, (_, f) in brought.items()}
        same_encoders(run.cache, {**files, "sizes": o.sizes, "question": o.question})
    return frozen.to(run.place.device)


def stage_1(run: Run) -> Trainer:
    o = run.options
    tokenizer, frozen = Tokenizer.from_file(str(o.conch_tokenizer)), frozen_encoders(run)
    run.wait()
    prepare(run.mine, frozen, mean_entity(frozen, tokenizer, o.question), run.cache)
    del frozen
    run.wait()
    data = Aligned(
        run.cases, run.cache, tokenizer, run.sizes, o.regions, o.patches, o.cells, o.most_regions,
        batch=o.batch or STAGES[1][0], rank=run.place.rank, world=run.place.world, seed=o.seed,
    )
    hierarchy = run.hierarchy().train()
    if run.place.device.type == "cuda":
        hierarchy.conch.spare_memory()
    return run.fit(hierarchy, data, run.plan(data.steps_per_epoch))


@torch.no_grad()
def mean_entity(frozen: Frozen, tokenizer: Tokenizer, question: str):
    """The mean text vector [512] that patches are kept for: the question's entities and the keyword bank."""
    asked, bank = (
        frozen.conch.words(torch.tensor(word_ids(tokenizer, lines, frozen.sizes.conch_text.context), device=frozen.device)).cpu().numpy()
        for lines in (question_entities(question), list(KEYWORDS))
    )
    return spf.entity_mean(asked, bank)


def stage_2_or_3(run: Run) -> Trainer:
    from hwsi.paper.dialogues import Dialogues, read_turns
    from hwsi.paper.language import Reasoner, open_llm, shard

    o = run.options
    hierarchy = run.hierarchy()
    hierarchy.load_state_dict(torch.load(run.checkpoints[1], map_location="cpu", weights_only=True)["model"], strict=not o.fix_tau)
    with run.checkpoints[1].open("rb") as file:  # tokens of other weights are other files
        tokens = o.out / "tokens" / hashlib.file_digest(file, "sha256").hexdigest()[:12]
    tokens.mkdir(parents=True, exist_ok=True)
    write_tokens(run.mine, hierarchy, run.cache, tokens, run.sizes.slide_patches)
    del hierarchy
    run.wait()
    parts = max(1, (o.batch or STAGES[o.stage][0]) // run.place.world // o.micro)
    data = Dialogues(
        read_turns(o.questions, run.cases, tokens), tokens, Tokenizer.from_file(str(o.llm / "tokenizer.json")), parts,
        batch=o.batch or STAGES[o.stage][0], rank=run.place.rank, world=run.place.world, seed=o.seed,
    )
    cuda = run.place.device.type == "cuda"
    llm = open_llm(o.llm, torch.bfloat16 if cuda else torch.float32)
    if cuda:
        llm.gradient_checkpointing_enable({"use_reentrant": False})
    reasoner = Reasoner(run.sizes, llm, o.stage, o.lora_rank, o.lora_alpha)
    if o.stage == 3:
        taught = torch.load(run.checkpoints[2], map_location="cpu", weights_only=True)["model"]
        reasoner.projectors.load_state_dict({k.removeprefix("projectors."): v for k, v in taught.items()})
    reasoner = reasoner.to(run.place.device).train()
    return run.fit(shard(reasoner) if o.shard else reasoner, data, run.plan(data.steps_per_epoch, parts))


def main(arguments: list[str] | None = None) -> Trainer:
    options = parse(arguments)
    run = Run(options, join())
    return stage_1(run) if options.stage == 1 else stage_2_or_3(run)


if __name__ == "__main__":
    main()
    if dist.is_initialized():
        dist.destroy_process_group()
