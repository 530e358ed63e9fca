import { expect, test } from "vitest";
import type { ByteSource } from "#slides/bytes/byte-source.ts";
import { type DicomElements, dicomBytes, smallLevel } from "#test/dicom-file.ts";
import { plainDecoders } from "#test/plain-decoders.ts";
import { openDicom } from "./open-dicom.ts";

/** A file of `size` bytes: `start`, then `pattern` again and again. Counts the bytes read. */
class Endless implements ByteSource {
  readonly name = "slide.dcm";
  readonly size: number;
  bytesRead = 0;
  readonly #start: Uint8Array;
  readonly #pattern: Uint8Array;

  constructor(start: Uint8Array, pattern: Uint8Array, size: number) {
    this.#start = start;
    this.#pattern = pattern;
    this.size = size;
  }

  async read(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    this.bytesRead += length;
    const bytes = new Uint8Array(length);
    for (let index = 0; index < length; index += 1) {
      const at = offset + index - this.#start.length;
      bytes[index] = (at < 0 ? this.#start.at(at) : this.#pattern[at % this.#pattern.length]) ?? 0;
    }
    return bytes;
  }

  dispose(): void {}
}

/** A native level of `side` tiles a side, its pixels claimed but not made. */
function large(side: number, more: DicomElements = {}): Endless {
  const count = side * side;
  const elements = {
    ...smallLevel,
    "00280008 IS": String(count),
    "00480006 UL": side * 16,
    "00480007 UL": side * 16,
    ...more,
  };
  const start = dicomBytes(elements, new Uint8Array(0));
  const length = count * 16 * 16 * 3;
  new DataView(start.buffer).setUint32(start.length - 4, length, true);
  return new Endless(start, Uint8Array.of(7), start.length + length);
}

test("of a large file only the header is read, and of it only its tiles", async () => {
  const file = large(1000);
  const image = await openDicom([file], plainDecoders);
  expect(file.bytesRead).toBeLessThan(66_000);
  expect(await image.tile({ level: 0, column: 999, row: 999 })).toMatchObject({ width: 16 });
  expect(file.bytesRead).toBeLessThan(67_000);
});

test("a header of several pieces is read as far as it goes", async () => {
  const profile = { "00282000 OB": new Uint8Array(300_000) };
  const file = large(1000, { "00480105 SQ": [profile] });
  expect((await openDicom([file], plainDecoders)).facts.hasColourProfile).toBe(true);
  expect(file.bytesRead).toBeLessThan(530_000);
});

const item = [0xfe, 0xff, 0x00, 0xe0];
const open = [0xff, 0xff, 0xff, 0xff];
const frameGroups = [0x00, 0x52, 0x30, 0x92, 0x53, 0x51, 0, 0, ...open];

test.each([
  ["nothing", [], [0]],
  ["elements", [], [0x09, 0x50, 0x01, 0x00, 0x55, 0x53, 0, 0]],
  ["frames", frameGroups, [...item, 0, 0, 0, 0]],
  ["sequences in each other", frameGroups, [...item, ...open, ...frameGroups]],
])("an endless header of %s is given up", async (_, head, pattern) => {
  const start = dicomBytes(smallLevel, new Uint8Array(0)).slice(0, -12);
  const whole = Uint8Array.of(...start, ...head);
  const file = new Endless(whole, Uint8Array.from(pattern), 1e12);
  await expect(openDicom([file], plainDecoders)).rejects.toMatchObject({
    kind: "slide-unreadable",
  });
  expect(file.bytesRead).toBeLessThan(40 * 2 ** 20);
});

test("what is no DICOM is refused", async () => {
  const file = new Endless(new Uint8Array(200), Uint8Array.of(0), 200);
  await expect(openDicom([file], plainDecoders)).rejects.toThrow("slide.dcm is not DICOM.");
});
