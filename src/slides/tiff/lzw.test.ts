import { expect, test } from "vitest";
import { lzwDecoded } from "./lzw.ts";

/** Codes packed highest bit first, each 9 bits wide. */
function packed(codes: readonly number[]): Uint8Array {
  const bits = codes.map((code) => code.toString(2).padStart(9, "0")).join("");
  const bytes = bits.padEnd(Math.ceil(bits.length / 8) * 8, "0").match(/.{8}/g) ?? [];
  return Uint8Array.from(bytes, (byte) => Number.parseInt(byte, 2));
}

test("the example of TIFF 6.0 unpacks: 7 7 7 8 8 7 7 6 6", () => {
  const codes = packed([256, 7, 258, 8, 8, 258, 6, 6, 257]);
  expect([...lzwDecoded(codes, 100)]).toEqual([7, 7, 7, 8, 8, 7, 7, 6, 6]);
});

test("no more comes out than is asked for", () => {
  expect([...lzwDecoded(packed([256, 7, 258, 8, 8, 258, 257]), 4)]).toEqual([7, 7, 7, 8]);
});

test.each([
  ["a code that is not there yet", [256, 7, 300, 257], [7]],
  ["no code that stands alone first", [256, 258, 257], []],
  ["no end", [256, 7, 8], [7, 8]],
])("with %s it ends there", (_, codes, expected) => {
  expect([...lzwDecoded(packed(codes), 100)]).toEqual(expected);
});
