"""Regions of matched slides in the bank: groups that share a seed and every fact but the deciding one.

The bank's own slides hold few nests; these give the sets of architecture, necrosis in context and
neighbourhood enough regions to be learnt and measured. Seeds lie above those of the bank's own
regions of the split and below the next split's. Run after hwsi.bank: python -m hwsi.matched_bank --split test --groups 8
"""

import argparse
from pathlib import Path

import numpy as np

from hwsi import bank
from hwsi.draw.checks import group_of
from hwsi.draw.scenario import MATCHED

SETS = ("architecture", "necrosis in context", "neighbourhood")
#: From the first seed of a split to that of its first matched group, and from set to set.
ABOVE, APART = 1000, 200


def draw_groups(split: str, name: str, groups: int, folder: Path) -> int:
    """Draws what is missing of a set, one file a region; the number of its regions."""
    seed, done, regions = bank.FIRST_SEED[split] + ABOVE + APART * SETS.index(name), 0, 0
    while done < groups:
        slides = group_of(name, seed)
        for slide, value in zip(slides, MATCHED[name][1]):
            path = folder / f"{seed:05d}-{value}.npz"
            if not path.exists():
                np.savez(path, **bank.region_of(slide, seed))
            regions += 1
        done, seed = done + bool(slides), seed + 1
    return regions


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", choices=list(bank.FIRST_SEED), required=True)
    parser.add_argument("--groups", type=int, default=8, help="of each set")
    parser.add_argument("--sets", nargs="*", choices=SETS, default=list(SETS))
    given = parser.parse_args()
    folder = bank.OUT / given.split
    folder.mkdir(parents=True, exist_ok=True)
    for name in given.sets:
        print(f"{given.split}, {name}: {draw_groups(given.split, name, given.groups, folder)} regions", flush=True)


if __name__ == "__main__":
    main()
