/** A tensor in our memory: `data.length` is the product of `shape`. */
export type Tensor = FloatTensor | IntegerTensor;

export interface FloatTensor {
  readonly type: "float32";
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

export interface IntegerTensor {
  readonly type: "int64";
  readonly shape: readonly number[];
  readonly data: BigInt64Array;
}

/**
 * An output that stays where the runtime made it (a GPU buffer, the WASM heap) and goes back in as
 * an input: how a KV cache passes from token to token. Whoever asked for it disposes it.
 */
export interface HeldTensor {
  readonly type: "held";
  dispose(): void;
}

export type Tensors = Readonly<Record<string, Tensor>>;
export type Feeds = Readonly<Record<string, Tensor | HeldTensor>>;
export type Outputs = Readonly<Record<string, Tensor | HeldTensor>>;

/**
 * All the models ask of a runtime, so that the same model code runs over onnxruntime-web in a
 * worker, onnxruntime-node in a test, or a fake. Runs of one runtime never overlap.
 */
export interface InferenceSession {
  /** Outputs by name; those named in `held` stay in the runtime. */
  run(feeds: Feeds, held?: readonly string[]): Promise<Outputs>;
  release(): Promise<void>;
}

export function float32(data: Float32Array, ...shape: readonly number[]): FloatTensor {
  return { type: "float32", shape, data };
}

export function int64(values: ArrayLike<number>, ...shape: readonly number[]): IntegerTensor {
  const data = new BigInt64Array(values.length);
  for (let index = 0; index < values.length; index += 1) data[index] = BigInt(values[index] ?? 0);
  return { type: "int64", shape, data };
}

/** The float32 output `name`; a graph without it is not the graph the pack promised. */
export function floatsOf(outputs: Outputs, name: string): Float32Array {
  const output = outputs[name];
  if (output?.type !== "float32") throw new TypeError(`The graph has no float32 output "${name}".`);
  return output.data;
}

export function heldOf(outputs: Outputs, name: string): HeldTensor {
  const output = outputs[name];
  if (output?.type !== "held") throw new TypeError(`The graph has no held output "${name}".`);
  return output;
}
