import wasmUrl from "@cornerstonejs/codec-openjpeg/decodewasm?url";
import { expect, test } from "vitest";
import {
  decodeGolden,
  goldenFiles,
  goldenFolder,
  goldenPyramids,
  goldenScale,
  readGoldens,
} from "#test/golden-reads.ts";
import { difference } from "#test/pixels.ts";
import { CanvasDecoder } from "./canvas-decoder.ts";
import { openSlide } from "./open-slide.ts";
import { openJpegDecoder } from "./openjpeg.ts";

const fixture = (path: string) => new URL(`/fixtures/${path}`, location.href).href;
const wasm = async () => (await fetch(wasmUrl)).arrayBuffer();
const decoders = { image: new CanvasDecoder(), jpeg2000: openJpegDecoder(wasm) };
const goldens: Promise<Record<string, readonly string[]>> = fetch(
  fixture(`${goldenFolder}/reads.json`),
).then((response) => response.json());

test.each([
  ...goldenFiles.map((slide) => ({ ...slide, folder: goldenFolder })),
  ...goldenPyramids.map((slide) => ({ ...slide, folder: "slides-small" })),
])("$file is read in Chromium as libvips reads it, but for $tolerance of 255", async (slide) => {
  const { file, folder, tolerance } = slide;
  const url = fixture(`${folder}/${file}`);
  const source = await openSlide({ kind: "url", url, micronsPerPixel: goldenScale }, decoders);
  const reads = await readGoldens(source);
  await source.dispose();
  const expected = (await goldens)[file]?.map(decodeGolden) ?? [];
  const differences = reads.map((read, at) => difference(read, expected[at] ?? []).largest);
  expect(Math.max(...differences), differences.join(", ")).toBeLessThanOrEqual(tolerance);
});
