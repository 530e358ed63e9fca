import sharp from "sharp";
import { expect, test } from "vitest";
import { nodeDecoders } from "#node/node-decoders.ts";
import { dicomBytes, smallLevel } from "#test/dicom-file.ts";
import { BlobBytes } from "./bytes/blob-bytes.ts";
import { openBytes } from "./open-slide.ts";

const decoders = nodeDecoders();
const create = { width: 32, height: 32, channels: 3, background: "#406080" } as const;

/** A file in memory that knows whether it was disposed of. */
class WatchedBytes extends BlobBytes {
  isOpen = true;
  constructor(name: string, bytes: Uint8Array<ArrayBuffer>) {
    super(new Blob([bytes]), name);
  }
  override dispose(): void {
    this.isOpen = false;
  }
}

const readme = () => new WatchedBytes("read.me", Uint8Array.of(1, 2, 3));
const dicom = dicomBytes(smallLevel, new Uint8Array(6 * 16 * 16 * 3));
const tiff = new Uint8Array(await sharp({ create }).tiff({ compression: "lzw" }).toBuffer());
const png = new Uint8Array(await sharp({ create }).png().toBuffer());

test.each([
  ["a TIFF", "slide.tif", tiff, true],
  ["DICOM", "slide.dcm", dicom, true],
  ["a picture, which is held in memory,", "flat.png", png, false],
] as const)("the file of %s is let go with the slide, one beside it at once", async (...slide) => {
  const [, name, bytes, isNeeded] = slide;
  const files = [readme(), new WatchedBytes(name, bytes)] as const;
  const image = await openBytes(files, decoders);
  expect(files.map(({ isOpen }) => isOpen)).toEqual([false, isNeeded]);
  image.dispose();
  expect(files.map(({ isOpen }) => isOpen)).toEqual([false, false]);
});

test("files of which no slide comes are left to their owner", async () => {
  const files = [readme(), new WatchedBytes("a.tif", tiff), new WatchedBytes("b.tif", tiff)];
  await expect(openBytes(files, decoders)).rejects.toThrow("2 slides were given: a.tif, b.tif.");
  expect(files.every(({ isOpen }) => isOpen)).toBe(true);
});
