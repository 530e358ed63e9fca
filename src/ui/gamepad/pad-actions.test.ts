import { expect, test } from "vitest";
import { viewAt } from "#stores/view-geometry.ts";
import { fakeAnswer } from "#test/fake-answer.ts";
import { fakeCamera } from "#test/fake-camera.ts";
import { newSession } from "#test/open-session.ts";
import { padActions } from "./pad-actions.ts";
import type { PadButton, PadStep } from "./pad-steps.ts";

const still: PadStep = { right: 0, down: 0, zoom: 1, pressed: [], released: [] };

function room() {
  const { stores } = newSession();
  const { camera, moves } = fakeCamera();
  const view = stores.view.getState;
  view().cameraReady(camera);
  const act = padActions({ stores });
  return {
    stores,
    view,
    moves,
    act,
    press: (button: PadButton) => act({ ...still, pressed: [button] }),
    release: (button: PadButton) => act({ ...still, released: [button] }),
  };
}

function answered() {
  const all = room();
  const turnId = all.stores.conversation.getState().questionAsked("Where?");
  all.stores.conversation.getState().attemptAnswered({ turnId, attempt: "main" }, fakeAnswer);
  all.view().answerShown(turnId);
  const selected = () => all.view().selected?.patchId;
  const lookAt = (x: number, y: number) =>
    all.view().viewMoved(
      viewAt({
        centre: [x, y],
        zoom: 1,
        rotation: 0,
        isFlipped: false,
        size: { width: 500, height: 400 },
      }),
    );
  return { ...all, selected, lookAt };
}

test("sticks steer the slide, and at rest leave it alone", () => {
  const { act, moves } = room();
  act(still);
  act({ ...still, right: 3, down: -2 });
  act({ ...still, zoom: 1.02 });
  expect(moves).toEqual([
    { right: 3, down: -2, factor: 1 },
    { right: 0, down: 0, factor: 1.02 },
  ]);
});

test("shoulder buttons go through the evidence as N and P do", () => {
  const { press, selected } = answered();
  press("right");
  expect(selected()).toBe(1);
  press("right");
  expect(selected()).toBe(3);
  press("left");
  expect(selected()).toBe(1);
});

test("A flies to the patch in the middle of the window", () => {
  const { press, selected, lookAt, moves } = answered();
  lookAt(1280 + 10, 768 + 10);
  press("a");
  expect(selected()).toBe(3);
  expect(moves).toEqual([1280]);
});

test("where no patch is in the middle A flies to the selected one, else nowhere", () => {
  const { press, view, lookAt, moves } = answered();
  lookAt(-5000, -5000);
  press("a");
  expect(moves).toEqual([]);
  view().patchSelected(view().shownTurn ?? 0, 1);
  press("a");
  expect(moves).toEqual([256]);
});

test("B closes the panel first, then goes back to the view before", () => {
  const { stores, view, press, moves } = room();
  const standpoint = { centre: [7, 7], zoom: 1, rotation: 0, isFlipped: false } as const;
  stores.display.getState().viewSettled(standpoint);
  stores.display.getState().viewSettled({ ...standpoint, centre: [900, 900] });
  press("start");
  expect(view().panel).toBe("keys");
  press("b");
  expect(view().panel).toBeNull();
  expect(moves).toEqual([]);
  press("b");
  expect(moves).toEqual(["to 7"]);
});

test("Y hides the evidence for as long as it is held", () => {
  const { view, press, release } = room();
  press("y");
  expect(view().overlaysHidden).toBe(true);
  release("y");
  expect(view().overlaysHidden).toBe(false);
});

test("what H has hidden, Y does not show", () => {
  const { view, press, release } = room();
  view().overlaysToggled();
  press("y");
  release("y");
  expect(view().overlaysHidden).toBe(true);
});
