"""Slides that are no H&E, made to measure what is flagged; nothing here is fitted on.

Immunohistochemistry and fluorescence are made from real H&E by colour deconvolution (Ruifrok and
Johnston 2001; the image's own stains after Macenko et al. 2009).
"""

from pathlib import Path

import cv2
import numpy as np
import skimage
from scipy import ndimage

from hwsi.he_sources import Slide, read, tiles

#: Haematoxylin, eosin, DAB: optical densities, unit length (Ruifrok and Johnston).
STAINS = np.array([[0.650, 0.704, 0.286], [0.072, 0.990, 0.105], [0.268, 0.570, 0.776]])
LOCATIONS = ("everywhere eosin was", "nuclei", "membranes", "cytoplasm")
STRENGTHS = (0.4, 0.8, 1.3)
#: Channels of fluorescence, RGB.
DYES = np.array([(0.1, 0.2, 1), (0, 1, 0.1), (1, 0.1, 0.05), (1, 0, 1), (1, 0.6, 0)])


def density(image: np.ndarray) -> np.ndarray:
    return -np.log((image.astype(np.float64) + 1) / 256)


def colour(densities: np.ndarray) -> np.ndarray:
    return np.clip(np.round(256 * np.exp(-densities) - 1), 0, 255).astype(np.uint8)


def own_stains(image: np.ndarray) -> np.ndarray:
    """Haematoxylin and eosin [2, 3] of this image: the outer directions of its density plane."""
    values = density(image).reshape(-1, 3)
    values = values[values.min(1) > 0.1]
    if len(values) < 500:
        return STAINS[:2]
    plane = np.linalg.svd(values - values.mean(0), full_matrices=False)[2][:2]
    plane *= np.sign(plane.sum(1, keepdims=True))
    angles = np.arctan2(*(values @ plane.T).T[::-1])
    ends = np.percentile(angles, [1, 99])
    found = np.abs(np.stack([np.cos(ends), np.sin(ends)], 1) @ plane)
    return found[np.argsort(-found[:, 0])]  # haematoxylin takes more red


def split_stains(image: np.ndarray, own: bool) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Amounts of haematoxylin and eosin [h, w], and the haematoxylin vector [3]."""
    vectors = np.vstack([own_stains(image), STAINS[2]]) if own else STAINS
    vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    basis = vectors[:2] if own else vectors
    amounts = np.maximum(density(image) @ np.linalg.pinv(basis), 0)
    return amounts[..., 0], amounts[..., 1], vectors[0]


def nuclei(haematoxylin: np.ndarray) -> np.ndarray:
    smooth = cv2.GaussianBlur(haematoxylin, (0, 0), 1.5)
    top = max(np.percentile(smooth, 99.5), 1e-3)
    level, _ = cv2.threshold((np.clip(smooth / top, 0, 1) * 255).astype(np.uint8), 0, 255, cv2.THRESH_OTSU)
    return smooth > level / 255 * top


def dab(location: str, haematoxylin: np.ndarray, eosin: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Amount of DAB [h, w] at strength 1; a random share of the nuclei is positive."""
    if location == "everywhere eosin was":
        return eosin
    labels, count = ndimage.label(nuclei(haematoxylin))
    positive = rng.random(count + 1) < rng.uniform(0.1, 0.9)
    positive[0] = False
    mask = positive[labels].astype(np.uint8)
    if location == "nuclei":
        amount = mask * (0.3 + haematoxylin)
    elif location == "membranes":
        amount = cv2.dilate(mask, np.ones((9, 9))) - cv2.dilate(mask, np.ones((3, 3)))
    else:
        amount = cv2.GaussianBlur(mask.astype(float), (0, 0), 6) * np.minimum(eosin / max(np.median(eosin), 0.05), 2)
    return cv2.GaussianBlur(amount.astype(float), (0, 0), 1)


def immunohistochemistry(image: np.ndarray, location: str, strength: float, own: bool, rng: np.random.Generator) -> np.ndarray:
    """Haematoxylin kept at 80 %, eosin gone, DAB at `location`."""
    haematoxylin, eosin, vector = split_stains(image, own)
    brown = STAINS[2] / np.linalg.norm(STAINS[2])
    amount = strength * dab(location, haematoxylin, eosin, rng)
    densities = 0.8 * haematoxylin[..., None] * vector + amount[..., None] * brown
    return colour(densities + rng.normal(0.02, 0.01, densities.shape))


def fluorescence(image: np.ndarray, channels: int, rng: np.random.Generator) -> np.ndarray:
    """Dark ground; haematoxylin, eosin and what has both glow in one to three dyes."""
    haematoxylin, eosin, _ = split_stains(image, False)
    maps = [haematoxylin, eosin, haematoxylin * eosin]
    order = rng.permutation(len(DYES))
    if rng.random() < 0.8:
        order = np.concatenate([[0], order[order != 0]])  # nuclei are mostly blue
    out = np.full(image.shape, rng.uniform(0, 0.06))
    for glow, dye in list(zip(maps, DYES[order]))[:channels]:
        level = np.clip(glow / max(np.percentile(glow, 99), 1e-3) - 0.2, 0, 1)
        out = out + level[..., None] * dye * rng.uniform(0.3, 1.2)
    return np.clip(np.round((out + rng.normal(0, 0.02, out.shape)) * 255), 0, 255).astype(np.uint8)


COLOURED = ("astronaut.png", "coffee.png", "chelsea.png", "motorcycle_left.png", "rocket.jpg", "retina.jpg", "hubble_deep_field.jpg", "color.png", "logo.png")
GREY = ("camera.png", "brick.png", "grass.png", "gravel.png", "coins.png", "moon.png", "clock_motion.png", "cell.png", "page.png", "text.png", "horse.png")


def crops(name: str, rng: np.random.Generator) -> list[np.ndarray]:
    """Crops of at most 512 px of a picture of scikit-image at four scales."""
    picture = read(Path(skimage.__file__).parent / "data" / name)
    out = []
    for scale in (0.4, 0.7, 1, 2):
        image = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_LINEAR)
        height, width = image.shape[:2]
        for _ in range(1 + (height > 512) + (width > 512)):
            y, x = rng.integers(0, max(1, height - 511)), rng.integers(0, max(1, width - 511))
            out.append(image[y : y + 512, x : x + 512])
    return out


def photographs(rng: np.random.Generator) -> list[Slide]:
    rows = (("photographs, colour", COLOURED), ("photographs, grey", GREY), ("real immunohistochemistry", ("ihc.png",)))
    return [
        Slide(name, row, name, patches)
        for row, names in rows for name in names for crop in crops(name, rng)
        if len(patches := tiles(crop))
    ]


def drawing(colours: list[tuple[int, int, int]], rng: np.random.Generator) -> np.ndarray:
    """Lines, discs, boxes and letters on white [256, 256, 3]."""
    image = np.full((256, 256, 3), 255, np.uint8)
    for index in range(rng.integers(4, 30)):
        ink = colours[rng.integers(len(colours))]
        (ax, ay), (bx, by) = rng.integers(0, 256, (2, 2)).tolist()
        if index % 4 == 0:
            cv2.line(image, (ax, ay), (bx, by), ink, 3)
        elif index % 4 == 1:
            cv2.circle(image, (ax, ay), int(rng.integers(5, 60)), ink, -1)
        elif index % 4 == 2:
            cv2.rectangle(image, (ax, ay), (bx, by), ink, 2)
        else:
            cv2.putText(image, "a screen of text 0123", (ax - 60, ay), cv2.FONT_HERSHEY_SIMPLEX, 0.6, ink, 1)
    return image


def noise(sigma: float, rng: np.random.Generator) -> np.ndarray:
    grain = rng.normal(size=(256, 256, 3))
    grain = cv2.GaussianBlur(grain, (0, 0), sigma) if sigma else grain
    return np.clip(128 + grain / grain.std() * 50, 0, 255).astype(np.uint8)


def drawings(rng: np.random.Generator, count: int = 20) -> list[Slide]:
    inks = {
        "drawings, bright inks": [(220, 0, 0), (0, 150, 0), (0, 0, 230), (250, 190, 0)],
        "drawings, purple and pink inks": [(90, 50, 140), (220, 130, 180), (160, 90, 160)],
        "text, black on white": [(0, 0, 0), (40, 40, 60)],
    }
    made = [Slide(row, row, str(i), drawing(ink, rng)[None]) for row, ink in inks.items() for i in range(count)]
    return made + [Slide("noise", "noise", str(i), noise((0, 1, 3, 8)[i % 4], rng)[None]) for i in range(count)]


def stained_anew(slides: list[Slide], rng: np.random.Generator) -> list[Slide]:
    """Immunohistochemistry and fluorescence of the given H&E, one patch of each."""
    out = []
    for slide in slides:
        patches = slide.patches[len(slide.patches) // 2 :][:1]
        recipes = [(f"immunohistochemistry, {place}", place, strength, False) for place in LOCATIONS for strength in STRENGTHS]
        recipes += [("immunohistochemistry, own haematoxylin", place, 1.0, True) for place in LOCATIONS]
        for row, place, strength, own in recipes:
            made = np.array([immunohistochemistry(p, place, strength, own, rng) for p in patches])
            out.append(Slide(slide.source, row, f"{slide.name} {strength}", made))
        for channels in (1, 2, 3):
            made = np.array([fluorescence(p, channels, rng) for p in patches])
            out.append(Slide(slide.source, f"fluorescence, {channels} channels", slide.name, made))
    return out
