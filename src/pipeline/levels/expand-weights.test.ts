import { expect, test } from "vitest";
import { openDiskPack } from "#node/pack-on-disk.ts";
import { expandWeights, halfToFloat } from "./expand-weights.ts";

test("each number of a matrix is its step times its block's scale, column after column", () => {
  const columns = [8, 9, 0, 15].flatMap((step) => Array<number>(8).fill(step)); // 0, 1, -8, 7
  const pairs = [columns, columns.toReversed()].flatMap((row) =>
    Array.from({ length: 16 }, (_, at) => (row[2 * at] ?? 0) | ((row[2 * at + 1] ?? 0) << 4)),
  );
  const file = Uint8Array.of(99, ...pairs, 99, 0x00, 0x3c, 0x00, 0xc0).buffer; // scales 1 and -2
  const matrix = { rows: 2, columns: 32, packed: 1, scales: 34 };
  const bytes = expandWeights(file, { weights: "w", block: 32, matrices: [matrix] });
  const found = [...new Float32Array(bytes.buffer)];
  const value = (step: number, scale: number) => (step - 8) * scale + 0; // no -0
  const expected = columns.flatMap((step, at) => [
    value(step, 1),
    value(columns[31 - at] ?? 0, -2),
  ]);
  expect(found.map((number) => number + 0)).toEqual(expected);
});

test("matrices follow each other, each with blocks of its own", () => {
  const file = new Uint8Array(64).fill(0x99); // every step is 1
  new DataView(file.buffer).setUint16(40, 0x4000, true); // 2
  new DataView(file.buffer).setUint16(42, 0x4200, true); // 3
  const matrices = [
    { rows: 1, columns: 32, packed: 0, scales: 42 },
    { rows: 1, columns: 64, packed: 0, scales: 40 },
  ];
  const bytes = expandWeights(file.buffer, { weights: "w", block: 32, matrices });
  const runs = [3, 2, 3].flatMap((value) => Array<number>(32).fill(value));
  expect([...new Float32Array(bytes.buffer)]).toEqual(runs);
});

test.each([
  [0x0000, 0],
  [0x8001, -(2 ** -24)],
  [0x03ff, 1023 * 2 ** -24],
  [0x3555, 0.333251953125],
  [0xfbff, -65504],
  [0x7c00, Number.POSITIVE_INFINITY],
  [0x7c01, Number.NaN],
])("half %i is %d", (bits, value) => {
  expect(halfToFloat(bits)).toBe(value);
});

test("the pack's weights fill what the wide graph asks for, and none is wild", () => {
  const { manifest, read } = openDiskPack();
  const bytes = expandWeights(read("llm-decoder"), manifest.llm.wide);
  const count = manifest.llm.wide.matrices.reduce((sum, m) => sum + m.rows * m.columns, 0);
  const values = new Float32Array(bytes.buffer);
  expect(values).toHaveLength(count);
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  expect(largest).toBeGreaterThan(0.1);
  expect(largest).toBeLessThan(20);
});
