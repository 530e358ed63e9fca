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

/** A level's own instance of the runtime; the worker that holds it ends with it. */
export interface Runtime {
  /** The adapter WebGPU sessions run on, asked for once. */
  adapter(): Promise<Adapter>;
  threads(): Threads;
  /** Opens a graph; outputs named in `held` may stay on the device (see HeldTensor). */
  open(graph: ArrayBuffer, provider: Provider, held?: readonly string[]): Promise<InferenceSession>;
}
