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

export type Tensors = Readonly<Record<string, Tensor>>;

/**
 * All the models ask of a runtime, so that the same model code runs over onnxruntime-web in a
 * worker, onnxruntime-node in a test, or a fake. Runs of one runtime never overlap.
 */
export interface InferenceSession {
  run(feeds: Tensors): Promise<Tensors>;
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
export function floatsOf(outputs: Tensors, name: string): Float32Array {
  const output = outputs[name];
  if (output?.type !== "float32") throw new TypeError(`The graph has no float32 output "${name}".`);
  return output.data;
}
