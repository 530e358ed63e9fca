/** The stages a person sees, in the order of the paper's figure. */
export type Stage = "models" | "tissue" | "patches" | "regions" | "filter" | "cells" | "answer";

export interface StageProgress {
  readonly stage: Stage;
  /** Units done and in all; patches, cells, tokens or bytes, whichever the stage counts. */
  readonly done: number;
  readonly total: number;
}

/** What every long call takes last: a way to stop it and a way to watch it. */
export interface LongOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: StageProgress) => void;
}
