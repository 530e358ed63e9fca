import type { InferenceSession } from "#pipeline/levels/session.ts";

export type Provider = "webgpu" | "wasm";

/** What the machine offers to compute on, in words a person can read. */
export type Adapter =
  | { readonly kind: "gpu"; readonly name: string }
  | { readonly kind: "none"; readonly reason: string };

export interface Threads {
  readonly count: number;
  /** Why there are not more, or null when the level needs no more. */
  readonly reason: string | null;
}

/** An ONNX file; `weights` are its external data, by the name it asks for them. */
export interface Graph {
  readonly bytes: ArrayBuffer;
  readonly weights?: { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> };
}

/** A level's own instance of the runtime; the worker that holds it ends with it. */
export interface Runtime {
  /** The adapter WebGPU sessions run on, asked for once. */
  adapter(): Promise<Adapter>;
  threads(): Threads;
  open(graph: Graph, provider: Provider): Promise<InferenceSession>;
}
