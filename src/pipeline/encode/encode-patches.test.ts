import { expect, test } from "vitest";
import { keepRows } from "./encode-patches.ts";

test("the rows that are kept stay whole and in their order", () => {
  const encoded = {
    embeddings: Float32Array.of(1, 2, 3, 4, 5, 6),
    tokens: Float32Array.of(1, 1, 1, 2, 2, 2, 3, 3, 3),
  };
  const kept = keepRows(encoded, { patch: 2, token: 3 }, [true, false, true]);
  expect([...kept.embeddings]).toEqual([1, 2, 5, 6]);
  expect([...kept.tokens]).toEqual([1, 1, 1, 3, 3, 3]);
});
