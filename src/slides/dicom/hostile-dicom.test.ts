import sharp from "sharp";
import { expect, test } from "vitest";
import { ParaffinError } from "#core/errors.ts";
import { BlobBytes } from "#slides/bytes/blob-bytes.ts";
import type { ByteSource } from "#slides/bytes/byte-source.ts";
import {
  type DicomElements,
  dicomBytes,
  dicomFile,
  encapsulated,
  extended,
  smallLevel,
  syntaxes,
} from "#test/dicom-file.ts";
import { plainDecoders } from "#test/plain-decoders.ts";
import { openDicom } from "./open-dicom.ts";

const open = (file: ByteSource) => openDicom([file], plainDecoders);
const pixels = new Uint8Array(6 * 16 * 16 * 3);

async function refusal(elements: DicomElements): Promise<string> {
  const opening = open(dicomFile({ ...smallLevel, ...elements }, pixels));
  const thrown = await opening.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(thrown instanceof ParaffinError)) throw new TypeError(`threw ${thrown}`);
  expect(thrown.kind).toBe("slide-unreadable");
  return thrown.message;
}

test("sizes that no slide has are refused", async () => {
  expect(await refusal({ "00480006 UL": 2 ** 21 + 1 })).toMatch(/2097153x24 pixels/);
  expect(await refusal({ "00480007 UL": 0 })).toMatch(/level of 40x0/);
  expect(await refusal({ "00280010 US": 0 })).toMatch(/tiles of 16x0/);
  expect(await refusal({ "00280011 US": null })).toMatch(/tiles of 0x16/);
  const whole = { "00280010 US": 50000, "00280011 US": 50000 };
  expect(await refusal(whole)).toMatch(/pieces of 50000x50000 pixels/);
});

test("more frames than a file holds, or than there can be, are refused", async () => {
  expect(await refusal({ "00280008 IS": "7" })).toMatch(/too short for its 7 frames/);
  for (const frames of ["16777217", "0", "-1", "2.5", "many"]) {
    expect(await refusal({ "00280008 IS": frames })).toMatch(/claims .* frames/);
  }
});

test("fewer frames than tiles are refused where the file says that it has all", async () => {
  expect(await refusal({ "00280008 IS": "5" })).toBe("slide.dcm has 5 frames for 6 tiles.");
});

test("places that are no tile's are refused", async () => {
  const sparse = (x: number, y: number, frames = 1) => ({
    "00209311 CS": "TILED_SPARSE",
    "00280008 IS": String(frames),
    "52009230 SQ": [{ "0048021a SQ": [{ "0048021e SL": x, "0048021f SL": y }] }],
  });
  for (const [x, y] of [
    [0, 1],
    [2, 1],
    [1, 49],
    [49, 1],
    [-15, 1],
  ] as const) {
    expect(await refusal(sparse(x, y))).toBe(
      `slide.dcm places frame 1 at ${x}, ${y}: that is no tile's place.`,
    );
  }
  expect(await refusal(sparse(1, 1, 2))).toBe("slide.dcm places 1 of its 2 frames.");
  expect(await refusal({ ...sparse(1, 1), "52009230 SQ": [{}, {}] })).toMatch(/more frames/);
  const half = [{ "0048021a SQ": [{ "0048021e SL": 1 }] }];
  expect(await refusal({ ...sparse(1, 1), "52009230 SQ": half })).toMatch(/frame 1 at 1, NaN/);
});

/** Six frames of JPEG in tiles as the small level has them. */
async function jpegFrames(): Promise<Uint8Array[]> {
  const create = { width: 16, height: 16, channels: 3, background: "pink" } as const;
  return Array<Uint8Array>(6).fill(await sharp({ create }).jpeg().toBuffer());
}

const jpegElements: DicomElements = { ...smallLevel, "00280004 CS": "YBR_FULL_422" };

function jpegFile(basic: readonly number[] | "none", frames: Uint8Array[], more = {}): BlobBytes {
  const elements = { ...jpegElements, ...more };
  return dicomFile(elements, encapsulated(frames, { basic }), { syntax: syntaxes.jpeg });
}

test.each([
  ["that are too few", [0, 10], /6 frames and the offsets of 2/],
  ["beyond the file", [0, 2, 4, 6, 8, 2 ** 31], /frame 1 is 2 bytes/],
  ["beyond the file's end", [0, 100, 200, 300, 400, 2 ** 31], /frame 5 is/],
  ["that run back", [0, 300, 600, 900, 1200, 600], /frame 5 is 4294966696 bytes/],
  ["that are all one", [0, 0, 0, 0, 0, 0], /frame 1 is 0 bytes/],
])("basic offsets %s are refused", async (_, basic, message) => {
  await expect(open(jpegFile(basic, await jpegFrames()))).rejects.toThrow(message);
});

test.each([
  ["too few", [0n], /offsets of 1/],
  ["beyond numbers", [0n, 1n, 2n, 3n, 4n, 2n ** 63n], /frame 1 is 1 bytes/],
  ["beyond the file", [0n, 400n, 800n, 1200n, 1600n, 2n ** 63n], /frame 5 is/],
])("extended offsets that are %s are refused", async (_, offsets, message) => {
  const table = { "7fe00001 OV": extended(offsets) };
  await expect(open(jpegFile("none", await jpegFrames(), table))).rejects.toThrow(message);
});

test("a frame that its offset does not lead to is missing, and the others are not", async () => {
  const frames = await jpegFrames();
  const { offsets } = encapsulated(frames);
  const wrong = offsets.with(3, (offsets[3] ?? 0) + 4);
  const image = await open(jpegFile(wrong, frames));
  const read = (column: number, row: number) => image.tile({ level: 0, column, row });
  await expect(read(0, 1)).rejects.toMatchObject({ kind: "slide-tile-missing" });
  await expect(read(0, 1)).rejects.toThrow(/Frame 4 of slide.dcm cannot be read/);
  expect(await read(1, 1)).toBeInstanceOf(Blob);
});

test("frames without a table that are more or fewer than said are missing", async () => {
  const frames = await jpegFrames();
  for (const count of ["5", "7"]) {
    const image = await open(jpegFile("none", frames, { "00280008 IS": count, "00480006 UL": 16 }));
    const reading = image.tile({ level: 0, column: 0, row: 0 });
    await expect(reading).rejects.toThrow(`has ${count} frames, but 6 pieces of them`);
  }
});

test("a frame larger than its tile is not unpacked, nor one that is no JPEG", async () => {
  const create = { width: 17, height: 16, channels: 3, background: "pink" } as const;
  const large = new Uint8Array(await sharp({ create }).jpeg().toBuffer());
  const frames = [large, Uint8Array.of(1, 2, 3, 4), ...(await jpegFrames()).slice(2)];
  const image = await open(jpegFile("none", frames));
  const read = (column: number) => image.tile({ level: 0, column, row: 0 });
  await expect(read(0)).rejects.toThrow("it is 17x16 pixels");
  await expect(read(1)).rejects.toThrow("it is no JPEG");
  expect(await read(2)).toBeInstanceOf(Blob);
});

/** Opens the bytes and reads all tiles; whatever fails must be told as a fault of the slide. */
async function readAll(bytes: Uint8Array<ArrayBuffer>): Promise<boolean> {
  try {
    const image = await open(new BlobBytes(new Blob([bytes]), "slide.dcm"));
    const { width, height, tileWidth, tileHeight } = image.levels[0] ?? { width: 0, height: 0 };
    if (width !== 40 || height !== 24 || tileWidth !== 16 || tileHeight !== 16) return true;
    for (const row of [0, 1]) {
      for (const column of [0, 1, 2]) await image.tile({ level: 0, column, row });
    }
    return true;
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(ParaffinError);
    return false;
  }
}

async function sparseFile(isUndefinedLength: boolean): Promise<Uint8Array<ArrayBuffer>> {
  const places = [0, 1, 2, 3, 4, 5].map((at) => ({
    "0048021a SQ": [{ "0048021e SL": (at % 3) * 16 + 1, "0048021f SL": at < 3 ? 1 : 17 }],
  }));
  const elements = { ...jpegElements, "00209311 CS": "TILED_SPARSE", "52009230 SQ": places };
  const frames = encapsulated(await jpegFrames());
  return dicomBytes(elements, frames, { syntax: syntaxes.jpeg, isUndefinedLength });
}

test("a file cut anywhere is refused, or its last frame is missing", async () => {
  for (const isUndefinedLength of [false, true]) {
    const whole = await sparseFile(isUndefinedLength);
    expect(await readAll(whole)).toBe(true);
    for (let length = 0; length < whole.length - 8; length += 13) {
      expect(await readAll(whole.slice(0, length))).toBe(false);
    }
  }
});

test("bytes changed at random do no more than break the slide", async () => {
  let seed = 1;
  const random = (below: number) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
  const whole = await sparseFile(true);
  for (let round = 0; round < 600; round += 1) {
    const bytes = whole.slice();
    for (let change = 0; change <= random(4); change += 1) bytes[random(1400)] = random(256);
    await readAll(bytes);
  }
});
