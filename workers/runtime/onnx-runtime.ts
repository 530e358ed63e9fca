import type * as OnnxRuntime from "onnxruntime-web/wasm";
import { oneAtATime } from "#core/one-at-a-time.ts";
import type { InferenceSession } from "#pipeline/levels/session.ts";
import { describeAdapter, requestDevice } from "./gpu.ts";
import { createSession } from "./onnx-session.ts";
import type { Adapter, Provider, Runtime, Threads } from "./runtime.ts";

type Ort = typeof OnnxRuntime;

/** More threads than this gain little on models of a few megabytes. */
const MOST_THREADS = 8;

/** Where the runtime's own .mjs and .wasm files lie on our origin. */
const RUNTIME_FOLDER = "runtime/";

/**
 * The one door to onnxruntime-web. The build is loaded on first use: native WebGPU with JSPI where
 * the browser can suspend WASM, with Asyncify where it cannot, plain WASM without a GPU.
 * Create, run and release never overlap: two at once hang or reject (one instance, one thing).
 */
export function createOnnxRuntime(wanted: { readonly threads: "one" | "all" }): Runtime {
  const lock = oneAtATime();
  let adapter: Promise<Adapter> | null = null;
  let build: Promise<Ort> | null = null;
  let device: Promise<GPUDevice> | null = null;
  const findAdapter = (): Promise<Adapter> => (adapter ??= describeAdapter());
  const threads = (): Threads => countThreads(wanted.threads);
  const openOn = async (
    graph: ArrayBuffer,
    provider: Provider,
    held: readonly string[],
  ): Promise<InferenceSession> => {
    const withGpu = provider === "webgpu" || (await findAdapter()).kind === "gpu";
    build ??= loadBuild(withGpu, threads().count);
    const ort = await build;
    if (provider === "wasm") return createSession(ort, graph, { lock });
    device ??= requestDevice();
    return createSession(ort, graph, { lock, device: await device, held });
  };
  return {
    adapter: findAdapter,
    threads,
    open: (graph, provider, held = []) => openOn(graph, provider, held),
  };
}

async function loadBuild(withGpu: boolean, threads: number): Promise<Ort> {
  const ort = await importBuild(withGpu);
  ort.env.wasm.wasmPaths = new URL(
    `${import.meta.env.BASE_URL}${RUNTIME_FOLDER}`,
    location.origin,
  ).href;
  ort.env.wasm.numThreads = threads;
  ort.env.logLevel = "error";
  return ort;
}

function importBuild(withGpu: boolean): Promise<Ort> {
  if (!withGpu) return import("onnxruntime-web/wasm");
  return "Suspending" in WebAssembly
    ? import("onnxruntime-web/jspi")
    : import("onnxruntime-web/webgpu");
}

/** Set by us: the runtime's own default is half the cores. */
function countThreads(wanted: "one" | "all"): Threads {
  if (wanted === "one") return { count: 1, reason: null };
  if (!crossOriginIsolated) {
    return { count: 1, reason: "one thread, for the page is not cross-origin isolated" };
  }
  const count = Math.min(MOST_THREADS, navigator.hardwareConcurrency);
  return { count: Math.max(1, count), reason: null };
}
