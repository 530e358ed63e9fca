import * as v from "valibot";
import { float32, type InferenceSession, int64, type Tensor, type Tensors } from "./session.ts";

const shape = v.array(v.pipe(v.number(), v.integer(), v.minValue(0)));
const input = v.union([
  v.object({ type: v.picklist(["float32", "int64"]), shape, data: v.array(v.number()) }),
  v.object({
    type: v.literal("float32"),
    shape,
    fill: v.pipe(v.number(), v.integer()),
    scale: v.optional(v.number(), 1),
    shift: v.optional(v.number(), 0),
  }),
]);
const graphTest = v.object({
  inputs: v.record(v.string(), input),
  outputs: v.record(v.string(), v.object({ shape, stride: v.number(), data: v.array(v.number()) })),
  tolerance: v.number(),
});
const selfTest = v.record(v.string(), graphTest);

type TestInput = v.InferOutput<typeof input>;

/** Known inputs and outputs of one graph, written by `training/hwsi/selftest.py`. */
export type GraphTest = v.InferOutput<typeof graphTest>;

/** Known answers per graph of the pack. Throws on a file of another form. */
export function parseSelfTest(json: ArrayBuffer): ReadonlyMap<string, GraphTest> {
  return new Map(Object.entries(v.parse(selfTest, JSON.parse(new TextDecoder().decode(json)))));
}

export function testInputs(test: GraphTest): Tensors {
  return Object.fromEntries(
    Object.entries(test.inputs).map(([name, entry]) => [name, tensorOf(entry)]),
  );
}

/**
 * Worst relative error over a graph's known outputs: max|a - b| / max(1e-6, max|b|). Infinite when
 * an output is missing, has another shape or is not a number.
 */
export async function selfTestError(session: InferenceSession, test: GraphTest): Promise<number> {
  const outputs = await session.run(testInputs(test));
  let worst = 0;
  for (const [name, expected] of Object.entries(test.outputs)) {
    const output = outputs[name];
    if (output?.type !== "float32") return Number.POSITIVE_INFINITY;
    if (output.shape.join() !== expected.shape.join()) return Number.POSITIVE_INFINITY;
    worst = Math.max(worst, relativeError(output.data, expected));
  }
  return worst;
}

function relativeError(
  actual: Float32Array,
  expected: { readonly stride: number; readonly data: readonly number[] },
): number {
  let difference = 0;
  let largest = 1e-6;
  for (const [index, value] of expected.data.entries()) {
    const gap = Math.abs((actual[index * expected.stride] ?? Number.NaN) - value);
    if (Number.isNaN(gap)) return Number.POSITIVE_INFINITY;
    difference = Math.max(difference, gap);
    largest = Math.max(largest, Math.abs(value));
  }
  return difference / largest;
}

function tensorOf(entry: TestInput): Tensor {
  if ("fill" in entry) {
    const count = entry.shape.reduce((product, side) => product * side, 1);
    const { fill: seed, scale, shift } = entry;
    return float32(filledValues(count, seed, scale, shift), ...entry.shape);
  }
  if (entry.type === "int64") return int64(entry.data, ...entry.shape);
  return float32(Float32Array.from(entry.data), ...entry.shape);
}

/** Value i is ((i * 2654435761 + seed * 40503) mod 2^32) / 2^32 * scale + shift. */
export function filledValues(count: number, seed: number, scale = 1, shift = 0): Float32Array {
  const start = Math.imul(seed, 40503);
  return Float32Array.from({ length: count }, (_, index) => {
    const mixed = (Math.imul(index, 2654435761 | 0) + start) >>> 0;
    return (mixed / 2 ** 32) * scale + shift;
  });
}
