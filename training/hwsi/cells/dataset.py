"""Batches of augmented crops. A batch is a function of (seed, step) alone, so training can resume."""

from collections.abc import Mapping, Sequence

import cv2
import numpy as np
import torch

from hwsi.cells.augment import augment_pixels
from hwsi.cells.sources import Source
from hwsi.vocab import PATCH_PIXELS

#: Scale jitter around 0.5 um/px, and the further jitter of each side.
SCALE_RANGE = (0.7, 1.4)
SIDE_JITTER = 0.08


def _padded(array: np.ndarray, height: int, width: int, border: int) -> np.ndarray:
    """The array grown to at least [height,width] at its lower and right edges."""
    down, right = max(0, height - array.shape[0]), max(0, width - array.shape[1])
    if not down and not right:
        return array
    return cv2.copyMakeBorder(array, 0, down, 0, right, border, value=(0, 0, 0, 0))


def crop(source: Source, rng: np.random.Generator, scales: tuple[float, float] = SCALE_RANGE) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A random scaled, turned crop: rgb [256,256,3], targets [256,256,4], classes [64,64,4], all uint8."""
    scale = source.scale * np.exp(rng.uniform(*np.log(scales)))
    height, width = (
        int(round(PATCH_PIXELS / scale * np.exp(rng.uniform(-SIDE_JITTER, SIDE_JITTER)))) for _ in range(2)
    )
    rgb = _padded(source.rgb, height, width, cv2.BORDER_REFLECT)
    targets = _padded(source.targets, height, width, cv2.BORDER_CONSTANT)
    classes = _padded(source.classes, height, width, cv2.BORDER_CONSTANT)
    y, x = rng.integers(rgb.shape[0] - height + 1), rng.integers(rgb.shape[1] - width + 1)
    window = np.s_[y : y + height, x : x + width]
    mode = cv2.INTER_AREA if height > PATCH_PIXELS else cv2.INTER_CUBIC
    size = (PATCH_PIXELS, PATCH_PIXELS)
    soft = cv2.INTER_AREA if height > PATCH_PIXELS else cv2.INTER_LINEAR
    parts = (
        cv2.resize(rgb[window], size, interpolation=mode),
        cv2.resize(targets[window], size, interpolation=soft),
        cv2.resize(classes[window], (PATCH_PIXELS // 4, PATCH_PIXELS // 4), interpolation=cv2.INTER_AREA),
    )
    turns, flip = rng.integers(4), rng.random() < 0.5
    parts = tuple(np.rot90(p[:, ::-1] if flip else p, turns) for p in parts)
    return tuple(np.ascontiguousarray(p) for p in parts)


class Batches(torch.utils.data.Dataset):
    """`self[step]` is a batch of `size` crops; sources are drawn by `shares` (name -> part of a batch)."""

    def __init__(self, sources: Mapping[str, Sequence[Source]], shares: Mapping[str, float], size: int, steps: int, seed: int, scales: tuple[float, float] = SCALE_RANGE):
        self.sources, self.size, self.steps, self.seed, self.scales = sources, size, steps, seed, scales
        self.names = list(shares)
        self.shares = np.array([shares[n] for n in self.names]) / sum(shares.values())
        self.stains = [s.stains for group in sources.values() for s in group]

    def __len__(self) -> int:
        return self.steps

    def __getitem__(self, step: int) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """uint8 tensors: pixels [n,3,256,256], targets [n,4,256,256], classes [n,4,64,64]."""
        rng = np.random.default_rng([self.seed, step])
        samples = []
        for _ in range(self.size):
            group = self.sources[self.names[rng.choice(len(self.names), p=self.shares)]]
            source = group[rng.integers(len(group))]
            rgb, targets, classes = crop(source, rng, self.scales)
            samples.append((augment_pixels(rgb, source.stains, self.stains, rng), targets, classes))
        return tuple(torch.from_numpy(np.stack(part)).permute(0, 3, 1, 2) for part in zip(*samples))
