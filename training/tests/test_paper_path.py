"""The paper's three stages by torchrun, two processes on gloo, same architectures, random weights."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

for name in ("timm", "peft", "transformers"):
    pytest.importorskip(name, reason=f"{name} is not installed (training/requirements-paper.txt)")

from hwsi.paper.cellvit import CellVit
from hwsi.paper.conch import Conch
from hwsi.paper.hipt import PatchVit, RegionVit
from hwsi.paper.sizes import TINY

TRAINING = Path(__file__).parents[1]
REPORTS = (
    "Invasive carcinoma in solid nests, with brisk lymphocytes. Necrosis is seen.",
    "Benign glands and fibrous stroma. No tumour, sparse inflammation.",
    "Adenocarcinoma with irregular glands and necrosis. Mild atypia.",
    "Adipose tissue and stroma; lymphoid aggregates. No malignancy.",
)
LLM = {
    "model_type": "qwen2", "architectures": ["Qwen2ForCausalLM"], "hidden_size": 48, "intermediate_size": 96, "num_hidden_layers": 2,
    "num_attention_heads": 4, "num_key_value_heads": 2, "vocab_size": 2048, "max_position_embeddings": 512, "tie_word_embeddings": True,
}


def write_slides(folder: Path) -> None:
    """Four images: one of two regions, one at 0.25 um/px, two of one region."""
    state, rows = np.random.default_rng(0), ["slide,report,mpp"]
    for i, report in enumerate(REPORTS):
        size = {0: (1024, 512), 3: (1024, 1024)}.get(i, (512, 512))
        small = state.integers(90, 220, (size[1] // 16, size[0] // 16, 3)).astype(np.uint8)
        cv2.imwrite(str(folder / f"slide{i}.png"), cv2.resize(small, size, interpolation=cv2.INTER_CUBIC))
        rows.append(f'slide{i}.png,"{report}",{0.25 if i == 3 else 0.5}')
    (folder / "slides.csv").write_text("\n".join(rows) + "\n")


def write_weights(folder: Path) -> None:
    """Random weights in the form of the published files; CellViT's are made to find nuclei."""
    torch.manual_seed(1)
    conch, cellvit = Conch(TINY).state_dict(), CellVit(TINY)
    for module in cellvit.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            module.bias.data.fill_(0.5)  # else whole maps of so few channels are zero
    head = cellvit.nuclei_binary_map_decoder["decoder0_header"][2]
    with torch.no_grad():
        nuclei = cellvit.eval()(torch.from_numpy(cv2.imread(str(folder / "slide1.png"))[None, :256, :256, ::-1].copy()))[0]
        head.bias[0] += (nuclei[:, 1] - nuclei[:, 0]).quantile(0.1)
    torch.save({**conch, "logit_scale": torch.tensor(1.0), "text_decoder.ln_final.weight": torch.ones(3)}, folder / "conch.pt")
    torch.save({"arch": "CellViT256", "model_state_dict": {**cellvit.state_dict(), "encoder.head.weight": torch.ones(19, 48)}}, folder / "cellvit.pt")
    for name, module in (("hipt-256", PatchVit(TINY.hipt)), ("hipt-4k", RegionVit(TINY))):
        held = {f"module.backbone.{k}": v for k, v in module.state_dict().items()}
        torch.save({"student": {}, "teacher": {**held, "module.head.mlp.0.weight": torch.ones(2)}}, folder / f"{name}.pt")


def torchrun(*arguments: str) -> None:
    command = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(TRAINING), "OMP_NUM_THREADS": "1", "CUDA_VISIBLE_DEVICES": ""}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True) as process:
        try:
            said = process.communicate(timeout=600)[0]
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)  # the ranks too
            raise
    assert process.returncode == 0, said[-5000:]


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """The folder after the worker."""
    folder = tmp_path_factory.mktemp("paper")
    write_slides(folder)
    write_weights(folder)
    (folder / "llm").mkdir()
    (folder / "llm" / "config.json").write_text(json.dumps(LLM))
    shutil.copy(TRAINING.parent / "public" / "pack" / "tokenizer.json", folder / "llm")
    torchrun(str(Path(__file__).with_name("paper_worker.py")), str(folder))
    return folder


@pytest.fixture(scope="module")
def seen(ran):
    return json.loads((ran / "seen.json").read_text())


def checkpoint(folder: Path, stage: int) -> dict:
    return torch.load(folder / f"stage{stage}.pt", weights_only=True)


def equal(a, b, tolerance: float) -> bool:
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(equal(a[k], b[k], tolerance) for k in a)
    if isinstance(a, torch.Tensor):
        return torch.allclose(a, b, rtol=tolerance, atol=tolerance)
    return a == b or (isinstance(a, (list, tuple)) and all(equal(x, y, tolerance) for x, y in zip(a, b, strict=True)))


def test_losses_of_every_stage_are_finite(ran):
    for stage, names in ((1, {"cell", "patch", "region", "slide", "consistency"}), (2, {"words"}), (3, {"words"})):
        rows = [json.loads(line) for line in (ran / "parts" / f"stage{stage}.jsonl").read_text().splitlines()]
        assert [r["step"] for r in rows] == [1, 2]
        assert all(names == set(r) - {"step"} and np.isfinite(list(r.values())).all() for r in rows)


def test_slides_were_read_at_half_a_micron_and_hold_cells(ran):
    held = {f.stem: np.load(f) for f in (ran / "parts" / "cache").glob("*.npz")}
    assert [len(held[f"slide{i}"]["place"]) for i in range(4)] == [2, 1, 1, 1]
    assert all(h["count"].sum() == len(h["cells"]) == len(h["types"]) for h in held.values())
    assert sum(len(h["cells"]) for h in held.values()) > 20


def test_stage_1_reaches_every_part_that_the_paper_trains(seen):
    parts = {n.split(".")[0] for n in seen["stage 1"]}
    assert parts == {"conch", "ccaf", "region", "slide", "heads", "log_tau"}
    assert all(g > 0 for g in seen["stage 1"].values())


def test_a_resumed_run_reaches_the_state_of_a_straight_one(ran, seen):
    assert seen["resumed at"] == 1
    assert checkpoint(ran / "parts", 1)["step"] == 2
    assert equal(checkpoint(ran / "parts", 1), checkpoint(ran / "straight", 1), 1e-6)
    assert equal(checkpoint(ran / "parts", 3), checkpoint(ran / "straight", 3), 1e-6)


def test_two_processes_take_the_step_of_one(ran, monkeypatch):
    """Losses and gradients of a batch shared by two ranks are those of the whole batch in one."""
    from hwsi.paper.train import main

    sys.path.insert(0, str(Path(__file__).parent))
    monkeypatch.setattr(sys, "argv", ["", str(ran)])
    from paper_worker import arguments

    shutil.copytree(ran / "parts" / "cache", ran / "alone" / "cache")
    main(arguments("1", 1, "alone"))
    alone, shared = (json.loads((ran / k / "stage1.jsonl").read_text().splitlines()[0]) for k in ("alone", "parts"))
    assert alone == pytest.approx(shared, rel=1e-4)
    alone_state, shared_state = checkpoint(ran / "alone", 1)["optimiser"]["state"], torch.load(ran / "parts" / "first.pt", weights_only=True)
    for name, value in shared_state.items():
        assert torch.allclose(alone_state[name]["exp_avg"], value, rtol=1e-2, atol=1e-3 * float(value.abs().max())), name


def test_stage_2_trains_the_projectors_alone(seen):
    assert seen["frozen 2"]
    assert {n.split(".")[0] for n in seen["trained 2"]} == {"projectors"}
    assert all(g > 0 for g in seen["stage 2"].values())


def test_stage_3_trains_projectors_and_adapters(seen):
    assert seen["frozen 3"]
    assert {n.split(".")[0] for n in seen["trained 3"]} == {"projectors", "llm"}
    assert all("lora" in n for n in seen["trained 3"] if n.startswith("llm"))
    assert all(g > 0 for g in seen["stage 3"].values())


def test_sharded_training_reaches_the_state_of_shared_training(ran):
    """FSDP (ZeRO-3), resumed too, against DDP."""
    assert equal(checkpoint(ran / "sharded", 3)["model"], checkpoint(ran / "parts", 3)["model"], 1e-5)
