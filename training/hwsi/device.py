"""Where a stage computes: the CPU, or the first GPU where there is one (bf16, compiled).

A trainer moves its modules with `fast` and its batches with `to`, computes under `bf16()`, counts
its minutes by `clock`, and brings what it keeps `home`. Hide a GPU with CUDA_VISIBLE_DEVICES=.
"""

import contextlib
import os
import time

import numpy as np
import torch
from torch import nn

DEVICE = torch.device("cuda" if torch.cuda.is_available() else "cpu")
IS_GPU = DEVICE.type == "cuda"
#: Processes that prepare batches: beside a GPU all cores but one.
READERS = max(1, (os.cpu_count() or 2) - 1) if IS_GPU else 1

if IS_GPU:
    torch.set_float32_matmul_precision("high")  # TF32 where something stays in fp32


def _moved(batch, device: torch.device):
    if isinstance(batch, dict):
        return {k: _moved(v, device) for k, v in batch.items()}
    if isinstance(batch, (list, tuple)):
        return type(batch)(_moved(v, device) for v in batch)
    if isinstance(batch, np.ndarray):
        batch = torch.from_numpy(batch)
    return batch.to(device) if isinstance(batch, torch.Tensor) else batch


def to(batch):
    """Tensors and arrays, alone or in dicts, lists and tuples, on the device; anything else as it is."""
    return _moved(batch, DEVICE)


def home(state):
    """The same on the CPU: for files, which machines without a GPU read too, and for numpy."""
    return _moved(state, torch.device("cpu"))


def fast(module: nn.Module) -> nn.Module:
    """The module itself on the device, compiled in place on a GPU: the names of its weights stay."""
    module.to(DEVICE)
    if IS_GPU:
        module.compile(dynamic=True)
    return module


def bf16(on_cpu: bool = False) -> contextlib.AbstractContextManager:
    """Autocast to bfloat16 on a GPU; on the CPU only for stages that were measured to gain by it."""
    return torch.autocast(DEVICE.type, torch.bfloat16) if IS_GPU or on_cpu else contextlib.nullcontext()


def clock() -> float:
    """Seconds for a budget: of the processor on the CPU, which others share, of the wall on a GPU."""
    return time.monotonic() if IS_GPU else time.process_time()
