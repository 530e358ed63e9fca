import { expect, test } from "vitest";
import { asScanned, createDisplayStore, isAsScanned } from "./display-store.ts";
import { noHistory } from "./view-history.ts";

test("turns add up and come round", () => {
  const { getState } = createDisplayStore();
  getState().turnedBy(-90);
  expect(getState().rotation).toBe(270);
  getState().turnedBy(97.5);
  expect(getState().rotation).toBe(7.5);
});

test("another slide lies straight and has no history; the light stays", () => {
  const { getState } = createDisplayStore();
  getState().lightChanged({ gamma: 1.4 });
  getState().oriented(90, true);
  getState().viewSettled({ centre: [1, 2], zoom: 1, rotation: 90, isFlipped: true });
  getState().slideLeft();
  expect(getState()).toMatchObject({ rotation: 0, isFlipped: false, history: noHistory });
  expect(getState().light).toEqual({ ...asScanned, gamma: 1.4 });
  expect(isAsScanned(getState().light)).toBe(false);
});

test("the scale bar never leaves the stage", () => {
  const { getState } = createDisplayStore();
  getState().scaleBarMoved([-0.2, 1.7]);
  expect(getState().scaleBarPlace).toEqual([0, 1]);
});
