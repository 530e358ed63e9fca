import type * as OnnxRuntime from "onnxruntime-web/wasm";
import type { OneAtATime } from "#core/one-at-a-time.ts";
import type {
  Feeds,
  HeldTensor,
  InferenceSession,
  Outputs,
  Tensor,
} from "#pipeline/levels/session.ts";

type Ort = typeof OnnxRuntime;

/** Below it the runtime prints to the console what is none of the person's business. */
const LOG_ERRORS = 3;

export interface SessionOptions {
  readonly lock: OneAtATime;
  /** WebGPU runs on this device; without one the session runs on WASM. */
  readonly device?: GPUDevice;
  /** Outputs that stay on the device until they are read. */
  readonly held?: readonly string[];
}

/** A held output with the runtime's own tensor behind it. */
interface OnnxHeldTensor extends HeldTensor {
  readonly tensor: OnnxRuntime.Tensor;
}

export async function createSession(
  ort: Ort,
  graph: ArrayBuffer,
  { lock, device, held = [] }: SessionOptions,
): Promise<InferenceSession> {
  const onDevice = Object.fromEntries(held.map((name) => [name, "gpu-buffer" as const]));
  const session = await lock(() =>
    ort.InferenceSession.create(new Uint8Array(graph), {
      logSeverityLevel: LOG_ERRORS,
      executionProviders: [device ? { name: "webgpu", device } : "wasm"],
      ...(device && held.length > 0 ? { preferredOutputLocation: onDevice } : {}),
    }),
  );
  return {
    run: (feeds, keep = []) => lock(() => runSession(ort, session, feeds, keep)),
    release: () => lock(() => session.release()),
  };
}

async function runSession(
  ort: Ort,
  session: OnnxRuntime.InferenceSession,
  feeds: Feeds,
  keep: readonly string[],
): Promise<Outputs> {
  const made: [name: string, tensor: OnnxRuntime.Tensor][] = [];
  const kept: [name: string, tensor: OnnxRuntime.Tensor][] = [];
  for (const [name, feed] of Object.entries(feeds)) {
    if (isOnnxHeld(feed)) kept.push([name, feed.tensor]);
    else if (feed.type !== "held") made.push([name, toOnnx(ort, feed)]);
  }
  const results = await session.run(Object.fromEntries([...made, ...kept]));
  const outputs: Record<string, Tensor | HeldTensor> = {};
  for (const [name, tensor] of Object.entries(results)) {
    outputs[name] = keep.includes(name) ? holdTensor(tensor) : await takeTensor(name, tensor);
  }
  for (const [, tensor] of made) tensor.dispose();
  return outputs;
}

function toOnnx(ort: Ort, tensor: Tensor): OnnxRuntime.Tensor {
  return tensor.type === "int64"
    ? new ort.Tensor("int64", tensor.data, tensor.shape)
    : new ort.Tensor("float32", tensor.data, tensor.shape);
}

function holdTensor(tensor: OnnxRuntime.Tensor): OnnxHeldTensor {
  return { type: "held", tensor, dispose: () => tensor.dispose() };
}

function isOnnxHeld(value: Tensor | HeldTensor): value is OnnxHeldTensor {
  return value.type === "held";
}

/** The output in our memory; the runtime's tensor is disposed. */
async function takeTensor(name: string, tensor: OnnxRuntime.Tensor): Promise<Tensor> {
  const data = await tensor.getData(true);
  const shape = [...tensor.dims];
  if (data instanceof Float32Array) return { type: "float32", shape, data };
  if (data instanceof BigInt64Array) return { type: "int64", shape, data };
  throw new TypeError(`Output "${name}" is ${tensor.type}; the pack's graphs give float32.`);
}
