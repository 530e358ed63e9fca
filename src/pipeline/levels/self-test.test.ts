import { describe, expect, test } from "vitest";
import { fakeSession } from "#test/fake-session.ts";
import { filledValues, parseSelfTest, selfTestError, testInputs } from "./self-test.ts";
import { float32 } from "./session.ts";

const json = (value: unknown): ArrayBuffer =>
  new TextEncoder().encode(JSON.stringify(value)).buffer as ArrayBuffer;

const doubling = {
  inputs: { x: { type: "float32", shape: [4], data: [1, 2, 3, 4] } },
  outputs: { y: { shape: [4], stride: 2, data: [2, 6] } },
  tolerance: 1e-4,
};
const [graph] = [...parseSelfTest(json({ doubling })).values()];
if (graph === undefined) throw new Error("the fixture holds one graph");

const answering = (...values: readonly number[]) =>
  fakeSession(() => ({ y: float32(new Float32Array(values), values.length) }));

describe("a self-test", () => {
  test("right numbers have no error, whatever lies between the strides", async () => {
    expect(await selfTestError(answering(2, 99, 6, 99), graph)).toBe(0);
  });

  test("the error is relative to the largest known number", async () => {
    expect(await selfTestError(answering(2, 0, 6.06, 0), graph)).toBeCloseTo(0.01, 5);
  });

  test.each([
    ["a number that is none", [2, 0, Number.NaN, 0]],
    ["another shape", [2, 0, 6, 0, 0, 0]],
  ])("%s is infinitely wrong", async (_, values) => {
    expect(await selfTestError(answering(...values), graph)).toBe(Number.POSITIVE_INFINITY);
  });

  test("a missing output is infinitely wrong", async () => {
    expect(
      await selfTestError(
        fakeSession(() => ({})),
        graph,
      ),
    ).toBe(Number.POSITIVE_INFINITY);
  });

  test("inputs are given as data or as a fill", () => {
    const filled = { type: "float32", shape: [1, 3], fill: 9, scale: 0.2, shift: -0.1 };
    const ids = { type: "int64", shape: [2], data: [3, 1] };
    const tests = parseSelfTest(json({ g: { ...doubling, inputs: { filled, ids } } }));
    const inputs = testInputs(tests.get("g") ?? graph);
    expect(inputs["filled"]?.shape).toEqual([1, 3]);
    expect(inputs["ids"]?.data).toEqual(new BigInt64Array([3n, 1n]));
    const values = [...(inputs["filled"]?.data ?? [])].map(Number);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(-0.1);
    expect(Math.max(...values)).toBeLessThanOrEqual(0.1);
  });

  test("fills follow the hash in exact integers, far into a patch too", () => {
    const index = 196_607;
    const mixed = (BigInt(index) * 2654435761n + 1n * 40503n) % 2n ** 32n;
    expect(filledValues(index + 1, 1)[index]).toBe(Math.fround(Number(mixed) / 2 ** 32));
  });

  test("a file of another form is refused", () => {
    expect(() => parseSelfTest(json({ g: { inputs: {}, outputs: {} } }))).toThrow();
  });
});
