"""Augmentation of pixels: stain, light, blur, noise and compression. Geometry is in `dataset.py`.

Stain is changed in optical density, od = -ln((v + 1) / 256), as od' = T od with
T = S' diag(gains) S^-1: S holds the image's own stain vectors (Macenko et al., ISBI 2009), S' its
own, another image's, or random ones near the usual haematoxylin and eosin.
"""

import cv2
import numba
import numpy as np

#: Usual haematoxylin and eosin directions in optical density (Ruifrok and Johnston, 2001).
USUAL_STAINS = np.array([[0.65, 0.70, 0.29], [0.07, 0.99, 0.11]])
_OD = -np.log((np.arange(256) + 1) / 256)


def _complete(stains: np.ndarray) -> np.ndarray:
    """[2,3] haematoxylin and eosin -> [3,3] columns haematoxylin, eosin, residual, unit length."""
    third = np.cross(stains[0], stains[1])
    rows = np.stack([stains[0], stains[1], third])
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).T


def stain_vectors(rgb: np.ndarray) -> np.ndarray:
    """Haematoxylin and eosin directions [2,3] of an image, or the usual ones if it has too little tissue."""
    od = _OD[rgb.reshape(-1, 3)[:: max(1, rgb.size // 3 // 40000)]]
    od = od[od.min(1) > 0.08]
    if len(od) < 500:
        return USUAL_STAINS
    _, vectors = np.linalg.eigh(np.cov(od.T))
    plane = vectors[:, [2, 1]] * np.sign(vectors[0, [2, 1]])
    angles = np.arctan2(od @ plane[:, 1], od @ plane[:, 0])
    ends = [plane @ np.array([np.cos(a), np.sin(a)]) for a in np.percentile(angles, [1, 99])]
    ends = np.clip(np.array(sorted(ends, key=lambda v: -v[0])), 0.01, None)
    ends /= np.linalg.norm(ends, axis=1, keepdims=True)
    return ends if ends[0] @ ends[1] < 0.98 else USUAL_STAINS


@numba.njit(cache=True, fastmath=True)
def _transform(rgb, matrix, light, od):
    """exp(-matrix od) * light for each pixel, rounded to bytes."""
    out = np.empty_like(rgb)
    for y in range(rgb.shape[0]):
        for x in range(rgb.shape[1]):
            r, g, b = od[rgb[y, x, 0]], od[rgb[y, x, 1]], od[rgb[y, x, 2]]
            for c in range(3):
                value = light[c] * np.exp(np.float32(-(matrix[c, 0] * r + matrix[c, 1] * g + matrix[c, 2] * b)))
                out[y, x, c] = np.uint8(min(255.0, max(0.0, value + 0.5)))
    return out


def stain_jitter(rgb: np.ndarray, own: np.ndarray, others: list[np.ndarray], rng: np.random.Generator) -> np.ndarray:
    """The image in another stain: see the module text. `own` and `others` are [2,3] directions."""
    pick = rng.random()
    target = own
    if pick > 0.75:
        target = USUAL_STAINS + rng.normal(0, 0.08, (2, 3))
    elif pick > 0.4:
        target = others[rng.integers(len(others))]
    target = np.clip(target + rng.normal(0, 0.035, (2, 3)), 0.01, None)
    gains = np.exp(rng.normal(0, [0.2, 0.25, 0.25]))
    light = 255 * np.exp(rng.normal(-0.02, 0.04) + rng.normal(0, 0.02, 3))
    return restain(rgb, own, target, gains, light)


def restain(rgb: np.ndarray, own: np.ndarray, target: np.ndarray, gains: np.ndarray, light: np.ndarray) -> np.ndarray:
    """The image with its stain directions `own` [2,3] exchanged for `target`; `light` [3] is the white point."""
    matrix = _complete(target) @ np.diag(gains) @ np.linalg.inv(_complete(own))
    return _transform(rgb, matrix.astype(np.float32), light.astype(np.float32), _OD.astype(np.float32))


def _compress(rgb: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """JPEG (mostly) or WebP at quality 25 to 95."""
    kind, flag = (".jpg", cv2.IMWRITE_JPEG_QUALITY) if rng.random() < 0.85 else (".webp", cv2.IMWRITE_WEBP_QUALITY)
    _, data = cv2.imencode(kind, rgb[..., ::-1], [flag, int(rng.integers(25, 95))])
    return cv2.imdecode(data, cv2.IMREAD_COLOR)[..., ::-1]


def augment_pixels(rgb: np.ndarray, own: np.ndarray, others: list[np.ndarray], rng: np.random.Generator) -> np.ndarray:
    """A changed copy of an image, uint8 [h,w,3]; what is drawn depends on `rng` alone."""
    if rng.random() < 0.8:
        rgb = stain_jitter(rgb, own, others, rng)
    blur = rng.random()
    if blur < 0.3:
        rgb = cv2.GaussianBlur(rgb, (0, 0), rng.uniform(0.3, 1.3))
    elif blur < 0.42:
        soft = cv2.GaussianBlur(rgb, (0, 0), 1.5)
        amount = rng.uniform(0.3, 1.2)
        rgb = cv2.addWeighted(rgb, 1 + amount, soft, -amount, 0)
    if rng.random() < 0.3:
        noise = rng.integers(0, 256, rgb.shape, dtype=np.uint8).astype(np.float32) - 127.5
        rgb = np.clip(rgb + noise * (rng.uniform(1, 9) / 74), 0, 255).astype(np.uint8)
    if rng.random() < 0.4:
        rgb = _compress(rgb, rng)
    return np.ascontiguousarray(rgb)
