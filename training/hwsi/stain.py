"""Augmentation of patches in optical density: stains, light, noise, blur, flips, scale (torch, batched)."""

import torch

from hwsi.device import to

#: Ruifrok and Johnston's haematoxylin, eosin and residual optical densities (rows, unit length).
STAINS = to(torch.tensor([[0.650, 0.704, 0.286], [0.072, 0.990, 0.105], [0.268, 0.570, 0.776]]))

#: Normal noise, drawn once and cut at a random place: drawing it anew would cost a fifth of a step.
GRAIN = to(torch.randn(4_000_037, generator=torch.Generator().manual_seed(0)))


def jitter(pixels: torch.Tensor, generator: torch.Generator, strength: float = 1.0) -> torch.Tensor:
    """pixels [n, 3, h, w] 0..1 -> same shape: each stain scaled and shifted, then gain and noise."""
    n = len(pixels)

    def spread(size: float, *shape: int) -> torch.Tensor:
        return (torch.rand(n, *shape, generator=generator) * 2 - 1) * size * strength

    density = -torch.log(pixels.clamp(1 / 255, 1))  # [n, 3, h, w]
    vectors = STAINS[None] + spread(0.06, 3, 3)
    vectors = vectors / vectors.norm(dim=2, keepdim=True)
    scale = torch.diag_embed(1 + spread(0.35, 3))
    mix = torch.linalg.inv(STAINS)[None] @ scale @ vectors  # row vectors: density @ mix
    density = torch.einsum("nchw,ncd->ndhw", density, mix)
    out = torch.exp(-density) * (1 + spread(0.06, 3, 1, 1))
    start = int(torch.randint(0, GRAIN.numel() // 2, (1,), generator=generator))
    grain = GRAIN[start:].repeat(1 + pixels.numel() // (GRAIN.numel() - start))[: pixels.numel()]
    out = out + grain.reshape(pixels.shape) * 0.012 * torch.rand(n, 1, 1, 1, generator=generator)
    return out.clamp(0, 1)


def turn(pixels: torch.Tensor, generator: torch.Generator) -> torch.Tensor:
    """One of the eight flips and quarter turns for each patch of the batch, in groups."""
    kind = torch.randint(0, 8, (len(pixels),), generator=generator)
    out = pixels.clone()
    for k in kind.unique().tolist():
        chosen = kind == k
        turned = torch.rot90(pixels[chosen], k % 4, (2, 3))
        out[chosen] = turned.flip(3) if k >= 4 else turned
    return out


def zoom(pixels: torch.Tensor, generator: torch.Generator, most: float = 1.25) -> torch.Tensor:
    """Each patch seen nearer or farther by up to `most` and shifted by up to 12 %, mirrored at its border."""
    n = len(pixels)
    scale = torch.exp((torch.rand(n, generator=generator) * 2 - 1) * torch.tensor(most).log())
    theta = torch.zeros(n, 2, 3)
    theta[:, 0, 0] = theta[:, 1, 1] = scale
    theta[:, :, 2] = (torch.rand(n, 2, generator=generator) - 0.5) * 0.24
    grid = torch.nn.functional.affine_grid(theta, list(pixels.shape), align_corners=False)
    return torch.nn.functional.grid_sample(pixels, grid, padding_mode="reflection", align_corners=False)


def soften(pixels: torch.Tensor, generator: torch.Generator) -> torch.Tensor:
    """Blurs a random third of the batch by a 3x3 mean mixed in: poor focus, strong compression."""
    chosen = torch.rand(len(pixels), generator=generator) < 0.33
    if chosen.any():
        mean = torch.nn.functional.avg_pool2d(pixels[chosen], 3, 1, 1, count_include_pad=False)
        share = torch.rand(int(chosen.sum()), 1, 1, 1, generator=generator)
        pixels = pixels.clone()
        pixels[chosen] = pixels[chosen] * (1 - share) + mean * share
    return pixels
