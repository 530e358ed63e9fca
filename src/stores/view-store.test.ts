import { expect, test } from "vitest";
import { createViewStore, isPointed, isSelected } from "./view-store.ts";

test("selecting a patch shows its answer", () => {
  const { getState } = createViewStore();
  getState().patchSelected(4, 7);
  expect(getState().shownTurn).toBe(4);
  expect(isSelected(getState(), 4, 7)).toBe(true);
  expect(isSelected(getState(), 3, 7)).toBe(false);
});

test("a new answer clears what was selected and pointed at in the one before", () => {
  const { getState } = createViewStore();
  getState().patchSelected(1, 2);
  getState().patchesPointed({ turnId: 1, patchIds: [2, 5] });
  expect(isPointed(getState(), 1, 5)).toBe(true);
  getState().answerShown(2);
  expect(getState()).toMatchObject({ shownTurn: 2, selected: null, pointed: null });
});

test("layers, classes and panels go on and off", () => {
  const { getState } = createViewStore();
  getState().layerToggled("kept");
  getState().classToggled(2);
  getState().panelToggled("keys");
  expect(getState().hiddenLayers.has("kept")).toBe(true);
  expect(getState().hiddenClasses.has(2)).toBe(true);
  getState().layerToggled("kept");
  getState().classToggled(2);
  getState().panelToggled("keys");
  expect([...getState().hiddenLayers, ...getState().hiddenClasses]).toEqual(["leftOut"]);
  expect(getState().panel).toBeNull();
});

test("what is not analysed is shown when asked for, and not before", () => {
  const { getState } = createViewStore();
  expect(getState().hiddenLayers.has("leftOut")).toBe(true);
  getState().layerToggled("leftOut");
  expect(getState().hiddenLayers.has("leftOut")).toBe(false);
});

test("leaving a slide keeps the layers chosen", () => {
  const { getState } = createViewStore();
  getState().layerToggled("kept");
  getState().patchSelected(1, 2);
  getState().slideLeft();
  expect(getState()).toMatchObject({ selected: null, shownTurn: null, view: null });
  expect(getState().hiddenLayers.has("kept")).toBe(true);
});
