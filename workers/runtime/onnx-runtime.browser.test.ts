import { describe, expect, test } from "vitest";
import type { PackFileName } from "#packs/manifest.ts";
import { createKvCache, startDecoding } from "#pipeline/levels/decoder.ts";
import { expandWeights } from "#pipeline/levels/expand-weights.ts";
import { filledValues, parseSelfTest, selfTestError } from "#pipeline/levels/self-test.ts";
import type { InferenceSession } from "#pipeline/levels/session.ts";
import { manifestInBrowser, packFileInBrowser } from "#test/pack-in-browser.ts";
import { describeAdapter } from "./gpu.ts";
import { createOnnxRuntime } from "./onnx-runtime.ts";
import type { Provider } from "./runtime.ts";

const manifest = await manifestInBrowser();
const tests = parseSelfTest(await packFileInBrowser(manifest, "self-test"));
/** The logit of what the decoder never says. */
const NEVER = -1e4;
const graphs = [...tests.keys()] as PackFileName[];
const runtimes = {
  wasm: createOnnxRuntime({ threads: "all" }),
  webgpu: createOnnxRuntime({ threads: "all" }),
};

async function openOn(provider: Provider, name: PackFileName) {
  return runtimes[provider].open({ bytes: await packFileInBrowser(manifest, name) }, provider);
}

async function openWide() {
  const bytes = expandWeights(await packFileInBrowser(manifest, "llm-decoder"), manifest.llm.wide);
  const weights = { name: manifest.llm.wide.weights, bytes };
  const graph = await packFileInBrowser(manifest, "llm-decoder-wide");
  return runtimes.wasm.open({ bytes: graph, weights }, "wasm");
}

async function errorOn(provider: Provider, name: PackFileName): Promise<number> {
  return errorOf(await openOn(provider, name), name);
}

async function errorOf(session: InferenceSession, name: PackFileName): Promise<number> {
  const graph = tests.get(name);
  if (graph === undefined) throw new Error(`The pack has no known answers of ${name}.`);
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

test("the wide decoder on WASM gives the int4 file's known numbers", async () => {
  expect(await errorOf(await openWide(), "llm-decoder")).toBeLessThanOrEqual(1e-3);
});

test.each(["wasm", "webgpu"] as const)(
  "a sequence in two pieces through the KV cache ends as in one on %s",
  async (provider) => {
    const session = await openOn(provider, "llm-decoder");
    const width = manifest.dimensions.llm;
    const rows = filledValues(3 * width, 1, 0.2, -0.1);
    const patchKeys = filledValues(manifest.filter.keepPerSlide * width, 2);
    const start = () => startDecoding(session, createKvCache(manifest), { patchKeys, width });
    const expected = await start().add(rows);
    const pieces = start();
    await pieces.add(rows.subarray(0, 2 * width));
    const actual = await pieces.add(rows.subarray(2 * width));
    await session.release();
    const gaps = actual.logits.map((value, at) => Math.abs(value - (expected.logits[at] ?? 0)));
    const sizes = expected.logits.filter((value) => value > NEVER / 2).map(Math.abs);
    expect(Math.max(...gaps) / Math.max(...sizes)).toBeLessThan(1e-3);
  },
);

test("the software adapter is refused by name", async () => {
  expect(await describeAdapter()).toMatchObject({
    kind: "none",
    reason: expect.stringMatching(/^software adapter \(.*swiftshader/),
  });
});
