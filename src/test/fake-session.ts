import type { Feeds, InferenceSession, Outputs, Tensor } from "#pipeline/levels/session.ts";

export interface FakeSession extends InferenceSession {
  readonly runs: Feeds[];
  readonly released: boolean;
}

/** A graph that is `compute`; what is asked to be held is held. */
export function fakeSession(
  compute: (feeds: Feeds) => Readonly<Record<string, Tensor>>,
): FakeSession {
  const runs: Feeds[] = [];
  let released = false;
  return {
    runs,
    get released() {
      return released;
    },
    async run(feeds, held = []) {
      runs.push(feeds);
      const outputs: [string, Outputs[string]][] = Object.entries(compute(feeds)).map(
        ([name, tensor]) => [name, held.includes(name) ? heldTensor(tensor) : tensor],
      );
      return Object.fromEntries(outputs);
    },
    async release() {
      released = true;
    },
  };
}

/** A held tensor that lets a fake graph see what it holds, and the test that it was disposed. */
export interface FakeHeld {
  readonly type: "held";
  readonly tensor: Tensor;
  disposed: boolean;
  dispose(): void;
}

export function heldTensor(tensor: Tensor): FakeHeld {
  const held: FakeHeld = {
    type: "held",
    tensor,
    disposed: false,
    dispose: () => {
      held.disposed = true;
    },
  };
  return held;
}
