"""The training objective of CellNet, from the uint8 maps of `sources.py`."""

import torch
from torch.nn import functional as F

#: "other" is rare, so it weighs twice (order of CELL_CLASSES).
CLASS_WEIGHT = (1.0, 1.0, 1.0, 2.0)


def map_loss(logits: torch.Tensor, targets: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Soft cross-entropy of nucleus and distance, and Dice of nucleus; logits [n,2,h,w], targets [n,4,h,w]."""
    truth, weight = targets[:, :2] / 255, targets[:, 2:] / 64
    entropy = F.binary_cross_entropy_with_logits(logits, truth, weight=weight, reduction="none")
    chance, weight = torch.sigmoid(logits[:, 0]), (weight[:, 0] > 0).float()
    overlap = (chance * truth[:, 0] * weight).sum((1, 2))
    total = ((chance + truth[:, 0]) * weight).sum((1, 2))
    return entropy.mean((0, 2, 3)), 1 - ((2 * overlap + 50) / (total + 50)).mean()


def class_loss(logits: torch.Tensor, classes: torch.Tensor) -> torch.Tensor:
    """Cross-entropy where a class is known; logits and classes [n,4,h,w] (classes: 255 is all of the cell)."""
    weight = torch.tensor(CLASS_WEIGHT).view(1, -1, 1, 1)
    target = classes / 255 * weight
    return -(target * F.log_softmax(logits, 1)).sum() / (target.sum() + 1)


def cell_loss(out: dict[str, torch.Tensor], targets: torch.Tensor, classes: torch.Tensor) -> dict[str, torch.Tensor]:
    """The parts of the objective, each a scalar; their sum is minimised."""
    entropy, dice = map_loss(out["maps"].float(), targets.float())
    named = class_loss(out["classes"].float(), classes.float())
    return {"nucleus": entropy[0], "distance": 2 * entropy[1], "dice": 0.3 * dice, "classes": 0.3 * named}
