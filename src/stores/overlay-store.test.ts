import { expect, test } from "vitest";
import { createOverlayStore } from "./overlay-store.ts";

test("layers of the slide are drawn when asked for, one or all", () => {
  const store = createOverlayStore();
  expect(store.getState().shown.size).toBe(0);
  store.getState().slideLayerToggled("regions");
  store.getState().slideLayerToggled("tissue");
  store.getState().slideLayerToggled("regions");
  expect([...store.getState().shown]).toEqual(["tissue"]);
  store.getState().confidenceChosen(0.8);
  store.getState().everyLayerShown();
  expect(store.getState().shown.size).toBe(4);
  expect(store.getState().leastConfidence).toBe(0);
});

test("colours are a person's own until they are put back", () => {
  const store = createOverlayStore();
  store.getState().colourChosen(1, "#112233");
  store.getState().colourChosen(1, "#445566");
  expect([...store.getState().classColours]).toEqual([[1, "#445566"]]);
  store.getState().coloursReset();
  expect(store.getState().classColours.size).toBe(0);
});
