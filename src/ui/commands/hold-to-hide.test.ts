import { expect, test } from "vitest";
import { createViewStore } from "#stores/view-store.ts";
import { holdToHide } from "./hold-to-hide.ts";

function keyH() {
  const { getState } = createViewStore();
  let now = 0;
  const key = holdToHide(getState, () => now);
  return {
    key,
    isHidden: () => getState().overlaysHidden,
    wait: (milliseconds: number) => {
      now += milliseconds;
    },
  };
}

test("held, H hides the evidence until it is let go", () => {
  const { key, isHidden, wait } = keyH();
  key.down(false);
  wait(100);
  key.down(true);
  expect(isHidden()).toBe(true);
  wait(400);
  key.up();
  expect(isHidden()).toBe(false);
});

test("pressed briefly, H hides the evidence until it is pressed again", () => {
  const { key, isHidden, wait } = keyH();
  key.down(false);
  wait(80);
  key.up();
  expect(isHidden()).toBe(true);
  key.down(false);
  wait(900);
  key.up();
  expect(isHidden()).toBe(false);
});
