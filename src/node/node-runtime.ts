import { availableParallelism } from "node:os";
import * as ort from "onnxruntime-node";
import type { InferenceSession, Tensor, Tensors } from "#pipeline/levels/session.ts";

/** More threads than this gain little on models of a few megabytes. */
const MOST_THREADS = 8;

/** What the models run on. */
export const nodeProvider = {
  provider: "cpu",
  runtime: `onnxruntime-node ${ort.env.versions.node ?? ort.env.versions.common}`,
  threads: Math.min(MOST_THREADS, availableParallelism()),
} as const;

/** The door to onnxruntime-node: the very model code of the workers, without a browser. */
export async function openNodeSession(
  graph: ArrayBuffer,
  threads: number = nodeProvider.threads,
): Promise<InferenceSession> {
  const session = await ort.InferenceSession.create(new Uint8Array(graph), {
    executionProviders: [nodeProvider.provider],
    intraOpNumThreads: threads,
  });
  return {
    run: (feeds) => runNode(session, feeds),
    release: () => session.release(),
  };
}

async function runNode(session: ort.InferenceSession, feeds: Tensors): Promise<Tensors> {
  const inputs = Object.entries(feeds).map(([name, feed]) => [name, toOrt(feed)]);
  const results = Object.entries(await session.run(Object.fromEntries(inputs)));
  return Object.fromEntries(results.map(([name, tensor]) => [name, take(tensor)]));
}

function toOrt(value: Tensor): ort.Tensor {
  return value.type === "int64"
    ? new ort.Tensor("int64", value.data, value.shape)
    : new ort.Tensor("float32", value.data, value.shape);
}

function take(tensor: ort.Tensor): Tensor {
  const shape = [...tensor.dims];
  if (tensor.data instanceof Float32Array) return { type: "float32", shape, data: tensor.data };
  if (tensor.data instanceof BigInt64Array) return { type: "int64", shape, data: tensor.data };
  throw new TypeError(`An output of type ${tensor.type}; the pack's graphs give float32.`);
}
