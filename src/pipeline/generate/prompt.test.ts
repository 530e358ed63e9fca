import { expect, test } from "vitest";
import { promptSlots } from "./prompt.ts";

const tokenId = (token: string): number => Number(token.slice(2, -1)) + 100;
const vector = new Float32Array(1);
const patch = (id: number) => ({ id, patch: vector, cell: vector });

test("slide, then each region with its patches, each after its id, then the text", () => {
  const visual = {
    slide: vector,
    regions: [
      { embedding: vector, patches: [patch(2), patch(1)] },
      { embedding: vector, patches: [] },
      { embedding: vector, patches: [patch(7)] },
    ],
  };
  const order = promptSlots(visual, [5, 6], tokenId).map((slot) => {
    if (slot.kind === "token") return `token ${slot.id}`;
    return slot.kind === "slide" ? "slide" : `${slot.kind} ${slot.index}`;
  });
  expect(order).toEqual([
    "slide",
    "region 0",
    "token 102",
    "patch 0",
    "cell 0",
    "token 101",
    "patch 1",
    "cell 1",
    "region 1",
    "region 2",
    "token 107",
    "patch 2",
    "cell 2",
    "token 5",
    "token 6",
  ]);
});

test("blind is the text alone", () => {
  expect(promptSlots(null, [5], tokenId)).toEqual([{ kind: "token", id: 5 }]);
});
