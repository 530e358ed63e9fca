import { describe, expect, test } from "vitest";
import { tableOf } from "#pipeline/cells/cell-table.ts";
import { fakeAnswer, fakeCell } from "#test/fake-answer.ts";
import { fakeCamera } from "#test/fake-camera.ts";
import { createFakeEngine } from "#test/fake-engine.ts";
import { fakeSlide } from "#test/pink-slide.ts";
import { createSession } from "#ui/session/session.ts";
import { createStores } from "#ui/session/stores.ts";
import { commandsOf } from "./commands.ts";

function room() {
  const stores = createStores();
  const session = createSession(createFakeEngine(), stores, "pack");
  const { camera, moves } = fakeCamera();
  stores.view.getState().cameraReady(camera);
  const commands = commandsOf({ stores, session });
  const press = (key: string) => commands.find(({ keys }) => keys.includes(key))?.run();
  return { stores, session, moves, press, commands };
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

describe("Escape", () => {
  function withSelection() {
    const all = room();
    const { annotations, overlay } = all.stores;
    const table = tableOf([fakeCell(0, 0, 1)]);
    overlay.getState().cellSelected({ table, cell: 0 });
    const rect = { x: 0, y: 0, width: 9, height: 9 };
    annotations.getState().shapeDrawn({ kind: "rectangle", rect });
    const selected = () => [overlay.getState().selected, annotations.getState().selectedId];
    return { ...all, selected };
  }

  test("lets go of the selected cell and the selected annotation", () => {
    const { press, selected } = withSelection();
    expect(selected()).not.toContain(null);
    press("Escape");
    expect(selected()).toEqual([null, null]);
  });

  test("leaves the tool, then closes the sheet, and only then lets go", () => {
    const { stores, press, selected } = withSelection();
    stores.annotations.getState().toolChosen("line");
    stores.view.getState().panelToggled("keys");
    press("Escape");
    expect(stores.annotations.getState().tool).toBe("move");
    expect(stores.view.getState().panel).toBe("keys");
    press("Escape");
    expect(stores.view.getState().panel).toBeNull();
    expect(selected()).not.toContain(null);
    press("Escape");
    expect(selected()).toEqual([null, null]);
  });
});

test("1 to 7 magnify about the pointer, from 1.25x to 80x", () => {
  const { stores, moves, press } = room();
  stores.slide
    .getState()
    .slideOpened(
      { kind: "url", url: "http://here/a.svs", micronsPerPixel: null },
      fakeSlide({ micronsPerPixel: 0.25 }),
    );
  press("1");
  stores.view.getState().pointerMoved([7, 9]);
  press("6");
  press("7");
  expect(moves).toEqual([
    [1.25 / 40, null],
    [1, [7, 9]],
    [2, [7, 9]],
  ]);
});

test("turning, mirroring and lying straight again", () => {
  const { stores, press } = room();
  press("Shift+r");
  press("Shift+m");
  expect(stores.display.getState()).toMatchObject({ rotation: 90, isFlipped: true });
  press("Shift+l");
  press("Shift+l");
  expect(stores.display.getState().rotation).toBe(270);
});

test("Shift+C opens what sets brightness and contrast", () => {
  const { stores, press } = room();
  press("Shift+c");
  expect(stores.view.getState().panel).toBe("display");
});

test("Space lets the slide be dragged for as long as it is held", () => {
  const { stores, press, commands } = room();
  press(" ");
  expect(stores.display.getState().isPanHeld).toBe(true);
  commands.find(({ keys }) => keys.includes(" "))?.release?.();
  expect(stores.display.getState().isPanHeld).toBe(false);
});
