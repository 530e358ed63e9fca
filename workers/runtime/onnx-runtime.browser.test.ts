import { describe, expect, test } from "vitest";
import type { PackFileName } from "#packs/manifest.ts";
import { startDecoding } from "#pipeline/levels/decoder.ts";
import { filledValues, parseSelfTest, selfTestError } from "#pipeline/levels/self-test.ts";
import { manifestInBrowser, packFileInBrowser } from "#test/pack-in-browser.ts";
import { describeAdapter } from "./gpu.ts";
import { createOnnxRuntime } from "./onnx-runtime.ts";
import type { Provider } from "./runtime.ts";

const manifest = await manifestInBrowser();
const tests = parseSelfTest(await packFileInBrowser(manifest, "self-test"));
const graphs = [...tests.keys()] as PackFileName[];
const runtimes = {
  wasm: createOnnxRuntime({ threads: "all" }),
  webgpu: createOnnxRuntime({ threads: "all" }),
};

async function openOn(provider: Provider, name: PackFileName, held: readonly string[] = []) {
  return runtimes[provider].open(await packFileInBrowser(manifest, name), provider, held);
}

async function errorOn(provider: Provider, name: PackFileName): Promise<number> {
  const graph = tests.get(name);
  if (graph === undefined) throw new Error(`The pack has no known answers of ${name}.`);
  const session = await openOn(provider, name);
  return selfTestError(session, graph).finally(() => session.release());
}

/** What int4 weights and the order of adding them leave of the numbers. */
const toleranceOf = (name: PackFileName): number => (name === "llm-decoder" ? 1e-3 : 1e-4);

describe("onnxruntime-web gives the pack's known numbers", () => {
  test.each(graphs)("%s on WASM", async (name) => {
    expect(await errorOn("wasm", name)).toBeLessThanOrEqual(toleranceOf(name));
  });

  // Convolutions take half a minute on the software adapter; on a real one the self-test at each
  // start holds them to their numbers.
  const withoutConvolutions = graphs.filter(
    (name) => name !== "patch-encoder" && name !== "cell-segmenter",
  );
  test.each(withoutConvolutions)("%s on WebGPU's software adapter", async (name) => {
    expect(await errorOn("webgpu", name)).toBeLessThanOrEqual(toleranceOf(name));
  });
});

test.each(["wasm", "webgpu"] as const)(
  "a sequence in two pieces through the held KV cache ends as in one on %s",
  async (provider) => {
    const session = await openOn(provider, "llm-decoder", ["present_keys", "present_values"]);
    const width = manifest.dimensions.llm;
    const rows = filledValues(3 * width, 1, 0.2, -0.1);
    const keys = filledValues(manifest.filter.keepPerSlide * width, 2);
    const whole = startDecoding(session, manifest, keys);
    const expected = await whole.add(rows);
    const pieces = startDecoding(session, manifest, keys);
    await pieces.add(rows.slice(0, 2 * width));
    const actual = await pieces.add(rows.slice(2 * width));
    for (const decoding of [whole, pieces]) decoding.dispose();
    await session.release();
    const gaps = actual.map((value, index) => Math.abs(value - (expected[index] ?? 0)));
    expect(Math.max(...gaps) / Math.max(...expected.map(Math.abs))).toBeLessThan(1e-3);
  },
);

test("the software adapter is refused by name", async () => {
  expect(await describeAdapter()).toMatchObject({
    kind: "none",
    reason: expect.stringMatching(/^software adapter \(.*swiftshader/),
  });
});
