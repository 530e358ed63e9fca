import { describe, expect, test } from "vitest";
import type { Turn } from "#stores/conversation-store.ts";
import type { PatchLayer } from "#stores/view-store.ts";
import { fakeAnswer, fakeLeftOut, fakePatch } from "#test/fake-answer.ts";
import { countsOf, patchAt, sceneOf, shownTurn } from "./scene.ts";

const turn: Turn = {
  id: 5,
  question: "Where?",
  slideSerial: 1,
  slideName: "a slide",
  main: { kind: "answered", answer: fakeAnswer },
  blind: null,
  isInsisted: false,
};
const looks = {
  selected: null,
  pointed: null,
  hiddenLayers: new Set<PatchLayer>(),
  hiddenClasses: new Set<number>(),
  overlaysHidden: false,
};
const statesOf = (scene: ReturnType<typeof sceneOf>) =>
  scene?.patches.map(({ patch, state }) => `${patch.id} ${state}`);

describe("the scene", () => {
  test("draws kept patches below cited ones", () => {
    expect(statesOf(sceneOf(turn, looks))).toEqual(["2 kept", "1 cited", "3 cited"]);
  });

  test("draws the selected patch last and explains it alone", () => {
    const scene = sceneOf(turn, { ...looks, selected: { turnId: 5, patchId: 2 } });
    expect(statesOf(scene)).toEqual(["1 cited", "3 cited", "2 selected"]);
    const explained = scene?.patches.filter(({ isExplained }) => isExplained);
    expect(explained?.map(({ patch }) => patch.id)).toEqual([2]);
  });

  test("lights what is pointed at in this turn only", () => {
    const lit = (turnId: number) =>
      sceneOf(turn, { ...looks, pointed: { turnId, patchIds: [1, 2] } })
        ?.patches.filter(({ isLit }) => isLit)
        .map(({ patch }) => patch.id);
    expect(lit(5)).toEqual([2, 1]);
    expect(lit(4)).toEqual([]);
  });

  test("leaves out hidden layers but never the selected patch", () => {
    const hidden = new Set<PatchLayer>(["kept", "cited"]);
    expect(statesOf(sceneOf(turn, { ...looks, hiddenLayers: hidden }))).toEqual([]);
    const selected = { turnId: 5, patchId: 3 };
    expect(statesOf(sceneOf(turn, { ...looks, hiddenLayers: hidden, selected }))).toEqual([
      "3 selected",
    ]);
  });

  test("shows what is not analysed without any answer, and below the evidence of one", () => {
    const bare = sceneOf(null, looks, fakeLeftOut);
    expect(bare).toMatchObject({ turnId: null, patches: [], leftOut: fakeLeftOut.patches });
    expect(patchAt(bare, [10, 1030])).toBeNull();
    const answered = sceneOf(turn, looks, fakeLeftOut);
    expect(answered).toMatchObject({ turnId: 5, leftOut: fakeLeftOut.patches });
    expect(statesOf(answered)).toEqual(["2 kept", "1 cited", "3 cited"]);
  });

  test("leaves out what is not analysed while that layer or everything is hidden", () => {
    const hidden = { ...looks, hiddenLayers: new Set<PatchLayer>(["leftOut"]) };
    expect(sceneOf(null, hidden, fakeLeftOut)).toBeNull();
    expect(sceneOf(turn, hidden, fakeLeftOut)?.leftOut).toEqual([]);
    expect(sceneOf(turn, { ...looks, overlaysHidden: true }, fakeLeftOut)).toBeNull();
    expect(sceneOf(null, looks, { patches: [] })).toBeNull();
  });

  test("is nothing while hidden, and before there is an answer", () => {
    expect(sceneOf(turn, { ...looks, overlaysHidden: true })).toBeNull();
    expect(sceneOf({ ...turn, main: { kind: "queued" } }, looks)).toBeNull();
  });
});

test("cells are counted over the cited patches, or over the selected one", () => {
  const cited = sceneOf(turn, looks);
  expect(cited && countsOf(cited, 4)).toEqual([4, 2, 0, 0]);
  const selected = sceneOf(turn, { ...looks, selected: { turnId: 5, patchId: 2 } });
  expect(selected && countsOf(selected, 4)).toEqual([2, 1, 0, 0]);
});

test("a point hits the patch it lies in, the uppermost where two lie", () => {
  const overlapping = {
    ...fakeAnswer,
    patches: [...fakeAnswer.patches, fakePatch(9, 300, 300, 0)],
  };
  const scene = sceneOf({ ...turn, main: { kind: "answered", answer: overlapping } }, looks);
  expect(patchAt(scene, [260, 260])?.id).toBe(1);
  expect(patchAt(scene, [310, 310])?.id).toBe(1);
  expect(patchAt(scene, [530, 530])?.id).toBe(9);
  expect(patchAt(scene, [5, 5])).toBeNull();
  expect(patchAt(null, [310, 310])).toBeNull();
});

test("evidence of another slide is not drawn", () => {
  const conversation = { turns: [turn] } as unknown as Parameters<typeof shownTurn>[0];
  expect(shownTurn(conversation, { shownTurn: 5 }, 1)).toBe(turn);
  expect(shownTurn(conversation, { shownTurn: 5 }, 2)).toBeNull();
});
