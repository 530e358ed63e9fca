"""Which colours the stain of a patch has; the same rule stands in src/pipeline/suitability/colours.ts.

H&E is purple and pink: green light is absorbed most in every stained place. In immunohistochemistry
blue light is (brown) or red and green alike (haematoxylin alone), in photographs anything.
"""

import numpy as np

#: Pixels are averaged over blocks of this side first, which takes away noise and chroma of JPEG.
BLOCK = 4
#: Optical density (natural logarithm) of the mean of 16 values v: -ln((v + 1) / 256), by their sum.
DENSITY = -np.log((np.arange(16 * 255 + 1) / 16 + 1) / 256)
#: The lightest blocks of a patch show its glass and the light behind it; taken off up to this density.
LIGHTEST, MOST_GLASS = 0.05, 0.5
#: A block is stained from this sum of the three densities.
STAINED = 0.45
#: Density of green above that of red and blue, over their sum: purple and pink from here on.
PINK = 0.1
#: Less purple or pink than this, and denser in blue than in red by this much: brown.
NOT_PINK, BROWN = 0.08, 0.05
#: A patch with a smaller share of stained blocks says nothing about the stain.
LEAST_STAINED = 0.05

#: Columns of `statistics`.
COLUMNS = ("stained", "foreign", "brown", "darkness")


def block_sums(patches: np.ndarray, block: int) -> np.ndarray:
    """uint8 [n, h, w, 3] -> sums over blocks as if of 16 pixels, int64 [n, blocks, 3]."""
    n, height, width, _ = patches.shape
    rows, columns = height // block, width // block
    cut = patches[:, : rows * block, : columns * block].astype(np.int64)
    sums = cut.reshape(n, rows, block, columns, block, 3).sum((2, 4))
    return sums.reshape(n, -1, 3) * (16 // block**2)


def lightest(values: np.ndarray) -> np.ndarray:
    """[n, blocks] -> the value that 5 % of the blocks exceed or reach, [n]."""
    return -np.sort(-values, axis=1)[:, int(LIGHTEST * values.shape[1])]


def statistics(patches: np.ndarray, block: int = BLOCK) -> np.ndarray:
    """uint8 [n, h, w, 3] -> float [n, 4], see COLUMNS.

    stained: share of blocks with stain. foreign, brown: shares of the stain's density that are
    neither purple nor pink, and brown. darkness: density of the lightest 5 % of the blocks.
    """
    sums = block_sums(patches, block)
    light = lightest(sums.sum(2)) // 3
    glass = np.minimum(DENSITY[lightest(sums.max(2))], MOST_GLASS)
    density = np.maximum(DENSITY[sums] - glass[:, None, None], 0)  # [n, blocks, 3]
    red, green, blue = np.moveaxis(density, 2, 0)
    total = red + green + blue
    stained = total > STAINED
    pinkness = (green - np.maximum(red, blue)) / np.maximum(total, 1e-9)
    brownness = (blue - red) / np.maximum(total, 1e-9)
    weight = total * stained
    mass = np.maximum(weight.sum(1), 1e-9)
    return np.stack(
        [
            stained.mean(1),
            1 - (weight * (pinkness > PINK)).sum(1) / mass,
            (weight * ((pinkness < NOT_PINK) & (brownness > BROWN))).sum(1) / mass,
            DENSITY[light],
        ],
        axis=1,
    )
