import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseSuitability } from "./parse-suitability.ts";

const bytesOf = (value: unknown): ArrayBuffer =>
  new TextEncoder().encode(JSON.stringify(value)).buffer as ArrayBuffer;

const limit = { typical: 0, limit: 1 };
const whole = {
  format: 1,
  limits: { foreign: limit, brown: limit, darkness: limit, texture: limit },
  texture: { mean: [0, 0], basis: [[1, 0]] },
};

test("a whole file is read", () => {
  expect(parseSuitability(bytesOf(whole)).texture.basis).toEqual([[1, 0]]);
});

test("the shipped file is small and as wide as the patch embeddings", () => {
  const file = readFileSync("public/pack/suitability.json");
  const manifest = JSON.parse(readFileSync("public/pack/manifest.json", "utf8"));
  expect(file.byteLength).toBeLessThan(150_000);
  const { texture } = parseSuitability(new Uint8Array(file).buffer);
  expect(texture.mean).toHaveLength(manifest.dimensions.patch);
});

test("the wrong field is named", () => {
  const upsideDown = { ...whole, limits: { ...whole.limits, brown: { typical: 1, limit: 0.5 } } };
  expect(() => parseSuitability(bytesOf(upsideDown))).toThrow(/limits\.brown: must lie above/);
  const narrow = { ...whole, texture: { mean: [0, 0], basis: [[1]] } };
  expect(() => parseSuitability(bytesOf(narrow))).toThrow(/texture: must have directions/);
  expect(() => parseSuitability(bytesOf({}))).toThrow(/format/);
  expect(() => parseSuitability(new TextEncoder().encode("{").buffer as ArrayBuffer)).toThrow(
    /not JSON/,
  );
});
