import type * as OnnxRuntime from "onnxruntime-web/wasm";
import type { OneAtATime } from "#core/one-at-a-time.ts";
import type { InferenceSession, Tensor, Tensors } from "#pipeline/levels/session.ts";
import type { Graph } from "./runtime.ts";

type Ort = typeof OnnxRuntime;

/** Below it the runtime prints to the console what is none of the person's business. */
const LOG_ERRORS = 3;

export interface SessionOptions {
  readonly lock: OneAtATime;
  /** WebGPU runs on this device; without one the session runs on WASM. */
  readonly device?: GPUDevice;
}

export async function createSession(
  ort: Ort,
  { bytes, weights }: Graph,
  { lock, device }: SessionOptions,
): Promise<InferenceSession> {
  const session = await lock(() =>
    ort.InferenceSession.create(new Uint8Array(bytes), {
      logSeverityLevel: LOG_ERRORS,
      executionProviders: [device ? { name: "webgpu", device } : "wasm"],
      ...(weights ? { externalData: [{ path: weights.name, data: weights.bytes }] } : {}),
    }),
  );
  return {
    run: (feeds) => lock(() => runSession(ort, session, feeds)),
    release: () => lock(() => session.release()),
  };
}

async function runSession(
  ort: Ort,
  session: OnnxRuntime.InferenceSession,
  feeds: Tensors,
): Promise<Tensors> {
  const made = Object.entries(feeds).map(([name, feed]) => [name, toOnnx(ort, feed)] as const);
  const results = await session.run(Object.fromEntries(made));
  const outputs: Record<string, Tensor> = {};
  for (const [name, tensor] of Object.entries(results)) {
    outputs[name] = await takeTensor(name, tensor);
  }
  for (const [, tensor] of made) tensor.dispose();
  return outputs;
}

function toOnnx(ort: Ort, tensor: Tensor): OnnxRuntime.Tensor {
  return tensor.type === "int64"
    ? new ort.Tensor("int64", tensor.data, tensor.shape)
    : new ort.Tensor("float32", tensor.data, tensor.shape);
}

/** The output in our memory; the runtime's tensor is disposed. */
async function takeTensor(name: string, tensor: OnnxRuntime.Tensor): Promise<Tensor> {
  const data = await tensor.getData(true);
  const shape = [...tensor.dims];
  if (data instanceof Float32Array) return { type: "float32", shape, data };
  if (data instanceof BigInt64Array) return { type: "int64", shape, data };
  throw new TypeError(`Output "${name}" is ${tensor.type}; the pack's graphs give float32.`);
}
