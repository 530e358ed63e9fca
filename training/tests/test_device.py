"""The device door: what a trainer hands in comes back on the device, by the same names, in bf16 on a GPU."""

import time

import numpy as np
import pytest
import torch

from hwsi import device


def test_arrays_and_tensors_are_moved_and_the_rest_stays():
    batch = {"pixels": np.zeros((2, 3), np.uint8), "rest": [torch.ones(1), "name", 3], "pair": (torch.ones(2), None)}
    moved = device.to(batch)
    assert moved["pixels"].dtype == torch.uint8 and moved["pixels"].shape == (2, 3)
    assert all(t.device.type == device.DEVICE.type for t in (moved["pixels"], moved["rest"][0], moved["pair"][0]))
    assert moved["rest"][1:] == ["name", 3] and moved["pair"][1] is None


def test_what_is_kept_comes_home_as_cpu_tensors():
    state = device.home({"weights": device.to(torch.ones(2)), "step": 3})
    assert state["weights"].device.type == "cpu" and state["step"] == 3


def test_a_module_keeps_the_names_of_its_weights():
    module = torch.nn.Sequential(torch.nn.Linear(2, 2))
    names = list(module.state_dict())
    assert device.fast(module) is module and list(module.state_dict()) == names


def test_a_gpu_compiles_in_place(monkeypatch):
    """On a machine without a GPU: what `fast` asks for, with the compiler stood in for."""
    asked = []
    monkeypatch.setattr(device, "IS_GPU", True)
    monkeypatch.setattr(torch.nn.Module, "compile", lambda self, **options: asked.append(options))
    device.fast(torch.nn.Linear(2, 2))
    assert asked == [{"dynamic": True}]


def test_bf16_is_for_gpus_and_for_stages_that_ask():
    product = lambda: torch.ones(2, 2, device=device.DEVICE) @ torch.ones(2, 2, device=device.DEVICE)  # noqa: E731
    with device.bf16(on_cpu=True):
        assert product().dtype == torch.bfloat16
    with device.bf16():
        assert product().dtype == (torch.bfloat16 if device.IS_GPU else torch.float32)


@pytest.mark.skipif(device.IS_GPU, reason="a GPU counts wall-clock time")
def test_the_cpu_counts_processor_time_and_not_waiting():
    before = device.clock()
    time.sleep(0.2)
    assert device.clock() - before < 0.15
