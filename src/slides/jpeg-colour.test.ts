import sharp from "sharp";
import { expect, test } from "vitest";
import { difference } from "#test/pixels.ts";
import { withColourTransform } from "./jpeg-colour.ts";
import { jpegHeader } from "./jpeg-header.ts";

const jfif = [0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0];

/** A tile of one colour, YCbCr as its JFIF segment says. */
async function tile(): Promise<Uint8Array<ArrayBuffer>> {
  const create = { width: 16, height: 16, channels: 3, background: "#406080" } as const;
  const jpeg = await sharp({ create })
    .jpeg({ quality: 100, chromaSubsampling: "4:4:4" })
    .toBuffer();
  return Uint8Array.of(...jpeg.subarray(0, 2), ...jfif, ...jpeg.subarray(2));
}

/** Largest distance of the tile's colour from the expected one. */
async function distance(jpeg: Uint8Array, expected: readonly number[]): Promise<number> {
  const pixels = await sharp(jpeg).raw().toBuffer();
  return difference(pixels.subarray(0, 3), expected).largest;
}

const rgb = [0x40, 0x60, 0x80];
/** The same colour as JFIF's YCbCr. */
const ycbcr = [
  0.299 * 0x40 + 0.587 * 0x60 + 0.114 * 0x80,
  128 - 0.1687 * 0x40 - 0.3313 * 0x60 + 0.5 * 0x80,
  128 + 0.5 * 0x40 - 0.4187 * 0x60 - 0.0813 * 0x80,
];

test("components said to be RGB are decoded as they are stored", async () => {
  const jpeg = await tile();
  expect(await distance(jpeg, rgb)).toBeLessThan(2);
  expect(await distance(withColourTransform(jpeg, "rgb"), ycbcr)).toBeLessThan(2);
  expect(await distance(withColourTransform(jpeg, "ycbcr"), rgb)).toBeLessThan(2);
});

test("the Adobe segment stands once and first, and JFIF beside YCbCr alone", async () => {
  const asRgb = withColourTransform(await tile(), "rgb");
  expect(jpegHeader(asRgb)).toMatchObject({ adobe: 0, hasJfif: false });
  const adobe = [0xff, 0xee, 0, 14, 0x41, 0x64, 0x6f, 0x62, 0x65, 0, 100, 0, 0, 0, 0, 0];
  expect([...asRgb.subarray(2, 18)]).toEqual(adobe);
  const back = withColourTransform(asRgb, "ycbcr");
  expect(jpegHeader(back)).toMatchObject({ adobe: 1 });
  expect(back.length).toBe(asRgb.length);
  expect(await distance(back, rgb)).toBeLessThan(2);
  const both = withColourTransform(await tile(), "ycbcr");
  expect(jpegHeader(both)).toMatchObject({ adobe: 1, hasJfif: true });
});

test("bytes that are no JPEG stay as they are, and damaged ones do no harm", async () => {
  const text = new TextEncoder().encode("a slide");
  expect(withColourTransform(text, "rgb")).toBe(text);
  const jpeg = await tile();
  for (let length = 2; length < 200; length += 1) {
    const cut = jpeg.slice(0, length);
    expect(withColourTransform(cut, "ycbcr").length).toBe(length + 16);
  }
});
