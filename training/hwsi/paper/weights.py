"""A user's weight files -> the paper's encoders, key by key; what is left out is named here.

None of these files may be shipped with the project; each is brought by its user under its own
licence (README). Without a file the encoder keeps random weights.
"""

import argparse
from pathlib import Path

import torch
from torch import nn

from hwsi.paper.hipt import baked_positions

#: Where the file keeps its tensors, prefixes cut from their names, and names that are not used here.
#: HIPT's files are DINO checkpoints: the teacher's backbone, without its projection head.
FORMS = {
    "conch": (None, ("module.",), ("text_decoder.", "visual.attn_pool_caption.", "visual.ln_caption.", "logit_scale")),
    "cellvit": ("model_state_dict", ("module.",), ("encoder.head.",)),
    "hipt-256": ("teacher", ("module.", "backbone."), ("head.",)),
    "hipt-4k": ("teacher", ("module.", "backbone."), ("head.",)),
}


class WeightsError(ValueError):
    """A weight file does not hold what the encoder needs; the message names file, keys and shapes."""


def read_weights(path: Path, kind: str) -> dict[str, torch.Tensor]:
    """The file's tensors under the names of the encoder of this kind."""
    inside, prefixes, unused = FORMS[kind]
    with torch.serialization.safe_globals([argparse.Namespace]):
        held = torch.load(path, map_location="cpu", weights_only=True)
    held = held.get(inside, held)
    held = held.get("state_dict", held)
    out = {}
    for name, value in held.items():
        for prefix in prefixes:
            name = name.removeprefix(prefix)
        if not name.startswith(unused):
            out[name] = value
    return out


def load_weights(module: nn.Module, path: Path, kind: str) -> None:
    """Loads the file strictly; raises WeightsError with the missing, the unknown and the misshapen keys."""
    given, wanted = read_weights(path, kind), module.state_dict()
    for name in given:
        if name.endswith("pos_embed") and name in wanted and kind != "conch":
            given[name] = baked_positions(given[name], int((wanted[name].shape[1] - 1) ** 0.5))
    faults = {
        "missing": sorted(set(wanted) - set(given)),
        "unknown": sorted(set(given) - set(wanted)),
        "of another shape": [
            f"{n} {tuple(given[n].shape)} for {tuple(wanted[n].shape)}" for n in sorted(set(wanted) & set(given)) if given[n].shape != wanted[n].shape
        ],
    }
    if any(faults.values()):
        said = "; ".join(f"{len(v)} {k}: {', '.join(v[:4])}{' ...' if len(v) > 4 else ''}" for k, v in faults.items() if v)
        raise WeightsError(f"{path} is no {kind} file for these sizes. {said}")
    module.load_state_dict(given)
