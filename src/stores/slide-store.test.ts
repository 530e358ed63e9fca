import { expect, test } from "vitest";
import { fakeSlide } from "#test/pink-slide.ts";
import { createSlideStore, isScaleMissing, openSlideOf, scaleOf } from "./slide-store.ts";

const origin = { kind: "url", url: "http://here/slide.dzi", micronsPerPixel: null } as const;
const fault = { kind: "slide-tile-missing", message: "Gone.", remedy: "Look." } as const;

test("each slide opened has a serial of its own", () => {
  const store = createSlideStore();
  store.getState().slideOpened(origin, fakeSlide());
  const first = store.getState().serial;
  store.getState().slideRequested(origin);
  store.getState().slideOpened(origin, fakeSlide());
  expect(store.getState().serial).toBe(first + 1);
});

test("a slide without a scale asks for one until it is given or declined", () => {
  const store = createSlideStore();
  const slide = fakeSlide({ micronsPerPixel: null });
  store.getState().slideOpened(origin, slide);
  expect(isScaleMissing(store.getState())).toBe(true);
  store.getState().scaleDeclined();
  expect(store.getState().isScaleDeclined).toBe(true);
  store.getState().scaleGiven({ ...slide.description, micronsPerPixel: 0.25 });
  expect(isScaleMissing(store.getState())).toBe(false);
  expect(scaleOf(store.getState())).toBe(0.25);
  expect(openSlideOf(store.getState())?.source).toBe(slide.source);
});

test("a tile missed twice counts once, and a new slide starts without any", () => {
  const store = createSlideStore();
  store.getState().slideOpened(origin, fakeSlide());
  store.getState().tileMissed("9/1_1", fault);
  store.getState().tileMissed("9/1_1", fault);
  expect(store.getState().missingTiles.size).toBe(1);
  store.getState().slideRequested(origin);
  expect(store.getState()).toMatchObject({ tileFault: null, isScaleDeclined: false });
  expect(store.getState().missingTiles.size).toBe(0);
});
