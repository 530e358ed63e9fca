"""Stage 0 of the patch level: patch and text encoder, contrastive by fact (paper eq. 6 at scale p).

The text of a fact is positive for every patch of the batch that holds it. Two steps, each resumable:

  python -m hwsi.train_patch --stage drawn --minutes 12   drawn patches alone, from random weights
  python -m hwsi.train_patch --stage real --minutes 5     goes on with drawn and real tissue patches

The first is kept by itself because hwsi.tissues goes on from it with a part of the real sources, to
measure on the others.
"""

import argparse
import json
import random
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from hwsi import bank
from hwsi.contrast import two_way
from hwsi.device import DEVICE, bf16, clock, fast, home, to
from hwsi.facts import PatchTruth, denied, patch_facts
from hwsi.patch import PatchEncoder
from hwsi.phrases import NEUTRAL, PATCH_PHRASES
from hwsi.real import read_index, read_patch
from hwsi.stain import jitter, soften, turn, zoom
from hwsi.text import TextEncoder
from hwsi.tokenizer import encode_texts

BATCH, TEXTS = 64, 48
#: Patches taken of a drawn region, at random: a bank in memory stays under 4 GB.
REGION_SAMPLE = 64
RATES = {"drawn": 1e-3, "real": 4e-4}
OUT = Path(__file__).parents[1] / "out"
FACTS = tuple(PATCH_PHRASES)
METRICS = Path(__file__).parents[1] / "metrics" / "patches.json"


class Patches:
    """Pixels uint8 [n, 256, 256, 3], facts bool [n, F] that hold, and [n, F] that surely do not."""

    def __init__(self, pixels: np.ndarray, truths: list[PatchTruth]):
        self.pixels = pixels
        self.holds = np.array([[f in s for f in FACTS] for s in map(patch_facts, truths)])
        self.denies = np.array([[f in s for f in FACTS] for s in map(denied, truths)]) & ~self.holds


def drawn_patches(split: str) -> Patches:
    pixels, truths, state = [], [], np.random.default_rng(0)
    for path in sorted((bank.OUT / split).glob("[0-9]*.npz")):
        region = dict(np.load(path))
        some = state.permutation(len(region["place"]))[:REGION_SAMPLE]
        told = bank.truths(region)
        pixels.append(region["pixels"][some])
        truths += [told[i] for i in some]
    return Patches(np.concatenate(pixels), truths)


def real_patches(items: list[tuple[Path, list[int]]]) -> Patches | None:
    """Patches of the tissue set from (file, cells per class); None where there are none."""
    truths = [PatchTruth(np.zeros(8), np.array(cells), "", path.parent.name) for path, cells in items]
    return Patches(np.stack([read_patch(path) for path, _ in items]), truths) if items else None


def pick(patches: Patches, count: int, state: np.random.Generator) -> np.ndarray:
    """Indices with rare facts as likely as common ones: a fact first, then a patch that holds it."""
    present = np.flatnonzero(patches.holds.any(0))
    facts = state.choice(present, count)
    return np.array([state.choice(np.flatnonzero(patches.holds[:, f])) for f in facts])


def to_pixels(batch: np.ndarray, generator: torch.Generator | None) -> torch.Tensor:
    """uint8 [n, 256, 256, 3] -> float [n, 3, 256, 256] in 0..1, augmented if a generator is given."""
    x = torch.from_numpy(np.ascontiguousarray(batch.transpose(0, 3, 1, 2))).float() / 255
    if generator is None:
        return x
    with DEVICE:  # the generator's own
        return soften(jitter(zoom(turn(to(x), generator), generator), generator), generator)


class Trainer:
    def __init__(self, out: Path, tokenizer: Tokenizer, rate: float, seed: int = 0):
        torch.manual_seed(seed)
        self.out, self.tokenizer, self.rate = out, tokenizer, rate
        self.patch = fast(PatchEncoder().to(memory_format=torch.channels_last))
        self.text = fast(TextEncoder(tokenizer.get_vocab_size()))
        self.tau = torch.nn.Parameter(to(torch.tensor(0.07).log()))
        self.parameters = [*self.patch.parameters(), *self.text.parameters(), self.tau]
        self.optimiser = torch.optim.AdamW(self.parameters, lr=1e-3, weight_decay=0.02)
        self.random, self.state = random.Random(seed), np.random.default_rng(seed)
        self.generator = torch.Generator(DEVICE).manual_seed(seed)
        self.spent = 0.0

    def texts(self) -> tuple[torch.Tensor, torch.Tensor, list[int]]:
        """Wordings of random facts; a sixth are neutral words, which belong to every patch alike."""
        facts = [self.random.randrange(len(FACTS)) for _ in range(TEXTS)]
        lines = [self.random.choice(PATCH_PHRASES[FACTS[f]]) for f in facts]
        lines += self.random.sample(NEUTRAL, TEXTS // 6)
        ids, masks = encode_texts(self.tokenizer, lines)
        return to(torch.tensor(ids)), to(torch.tensor(masks)), facts

    def step(self, sets: list[tuple[Patches, int]]) -> float:
        parts, holds, denies = [], [], []
        for patches, count in sets:
            chosen = pick(patches, count, self.state)
            parts.append(patches.pixels[chosen])
            holds.append(patches.holds[chosen])
            denies.append(patches.denies[chosen])
        ids, masks, facts = self.texts()
        pixels = to_pixels(np.concatenate(parts), self.generator)
        with bf16(on_cpu=True):  # a step takes a third of the time of fp32
            visual, _ = self.patch(pixels.contiguous(memory_format=torch.channels_last))
        similarity = visual.float() @ self.text(ids, masks).T
        named, neutral = similarity[:, : len(facts)], similarity[:, len(facts) :]
        positive = to(np.concatenate(holds)[:, facts])
        known = positive | to(np.concatenate(denies)[:, facts])
        tau = self.tau.exp().clamp(min=0.03)
        loss = two_way(named / tau, positive, known)
        flat = (neutral - neutral.mean(0, keepdim=True)).pow(2).mean() / tau**2
        self.optimiser.zero_grad()
        (loss + 0.1 * flat).backward()
        torch.nn.utils.clip_grad_norm_(self.parameters, 1.0)
        self.optimiser.step()
        return float(loss.detach())

    def save(self) -> None:
        self.out.mkdir(parents=True, exist_ok=True)
        torch.save(home(self.patch.state_dict()), self.out / "patch-encoder.pt")
        torch.save(home(self.text.state_dict()), self.out / "text-encoder.pt")
        state = {"optimiser": self.optimiser.state_dict(), "tau": self.tau.data, "spent": self.spent}
        torch.save(home(state), self.out / "patch-state.pt")

    def load(self, folder: Path) -> None:
        """The weights of another run, as a start."""
        self.patch.load_state_dict(torch.load(folder / "patch-encoder.pt"))
        self.text.load_state_dict(torch.load(folder / "text-encoder.pt"))

    def resume(self) -> None:
        if not (self.out / "patch-state.pt").exists():
            return
        self.load(self.out)
        state = torch.load(self.out / "patch-state.pt")
        self.optimiser.load_state_dict(state["optimiser"])
        self.tau.data.copy_(state["tau"])
        self.spent = state["spent"]

    def train(self, sets: list[tuple[Patches, int]], minutes: float) -> None:
        """Trains until `minutes` of processor time are spent in all; cosine decay over them."""
        start, before, step, losses = clock(), self.spent, 0, []
        self.patch.train()
        while self.spent < minutes * 60:
            part = self.spent / (minutes * 60)
            for group in self.optimiser.param_groups:
                group["lr"] = float(self.rate * min(1, (step + 1) / 50) * (0.5 + 0.5 * np.cos(np.pi * part)) + 1e-6)  # numpy scalars do not load back
            losses.append(self.step(sets))
            step += 1
            self.spent = before + clock() - start
            if step % 50 == 0:
                print(f"{self.spent / 60:5.1f} min  step {step}  loss {np.mean(losses[-50:]):.3f}  tau {float(self.tau.exp()):.3f}", flush=True)
                self.save()
        self.save()


@torch.no_grad()
def zero_shot(trainer: Trainer, patches: Patches, family: list[str]) -> dict:
    """Naming the one fact of the family that holds, among all of the family: balanced accuracy."""
    trainer.patch.eval()
    family = [FACTS.index(f) for f in family]
    sure = np.flatnonzero(patches.holds[:, family].sum(1) == 1)
    vectors = []
    for f in family:
        ids, masks = encode_texts(trainer.tokenizer, PATCH_PHRASES[FACTS[f]])
        vectors.append(trainer.text(to(torch.tensor(ids)), to(torch.tensor(masks))).mean(0))
    words = torch.stack(vectors)
    got = []
    for start in range(0, len(sure), 64):
        embedding, _ = trainer.patch(to(to_pixels(patches.pixels[sure[start : start + 64]], None)))
        got.append(home((embedding @ words.T).argmax(1)).numpy())
    truth, got = patches.holds[sure][:, family].argmax(1), np.concatenate(got)
    recalls = {FACTS[family[c]]: round(float((got[truth == c] == c).mean()), 3) for c in np.unique(truth)}
    return {"balanced accuracy": float(np.mean(list(recalls.values()))), "classes": len(recalls), "patches": len(sure), "recalls": recalls}


#: Families that zero-shot naming chooses among: the drawn tissues.
DRAWN_FAMILY = [f for f in FACTS if f.startswith("main:") and f != "main:muscle"]


def patch_trainer(stage: str, out: Path, tokenizer: Tokenizer, start: Path | None) -> Trainer:
    """A trainer of a stage that goes on where `out` stands, else from the weights in `start`."""
    trainer = Trainer(out, tokenizer, RATES[stage])
    if start:
        trainer.load(start)
    trainer.resume()
    return trainer


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stage", choices=list(RATES), required=True)
    parser.add_argument("--minutes", type=float, default=12, help="of processor time")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="folder with tissue/")
    parser.add_argument("--tokenizer", type=Path, default=Path("public/pack/tokenizer.json"))
    parser.add_argument("--out", type=Path, default=OUT / "weights")
    arguments = parser.parse_args()
    torch.set_num_threads(1)  # a crowded machine stalls on the barriers of two
    tokenizer = Tokenizer.from_file(str(arguments.tokenizer))
    drawn = drawn_patches("train")
    if arguments.stage == "drawn":
        trainer = patch_trainer("drawn", OUT / "drawn", tokenizer, None)
        trainer.train([(drawn, BATCH)], arguments.minutes)
    else:
        trainer = patch_trainer("real", arguments.out, tokenizer, OUT / "drawn")
        index = read_index(arguments.data, "train") if (arguments.data / "tissue").exists() else {}
        real = real_patches([item for items in index.values() for item in items])
        trainer.train([(drawn, BATCH // 2), (real, BATCH // 2)] if real else [(drawn, BATCH)], arguments.minutes)
    report = {f"drawn test, after stage {arguments.stage}": zero_shot(trainer, drawn_patches("test"), DRAWN_FAMILY)}
    known = json.loads(METRICS.read_text()) if METRICS.exists() else {}
    METRICS.write_text(json.dumps({**known, **report}, indent=2) + "\n")
    print(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()
