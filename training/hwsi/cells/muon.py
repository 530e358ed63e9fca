"""Muon: momentum whose matrix is made nearly orthogonal before each step (Jordan et al., 2024).

A convolution's weight is taken as the matrix [out, in * kernel * kernel]. It learns more per step
than AdamW here, which counts when training lasts minutes; scalars and the ends stay with AdamW.
"""

import torch

#: Coefficients of the quintic Newton-Schulz iteration, as published with Muon.
QUINTIC = (3.4445, -4.7750, 2.0315)
ITERATIONS = 4


def orthogonalised(matrix: torch.Tensor) -> torch.Tensor:
    """The matrix with its singular values brought near 1."""
    a, b, c = QUINTIC
    x = matrix.T if matrix.shape[0] > matrix.shape[1] else matrix
    x = x / (x.norm() + 1e-7)
    for _ in range(ITERATIONS):
        gram = x @ x.T
        x = a * x + (b * gram + c * (gram @ gram)) @ x
    return x.T if matrix.shape[0] > matrix.shape[1] else x


class Muon(torch.optim.Optimizer):
    """Steps 4-d weights by `lr` * sqrt(max(1, out / in)) * orthogonalised Nesterov momentum."""

    def __init__(self, weights, lr: float, momentum: float = 0.95, weight_decay: float = 0.01):
        super().__init__(weights, {"lr": lr, "momentum": momentum, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self) -> None:
        for group in self.param_groups:
            for weight in group["params"]:
                if weight.grad is None:
                    continue
                buffer = self.state[weight].setdefault("momentum", torch.zeros_like(weight))
                buffer.lerp_(weight.grad, 1 - group["momentum"])
                ahead = weight.grad.lerp(buffer, group["momentum"])
                matrix = orthogonalised(ahead.flatten(1))
                shape = max(1.0, matrix.shape[0] / matrix.shape[1]) ** 0.5
                weight.mul_(1 - group["lr"] * group["weight_decay"])
                weight.add_(matrix.view_as(weight), alpha=-group["lr"] * shape)
