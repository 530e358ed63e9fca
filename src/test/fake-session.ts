import type { InferenceSession, Tensors } from "#pipeline/levels/session.ts";

export interface FakeSession extends InferenceSession {
  readonly runs: Tensors[];
  readonly released: boolean;
}

/** A graph that is `compute`. */
export function fakeSession(compute: (feeds: Tensors) => Tensors): FakeSession {
  const runs: Tensors[] = [];
  let released = false;
  return {
    runs,
    get released() {
      return released;
    },
    async run(feeds) {
      runs.push(feeds);
      return compute(feeds);
    },
    async release() {
      released = true;
    },
  };
}
