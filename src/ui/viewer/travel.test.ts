import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { viewAt } from "#stores/view-geometry.ts";
import { fakeCamera } from "#test/fake-camera.ts";
import { createStores } from "#ui/session/stores.ts";
import { goBack, goForward, rememberViews } from "./travel.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const at = (x: number, rotation = 0) =>
  viewAt({
    zoom: 1,
    centre: [x, 0],
    size: { width: 400, height: 300 },
    rotation,
    isFlipped: false,
  });

function room() {
  const stores = createStores();
  const { camera, moves } = fakeCamera();
  stores.view.getState().cameraReady(camera);
  rememberViews(stores);
  const rest = (x: number, rotation = 0) => {
    stores.view.getState().viewMoved(at(x, rotation));
    vi.advanceTimersByTime(600);
  };
  return { stores, moves, rest };
}

test("views passed through on the way are not remembered", () => {
  const { stores, rest } = room();
  rest(0);
  for (let x = 10; x < 200; x += 10) {
    stores.view.getState().viewMoved(at(x));
    vi.advanceTimersByTime(16);
  }
  rest(200);
  const { past, now } = stores.display.getState().history;
  expect([...past, now].map((seen) => seen?.centre[0])).toEqual([0, 200]);
});

test("a view is looked at although tiles are still coming in", () => {
  const { stores } = room();
  for (let frame = 0; frame < 60; frame++) {
    stores.view.getState().viewMoved(at(0));
    vi.advanceTimersByTime(16);
  }
  expect(stores.display.getState().history.now?.centre).toEqual([0, 0]);
});

test("back flies to the view before, turned as it was", () => {
  const { stores, moves, rest } = room();
  rest(0, 90);
  rest(500);
  goBack(stores);
  expect(moves).toEqual(["to 0"]);
  expect(stores.display.getState().rotation).toBe(90);
  goForward(stores);
  expect(moves).toEqual(["to 0", "to 500"]);
});

test("before anything was looked at, back stays", () => {
  const { stores, moves } = room();
  goBack(stores);
  expect(moves).toEqual([]);
});
