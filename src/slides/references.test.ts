import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { openLocalSlide } from "#node/open-local-slide.ts";
import {
  type Compared,
  comparedPage,
  compareSlide,
  differenceAtScales,
} from "#test/compare-slide.ts";
import { fixture } from "#test/fixtures.ts";
import { goldenPyramids } from "#test/golden-reads.ts";
import { realData } from "#test/real-data.ts";
import {
  python,
  type Reference,
  type ReferenceReader,
  readReference,
  writeSlides,
} from "#test/reference-reader.ts";
import { pyramidOf } from "#test/write-golden-reads.ts";
import type { SlideSource } from "./slide-source.ts";

/** The format of each file, and who reads it to compare with. */
const real: readonly (readonly [file: string, reader: ReferenceReader])[] = [
  ["CMU-1-Small-Region.svs", "openslide"],
  ["TCGA-CR-7395-01A-01-TS1_jp2k.svs", "openslide"],
  ["OS-1-detail.ome.tif", "jpeg"],
  ["small_dicom.dcm", "pydicom"],
];

/** Deep Zoom of `vips dzsave`, each tile decoded by libvips alone. */
const pyramids = goldenPyramids.map(({ file }) => file);

/** Of fixtures/slides-reference/write_slides.py, where libvips has every codec. */
const mostKinds = 11;

const docs = new URL("../../docs/slide-formats.md", import.meta.url);
const folder = mkdtempSync(join(tmpdir(), "paraffin-slides-"));
const compared: Compared[] = [];
afterAll(() => rmSync(folder, { recursive: true }));

async function compare(path: string, name: string, reader: ReferenceReader): Promise<Compared> {
  const slide = await openLocalSlide(path, null).catch(() => openLocalSlide(path, 1));
  return compareWith(slide, name, readReference(reader, path));
}

async function compareWith(
  slide: SlideSource,
  name: string,
  reference: Reference,
): Promise<Compared> {
  const found = await compareSlide(slide, name, reference);
  // Half a byte of rounding, once more for every overview that was made on the way.
  expect(await differenceAtScales(slide, reference)).toBeLessThanOrEqual(2.5);
  await slide.dispose();
  compared.push(found);
  return found;
}

function assertSame(found: Compared): void {
  expect(found.levels).toEqual(found.reference.levels);
  if (found.reference.micronsPerPixel !== undefined) {
    expect(found.micronsPerPixel).toBe(found.reference.micronsPerPixel);
  }
  // The largest mean absolute difference of 50 random rectangles of each level, of 255.
  expect(found.difference).toBeLessThanOrEqual(2);
}

describe.skipIf(python.missing !== null)(
  `references${python.missing ? ` (${python.missing})` : ""}`,
  () => {
    const written = python.missing === null ? writeSlides(folder) : new Map<string, string>();

    test.each([...written])(
      "%s, written by libvips, is read as libvips reads it",
      async (name, path) => {
        assertSame(await compare(path, `${name}, written by libvips`, "vips"));
      },
    );

    test.each(pyramids)("%s, written by libvips, is read as libvips decodes it", async (file) => {
      const path = fixture("slides-small", file);
      const slide = await openLocalSlide(path, null).catch(() => openLocalSlide(path, 1));
      const { levels } = await pyramidOf(file);
      const reference = { reader: "libvips, tile by tile", levels };
      assertSame(await compareWith(slide, `${file}, written by libvips`, reference));
    });

    test.each(real)("%s is read as %s reads it", async (file, reader) => {
      const { path, missing } = realData("slides", file);
      if (missing !== null) return;
      assertSame(await compare(path, basename(file), reader));
    });

    test("the table in the docs says what was found", () => {
      const isWhole = compared.length === mostKinds + pyramids.length + real.length;
      if (!isWhole) return; // without the real slides or a codec of libvips there is less to say
      const counts = JSON.parse(readFileSync(new URL("fuzz.json", docs), "utf8"));
      const page = comparedPage(compared, counts);
      if (process.env["PARAFFIN_WRITE_DOCS"] !== undefined) writeFileSync(docs, page);
      expect(readFileSync(docs, "utf8")).toBe(page);
    });
  },
);
