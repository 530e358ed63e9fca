import { describe, expect, test } from "vitest";
import { parseSelfTest, selfTestError } from "#pipeline/levels/self-test.ts";
import { describeAdapter } from "./gpu.ts";
import { createOnnxRuntime } from "./onnx-runtime.ts";
import type { Provider } from "./runtime.ts";

const PACK = "/training/out/random-pack/";

async function bytesOf(path: string): Promise<ArrayBuffer> {
  return (await fetch(`${PACK}${path}`)).arrayBuffer();
}

const tests = parseSelfTest(await bytesOf("self-test.json"));
const runtimes = {
  wasm: createOnnxRuntime({ threads: "all" }),
  webgpu: createOnnxRuntime({ threads: "all" }),
};

async function errorOf(name: string, provider: Provider): Promise<number> {
  const graph = tests.get(name);
  if (graph === undefined) throw new Error(`no known answers of ${name}`);
  const runtime = runtimes[provider];
  const session = await runtime.open(await bytesOf(`${name}.onnx`), provider);
  const s = performance.now();
  const e = await selfTestError(session, graph);
  const s2 = performance.now();
  await selfTestError(session, graph);
  console.log("second", performance.now() - s2);
  await session.release();
  console.log(
    name,
    provider,
    e,
    performance.now() - s,
    crossOriginIsolated,
    JSON.stringify(runtime.threads()),
  );
  return e;
}

describe("onnxruntime-web gives the numbers of PyTorch", () => {
  test.each([...tests.keys()])("%s on WASM", async (name) => {
    expect(await errorOf(name, "wasm")).toBeLessThanOrEqual(1e-4);
  });
  test.each([...tests.keys()])("%s on WebGPU", async (name) => {
    expect(await errorOf(name, "webgpu")).toBeLessThanOrEqual(1e-4);
  });
  test("adapter", async () => {
    console.log(JSON.stringify(await describeAdapter()));
  });
});
