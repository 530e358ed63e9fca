import { describe, expect, test } from "vitest";
import type { Level0Rect } from "#core/geometry.ts";
import { fakeAnswer } from "#test/fake-answer.ts";
import { createFakeEngine } from "#test/fake-engine.ts";
import { createSession } from "#ui/session/session.ts";
import { createStores } from "#ui/session/stores.ts";
import { commandsOf, keyName } from "./commands.ts";

function room() {
  const stores = createStores();
  const session = createSession(createFakeEngine(), stores, "pack");
  const moves: unknown[] = [];
  stores.view.getState().cameraReady({
    fit: () => moves.push("fit"),
    zoomBy: (factor) => moves.push(factor > 1 ? "in" : "out"),
    panBy: (right, down) => moves.push([Math.sign(right), Math.sign(down)]),
    flyTo: (rect: Level0Rect) => moves.push(rect.x),
  });
  const press = (key: string) =>
    commandsOf({ stores, session })
      .find(({ keys }) => keys.includes(key))
      ?.run();
  return { stores, session, moves, press };
}

test("no two commands share a key", () => {
  const keys = commandsOf(room()).flatMap((command) => command.keys);
  expect(new Set(keys).size).toBe(keys.length);
});

test("arrows, plus, minus and 0 move the view", () => {
  const { moves, press } = room();
  for (const key of ["ArrowLeft", "ArrowDown", "+", "-", "0"]) press(key);
  expect(moves).toEqual([[-1, 0], [0, 1], "in", "out", "fit"]);
});

describe("N and P", () => {
  function answered() {
    const all = room();
    const turnId = all.stores.conversation.getState().questionAsked("Where?");
    all.stores.conversation.getState().attemptAnswered({ turnId, attempt: "main" }, fakeAnswer);
    all.stores.view.getState().answerShown(turnId);
    const selected = () => all.stores.view.getState().selected?.patchId;
    return { ...all, selected };
  }

  test("go through the evidence, cited patches first, and round again", () => {
    const { press, selected, moves } = answered();
    const seen = Array.from({ length: 4 }, () => {
      press("n");
      return selected();
    });
    expect(seen).toEqual([1, 3, 2, 1]);
    expect(moves.slice(0, 2)).toEqual([256, 1280]);
  });

  test("begin at the end when going back", () => {
    const { press, selected } = answered();
    press("p");
    expect(selected()).toBe(2);
    press("p");
    expect(selected()).toBe(3);
  });

  test("do nothing before there is an answer", () => {
    const { press, moves } = room();
    press("n");
    expect(moves).toEqual([]);
  });
});

test("Escape closes the panel first, then clears the selection", () => {
  const { stores, press } = room();
  stores.view.getState().patchSelected(1, 2);
  stores.view.getState().panelToggled("keys");
  press("Escape");
  expect(stores.view.getState()).toMatchObject({ panel: null, selected: { patchId: 2 } });
  press("Escape");
  expect(stores.view.getState().selected).toBeNull();
});

test("keys are named as they are printed", () => {
  expect(["ArrowUp", "h", "/", "Escape"].map(keyName)).toEqual(["↑", "H", "/", "Escape"]);
});
