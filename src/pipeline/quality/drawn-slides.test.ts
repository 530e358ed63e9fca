import { expect, test } from "vitest";
import { openLocalSlide } from "#node/open-local-slide.ts";
import { analyseSlide } from "#pipeline/analyse-slide.ts";
import { fakeModels, tinyManifest } from "#test/fake-models.ts";
import { fixture } from "#test/fixtures.ts";
import { imageOf, unseenSlides } from "#test/unseen-slides.ts";

/** Every drawn slide of this tree; answers and goldens were made before anything was left out. */
const SLIDES: readonly (readonly [name: string, path: string, micronsPerPixel: number | null])[] = [
  ["the demo", "public/demo/slide.dzi", null],
  ["the unseen one", fixture("slides", "unseen.dzi"), null],
  ...unseenSlides.map((slide) => [slide.name, imageOf(slide), slide.micronsPerPixel] as const),
];

test.each(SLIDES)(
  "no patch of a drawn slide is left out: %s",
  async (_, path, micronsPerPixel) => {
    const slide = await openLocalSlide(path, micronsPerPixel);
    const { leftOut, regions } = await analyseSlide(slide, fakeModels(), tinyManifest);
    await slide.dispose();
    expect(regions.flatMap(({ region }) => region.patches).length).toBeGreaterThan(20);
    expect(leftOut.patches.map(({ place, reason }) => [place.rect, reason])).toEqual([]);
  },
  600_000,
);
