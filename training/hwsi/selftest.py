"""Known answers that every adapter must give before the app trusts it (public/pack/self-test.json).

Inputs are filled by a hash of the index, so that Python and TypeScript make the same ones.
"""

import numpy as np

from hwsi.attention import MASKED


def fill(seed: int, shape: tuple[int, ...], scale: float = 1.0, shift: float = 0.0) -> np.ndarray:
    """Value i is ((i * 2654435761 + seed * 40503) mod 2^32) / 2^32 * scale + shift, as float32."""
    index = np.arange(int(np.prod(shape)), dtype=np.uint64)
    mixed = (index * np.uint64(2654435761) + np.uint64(seed * 40503)) % np.uint64(2**32)
    values = (mixed.astype(np.float64) / 2**32 * scale + shift).astype(np.float32)
    return values.reshape(shape)


def filled(seed: int, shape: tuple[int, ...], scale: float = 1.0, shift: float = 0.0) -> dict:
    return {"type": "float32", "shape": list(shape), "fill": seed, "scale": scale, "shift": shift}


def given(values: np.ndarray, kind: str) -> dict:
    return {"type": kind, "shape": list(values.shape), "data": values.flatten().tolist()}


def materialise(entry: dict) -> np.ndarray:
    """A self-test input as an array."""
    if "fill" in entry:
        return fill(entry["fill"], tuple(entry["shape"]), entry["scale"], entry["shift"])
    return np.array(entry["data"], dtype=entry["type"]).reshape(entry["shape"])


def expected(values: np.ndarray, most: int = 512) -> dict:
    """Every `stride`-th value of the flattened output, at most about `most` of them.

    Raises ValueError where one is masked: errors are relative to the largest, and would all be forgiven.
    """
    stride = max(1, values.size // most)
    data = [float(f"{v:.7g}") for v in values.flatten()[::stride]]
    if min(data) < MASKED / 2:
        raise ValueError(f"a masked value stands among every {stride}th of {list(values.shape)}")
    return {"shape": list(values.shape), "stride": stride, "data": data}
