import { ParaffinError } from "#core/errors.ts";
import type { PackFileName } from "#packs/manifest.ts";
import { type GraphTest, selfTestError, testInputs } from "#pipeline/levels/self-test.ts";
import type { InferenceSession } from "#pipeline/levels/session.ts";
import type { Graph, Provider, Runtime } from "./runtime.ts";

/** A level's graphs with their known answers. */
export interface GraphFile {
  readonly name: PackFileName;
  readonly bytes: ArrayBuffer;
  readonly test: GraphTest;
  /** The same model in the form that is fastest on WASM, where that is another. */
  readonly onWasm?: () => Graph;
}

/** Where a level runs, and why, for the status line. */
export interface Choice {
  readonly provider: Provider;
  readonly threads: number;
  readonly reason: string;
  readonly sessions: ReadonlyMap<PackFileName, InferenceSession>;
}

/** Up to this size a level is opened on both providers and the faster one is kept. */
const SMALL_LEVEL_BYTES = 64e6;

/**
 * Opens a level's graphs where they give right answers fastest. WebGPU is trusted only once every
 * graph has answered its self-test: drivers exist that compute wrong numbers and raise nothing.
 * A level that is wrong on WASM too fails with `model-wrong`.
 */
export async function chooseProvider(
  runtime: Runtime,
  graphs: readonly GraphFile[],
  now: () => number = () => performance.now(),
): Promise<Choice> {
  const adapter = await runtime.adapter();
  if (adapter.kind === "none") return onWasm(runtime, graphs, `WASM: ${adapter.reason}`);
  const gpu = await openChecked(runtime, graphs, "webgpu");
  if ("fault" in gpu) return onWasm(runtime, graphs, `WASM: ${gpu.fault} (${adapter.name})`);
  const choice = { provider: "webgpu" as const, threads: 1, sessions: gpu.sessions };
  if (sizeOf(graphs) > SMALL_LEVEL_BYTES) return { ...choice, reason: `WebGPU: ${adapter.name}` };
  const wasm = await openChecked(runtime, graphs, "wasm");
  if ("fault" in wasm) return { ...choice, reason: `WebGPU: ${adapter.name}; ${wasm.fault}` };
  const gpuMs = await timeRuns(gpu.sessions, graphs, now);
  const wasmMs = await timeRuns(wasm.sessions, graphs, now);
  const faster = gpuMs <= wasmMs ? gpu : wasm;
  await releaseAll(faster === gpu ? wasm.sessions : gpu.sessions);
  const times = `${gpuMs.toFixed(1)} ms on WebGPU (${adapter.name}), ${wasmMs.toFixed(1)} ms on WASM`;
  if (faster === gpu) return { ...choice, reason: `WebGPU is faster: ${times}` };
  return wasmChoice(runtime, wasm.sessions, `WASM is faster: ${times}`);
}

type Opened =
  | { readonly sessions: ReadonlyMap<PackFileName, InferenceSession> }
  | { readonly fault: string; readonly cause: unknown };

async function onWasm(
  runtime: Runtime,
  graphs: readonly GraphFile[],
  reason: string,
): Promise<Choice> {
  const opened = await openChecked(runtime, graphs, "wasm");
  if ("sessions" in opened) return wasmChoice(runtime, opened.sessions, reason);
  throw new ParaffinError(
    "model-wrong",
    `The models do not compute here: ${opened.fault}.`,
    "Reload the page; if it stays, the pack or this browser is at fault. Try another browser.",
    { cause: opened.cause },
  );
}

function wasmChoice(
  runtime: Runtime,
  sessions: ReadonlyMap<PackFileName, InferenceSession>,
  reason: string,
): Choice {
  const threads = runtime.threads();
  const why = threads.reason === null ? reason : `${reason}; ${threads.reason}`;
  return { provider: "wasm", threads: threads.count, reason: why, sessions };
}

/** Opens every graph and holds it against its known answers; closes all again on a fault. */
async function openChecked(
  runtime: Runtime,
  graphs: readonly GraphFile[],
  provider: Provider,
): Promise<Opened> {
  const sessions = new Map<PackFileName, InferenceSession>();
  const label = provider === "webgpu" ? "WebGPU" : "WASM";
  let fault: string | null = null;
  let cause: unknown;
  for (const graph of graphs) {
    try {
      const session = await runtime.open(formFor(provider, graph), provider);
      sessions.set(graph.name, session);
      const error = await selfTestError(session, graph.test);
      if (error <= graph.test.tolerance) continue;
      fault = `${label} gave wrong numbers for the ${graph.name}: relative error ${error.toPrecision(2)}, at most ${graph.test.tolerance} is right`;
    } catch (thrown) {
      cause = thrown;
      fault = `${label} could not run the ${graph.name}: ${messageOf(thrown)}`;
    }
    await releaseAll(sessions);
    return { fault, cause };
  }
  return { sessions };
}

function formFor(provider: Provider, { bytes, onWasm }: GraphFile): Graph {
  return provider === "wasm" && onWasm ? onWasm() : { bytes };
}

/** Milliseconds to run every graph's self-test once, the best of two; the first run has warmed up. */
async function timeRuns(
  sessions: ReadonlyMap<PackFileName, InferenceSession>,
  graphs: readonly GraphFile[],
  now: () => number,
): Promise<number> {
  let total = 0;
  for (const { name, test } of graphs) {
    const inputs = testInputs(test);
    let best = Number.POSITIVE_INFINITY;
    for (let run = 0; run < 2; run += 1) {
      const start = now();
      await sessions.get(name)?.run(inputs);
      best = Math.min(best, now() - start);
    }
    total += best;
  }
  return total;
}

async function releaseAll(sessions: ReadonlyMap<PackFileName, InferenceSession>): Promise<void> {
  for (const session of sessions.values()) await session.release();
}

function sizeOf(graphs: readonly GraphFile[]): number {
  return graphs.reduce((sum, graph) => sum + graph.bytes.byteLength, 0);
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
