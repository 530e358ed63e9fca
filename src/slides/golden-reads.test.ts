import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { openLocalSlide } from "#node/open-local-slide.ts";
import { fixture } from "#test/fixtures.ts";
import {
  decodeGolden,
  goldenFiles,
  goldenFolder,
  goldenPyramids,
  goldenScale,
  readGoldens,
} from "#test/golden-reads.ts";
import { difference } from "#test/pixels.ts";
import { writeGoldenReads } from "#test/write-golden-reads.ts";

const isWriting = process.env["PARAFFIN_WRITE_GOLDENS"] !== undefined;
let goldens: Record<string, readonly string[]>;

beforeAll(async () => {
  if (isWriting) await writeGoldenReads();
  goldens = JSON.parse(readFileSync(fixture(goldenFolder, "reads.json"), "utf8"));
});

test.each([
  ...goldenFiles.map((slide) => ({ ...slide, folder: goldenFolder })),
  ...goldenPyramids.map((slide) => ({ ...slide, folder: "slides-small" })),
])("$file is read in Node as libvips reads it, but for $tolerance of 255", async (slide) => {
  const { file, folder, tolerance } = slide;
  const source = await openLocalSlide(fixture(folder, file), goldenScale);
  const reads = await readGoldens(source);
  await source.dispose();
  const expected = goldens[file]?.map(decodeGolden) ?? [];
  const differences = reads.map((read, at) => difference(read, expected[at] ?? []).largest);
  expect(Math.max(...differences), differences.join(", ")).toBeLessThanOrEqual(tolerance);
});
