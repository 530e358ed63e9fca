"""Where the equal nests of a solid tumour lie: packed in a group, lined up in rows, or spread evenly.

Every tile of REGION_PIXELS holds as many nests as each arrangement of the matched set has room for,
so that their number and area do not tell the arrangement. Lengths and points (x, y) in level-0 pixels.
"""

import math
from typing import NamedTuple

import numpy as np
from scipy.ndimage import distance_transform_edt

from hwsi.draw.scenario import Scenario
from hwsi.vocab import REGION_PIXELS

#: Tissue per nest, pixels: 16 nests in a tile full of tissue.
AREA_PER_NEST = REGION_PIXELS**2 / 16
#: Stroma between two nests at least: a patch hardly ever sees two of them.
GAP = 230.0
#: From a nest's border to any other tissue at least.
CLEAR = 100.0
#: Step of the candidate points.
STEP = 48
#: Distance between rows, in distances between the nests of a row.
SPACING = 2.1


class Nests(NamedTuple):
    """Centres float64 [n, 2] of tumour nests and [k, 2] of necrosis discs; all have one radius."""

    tumour: np.ndarray
    necrosis: np.ndarray
    radius: float


def place_nests(rng: np.random.Generator, stroma: np.ndarray, tissue: np.ndarray, grid: int, facts: Scenario) -> Nests:
    """Nests in free stroma; stroma and tissue are masks of grid cells [rows, cols] of `grid` pixels."""
    radius = rng.uniform(168, 206)
    pitch = 2 * radius + GAP
    seed = int(rng.integers(2**31))
    depth = distance_transform_edt(np.pad(stroma, 1))[1:-1, 1:-1] * grid
    every = STEP // grid
    cells = np.argwhere(depth[::every, ::every] > radius + CLEAR) * every
    points = (cells[:, ::-1] + 0.5) * grid
    if not len(points):
        return tight_nests(depth, radius, grid, facts)
    rows = row_sites(points, pitch, seed)
    nests, discs = [np.empty((0, 2))], [np.empty((0, 2))]
    tiles = points // REGION_PIXELS
    for tile in np.unique(tiles, axis=0):
        inside = points[(tiles == tile).all(1)]
        x, y = (tile * REGION_PIXELS // grid).astype(int)
        area = tissue[y : y + REGION_PIXELS // grid, x : x + REGION_PIXELS // grid].sum() * grid**2
        here = rows[(rows // REGION_PIXELS == tile).all(1)]
        found = fill_tile(inside, here, tile * REGION_PIXELS, pitch, max(1, round(area / AREA_PER_NEST)), seed, facts)
        nests.append(found[0])
        discs.append(found[1])
    if not sum(map(len, nests)):
        return tight_nests(depth, radius, grid, facts)
    return Nests(np.concatenate(nests), np.concatenate(discs), radius)


def tight_nests(depth: np.ndarray, radius: float, grid: int, facts: Scenario) -> Nests:
    """One nest, and one disc if there is necrosis, where the stroma of a crowded slide is deepest."""
    found, left = [], depth.copy()
    yy, xx = np.mgrid[0 : depth.shape[0], 0 : depth.shape[1]]
    for _ in range(1 + (facts.necrosis != "none")):
        row, column = np.unravel_index(left.argmax(), left.shape)
        found.append([(column + 0.5) * grid, (row + 0.5) * grid])
        left[np.hypot(yy - row, xx - column) * grid < 2 * radius + 0.3 * GAP] = 0
    return Nests(np.array(found[:1]), np.array(found[1:]).reshape(-1, 2), radius)


def fill_tile(points, rows, corner, pitch, most, seed, facts) -> tuple[np.ndarray, np.ndarray]:
    """Nests and necrosis discs of one tile: the largest number at which all of the matched set fit."""
    for n in range(most, 0, -1):
        if facts.necrosis == "none":
            options = {
                "clustered": packed(points, corner, pitch, n, seed),
                "rows": rows[:n] if len(rows) >= n else None,
                "scattered": spread(points, pitch, n, seed),
            }
            if all(v is not None for v in options.values()):
                return options[facts.arrangement], np.empty((0, 2))
        else:
            options = necrotic(points, corner, pitch, n, seed)
            if options is not None:
                return options[facts.necrosis]
    return points[:0], points[:0]


def packed(points, corner, pitch, n, seed, clear_of=None) -> np.ndarray | None:
    """The most compact of several groups of n points, pitch apart, ordered from its middle; None without room."""
    rng = np.random.default_rng((seed, n, int(corner[0]), int(corner[1])))
    edge = np.minimum(points - corner, corner + REGION_PIXELS - points).min(1)
    if clear_of is None:
        points = points[edge > 0.6 * pitch]  # groups of neighbouring tiles stay apart
    elif len(points):
        points = points[np.hypot(*(points[:, None] - clear_of).transpose(2, 0, 1)).min(1) > 1.45 * pitch]
    best, least = None, 1.15 * pitch * math.sqrt(n) + 0.2 * pitch
    for _ in range(10 if len(points) else 0):
        centre = points[int(rng.integers(len(points)))]
        score = np.hypot(*(points - centre).T) + rng.uniform(0, 0.25, len(points)) * pitch
        chosen = greedy(points, score, pitch, n)
        if len(chosen) == n:
            away = np.hypot(*(chosen - chosen.mean(0)).T)
            if away.max() < least:
                best, least = chosen[np.argsort(away)], away.max()
    return best


def greedy(points, score, pitch, n) -> np.ndarray:
    """Up to n points of the least score that lie pitch apart."""
    chosen = []
    free = np.ones(len(points), bool)
    for i in np.argsort(score):
        if free[i]:
            chosen.append(points[i])
            free &= np.hypot(*(points - points[i]).T) >= pitch
            if len(chosen) == n:
                break
    return np.array(chosen).reshape(-1, 2)


def necrotic(points, corner, pitch, n, seed) -> dict[str, tuple[np.ndarray, np.ndarray]] | None:
    """Nests and a quarter as many necrosis discs, packed: amid the group of nests, and as a group away from it."""
    k = max(1, round(n / 4))
    whole, group = packed(points, corner, pitch, n + k, seed), packed(points, corner, pitch, n, seed)
    if whole is None or group is None:
        return None
    discs = packed(points, corner, pitch, k, seed, clear_of=group)
    return None if discs is None else {"central": (whole[k:], whole[:k]), "apart": (group, discs)}


def spread(points, pitch, n, seed) -> np.ndarray | None:
    """n points spread evenly (Lloyd's iteration on the free points), then jittered; None when they lie close."""
    rng = np.random.default_rng((seed, n, len(points)))
    if len(points) < n:
        return None
    centres = points[rng.choice(len(points), n, replace=False)]
    for _ in range(12):
        owner = np.hypot(*(points[:, None] - centres).transpose(2, 0, 1)).argmin(1)
        centres = np.array([points[owner == i].mean(0) if (owner == i).any() else centres[i] for i in range(n)])
    goal = centres + rng.uniform(-0.16, 0.16, (n, 2)) * pitch
    out = np.array([points[np.hypot(*(points - c).T).argmin()] for c in goal])
    apart = np.hypot(*(out[:, None] - out).transpose(2, 0, 1)) + np.eye(n) * 1e9
    return out if n == 1 or apart.min() >= 1.28 * pitch else None


def row_sites(points, pitch, seed) -> np.ndarray:
    """Sites pitch apart on parallel, gently bent lines through the whole slide, the best filled of several."""
    rng = np.random.default_rng((seed, 1))
    best = np.empty((0, 2))
    for _ in range(24):
        turn, phase, bend = rng.uniform(0, math.pi), rng.uniform(0, 1), rng.uniform(0, 2 * math.pi)
        sites = along_lines(points, pitch, turn, phase, bend)
        best = sites if len(sites) > len(best) else best
    return best


def along_lines(points, pitch, turn, phase, bend) -> np.ndarray:
    """Sites on the lines of one direction, the longest lines first, line by line from its middle outwards."""
    along = points[:, 0] * math.cos(turn) + points[:, 1] * math.sin(turn)
    across = points[:, 1] * math.cos(turn) - points[:, 0] * math.sin(turn)
    across = across + 0.18 * pitch * np.sin(along / (3.2 * pitch) + bend)
    line = across / (SPACING * pitch) + phase
    lines = []
    for k in np.unique(np.floor(line)):
        near = np.flatnonzero((np.floor(line) == k) & (np.abs(line - k - 0.5) * SPACING * pitch < 0.09 * pitch))
        sites: list[np.ndarray] = []
        for i in near[np.argsort(along[near])]:
            if not sites or np.hypot(*(points[i] - sites[-1])) >= pitch:
                sites.append(points[i])
        if sites:
            chain = np.array(sites)
            lines.append(chain[np.argsort(np.hypot(*(chain - chain.mean(0)).T))])
    lines.sort(key=len, reverse=True)
    return np.concatenate(lines) if lines else np.empty((0, 2))


def disc_field(centres: np.ndarray, radius: float, shape: tuple[int, int], grid: int, seed: int) -> np.ndarray:
    """Depth in pixels inside wobbled discs of equal mean area, float32 [rows, cols], -1e4 far from all."""
    out = np.full(shape, -1e4, np.float32)
    rng = np.random.default_rng((seed, 2))
    reach = math.ceil((1.3 * radius + 220) / grid)
    for x, y in centres:
        swing, phases = rng.uniform(0.5, 1.0, 4) * (0.075, 0.055, 0.04, 0.03), rng.uniform(0, 2 * math.pi, 4)
        r0, c0 = max(0, int(y / grid) - reach), max(0, int(x / grid) - reach)
        r1, c1 = min(shape[0], r0 + 2 * reach), min(shape[1], c0 + 2 * reach)
        yy, xx = (np.mgrid[r0:r1, c0:c1] + 0.5) * grid
        angle = np.arctan2(yy - y, xx - x)
        wobble = 1.0 + sum(s * np.sin((k + 2) * angle + p) for k, (s, p) in enumerate(zip(swing, phases, strict=True)))
        equal = radius / math.sqrt(1 + 0.5 * float((swing**2).sum()))
        out[r0:r1, c0:c1] = np.maximum(out[r0:r1, c0:c1], equal * wobble - np.hypot(xx - x, yy - y))
    return out
