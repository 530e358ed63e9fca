"""Writes the slides that ship with the app and its tests: python -m hwsi.draw.demo [demo | unseen]

Their seeds lie above all training seeds (< 20000). Tiles are libvips' Deep Zoom with its properties file.
"""

import argparse
import shutil
from dataclasses import dataclass
from pathlib import Path

import pyvips

from hwsi.draw.scenario import Scenario
from hwsi.draw.slide import DrawnSlide, open_drawn_slide
from hwsi.draw.truth import write_truth
from hwsi.vocab import MICRONS_PER_PIXEL

ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Shipped:
    """One slide to write; `most_bytes` bounds its tiles and truth together."""

    seed: int
    width: int
    height: int
    scenario: Scenario
    image: Path  # without its ending
    truth: Path
    quality: int  # of WebP
    most_bytes: int


SLIDES = {
    "demo": Shipped(
        seed=20260,
        width=8192,
        height=8192,
        scenario=Scenario("solid", "confluent", "central", True, True, True, "brisk", "infiltrated", "marked"),
        image=ROOT / "public/demo/slide",
        truth=ROOT / "public/demo/truth",
        quality=74,
        most_bytes=9_000_000,
    ),
    "unseen": Shipped(
        seed=20267,
        width=5632,
        height=5376,
        scenario=Scenario("glandular", "confluent", "none", False, True, False, "sparse", "", "mild"),
        image=ROOT / "fixtures/slides/unseen",
        truth=ROOT / "fixtures/slides/unseen_truth",
        quality=34,
        most_bytes=2_200_000,
    ),
}


def write_tiles(slide: DrawnSlide, image: Path, quality: int) -> None:
    """Deep Zoom tiles of 512 with an overlap of 1, as `vips dzsave --properties` writes them."""
    image.parent.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(Path(f"{image}_files"), ignore_errors=True)
    picture = pyvips.Image.new_from_array(slide.render(0, 0, slide.width, slide.height))
    per_mm = 1000 / MICRONS_PER_PIXEL
    picture = picture.copy(interpretation="srgb", xres=per_mm, yres=per_mm)
    for field, value in {"mpp-x": MICRONS_PER_PIXEL, "mpp-y": MICRONS_PER_PIXEL, "objective-power": 20}.items():
        picture.set_type(pyvips.GValue.gstr_type, f"openslide.{field}", str(value))
    picture.dzsave(str(image), suffix=f".webp[Q={quality},strip]", tile_size=512, overlap=1, properties=True)


def bytes_of(shipped: Shipped) -> int:
    """Size of everything that was written for a slide."""
    folders = (Path(f"{shipped.image}_files"), shipped.truth)
    return sum(f.stat().st_size for folder in folders for f in folder.rglob("*") if f.is_file())


def write(name: str) -> None:
    """Writes tiles and truth; ValueError when they are larger than they may be."""
    shipped = SLIDES[name]
    slide = open_drawn_slide(shipped.seed, shipped.width, shipped.height, shipped.scenario)
    write_tiles(slide, shipped.image, shipped.quality)
    write_truth(slide, name, shipped.truth)
    size = bytes_of(shipped)
    print(f"{name}: {size / 1e6:.2f} MB in {shipped.image.parent}")
    if size > shipped.most_bytes:
        raise ValueError(f"{name} takes {size} bytes, at most {shipped.most_bytes} are allowed")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help=f"of {', '.join(SLIDES)}; all by default")
    for name in parser.parse_args().names or list(SLIDES):
        write(name)


if __name__ == "__main__":
    main()
