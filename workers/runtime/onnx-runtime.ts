import type * as OnnxRuntime from "onnxruntime-web/wasm";
import { oneAtATime } from "#core/one-at-a-time.ts";
import { describeAdapter, requestDevice } from "./gpu.ts";
import { createSession } from "./onnx-session.ts";
import type { Adapter, Graph, Runtime, Threads } from "./runtime.ts";

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
  let gpuFailed = false;
  const findAdapter = (): Promise<Adapter> => (adapter ??= describeAdapter());
  const threads = (): Threads => countThreads(wanted.threads);
  const openOnGpu = async (graph: Graph) => {
    try {
      build ??= loadBuild("gpu", threads().count);
      device ??= requestDevice();
      return await createSession(await build, graph, { lock, device: await device });
    } catch (thrown) {
      // An instance that failed once fails for ever: WASM begins with a build of its own.
      gpuFailed = true;
      build = null;
      device = null;
      throw thrown;
    }
  };
  const openOnWasm = async (graph: Graph) => {
    const withGpu = !gpuFailed && (await findAdapter()).kind === "gpu";
    build ??= loadBuild(withGpu ? "gpu" : "plain", threads().count);
    return createSession(await build, graph, { lock });
  };
  return {
    adapter: findAdapter,
    threads,
    open: (graph, provider) => (provider === "webgpu" ? openOnGpu(graph) : openOnWasm(graph)),
  };
}

async function loadBuild(kind: "gpu" | "plain", threads: number): Promise<Ort> {
  const ort = await importBuild(kind);
  ort.env.wasm.wasmPaths = new URL(
    `${import.meta.env.BASE_URL}${RUNTIME_FOLDER}`,
    location.origin,
  ).href;
  ort.env.wasm.numThreads = threads;
  ort.env.logLevel = "error";
  return ort;
}

function importBuild(kind: "gpu" | "plain"): Promise<Ort> {
  if (kind === "plain") return import("onnxruntime-web/wasm");
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
