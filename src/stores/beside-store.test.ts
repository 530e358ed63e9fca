import { expect, test } from "vitest";
import { fakeSlide } from "#test/pink-slide.ts";
import { createBesideStore, slideBeside } from "./beside-store.ts";
import { linkOfMiddles } from "./linked-view.ts";

const origin = { kind: "url", url: "http://here/b.svs", micronsPerPixel: null } as const;
const slide = fakeSlide();
const link = linkOfMiddles({ from: slide.description, to: slide.description });
const fault = {
  kind: "slide-unreadable",
  message: "It is no slide.",
  remedy: "Choose one.",
} as const;

function opened() {
  const store = createBesideStore();
  store.getState().besideRequested(origin);
  store.getState().besideOpened(origin, slide, link);
  return store;
}

test("a slide opened beside moves with the first", () => {
  const { getState } = opened();
  expect(slideBeside(getState())).toBe(slide);
  expect(getState().link).toBe(link);
  getState().viewsParted();
  expect(getState().link).toBeNull();
});

test("closed, nothing of it is left", () => {
  const { getState } = opened();
  getState().takenInHand(true);
  getState().tileMissed(fault);
  getState().besideClosed();
  expect(getState()).toMatchObject({
    state: { kind: "none" },
    link: null,
    view: null,
    isInHand: false,
    tileFault: null,
  });
});

test("one that fails says why and from where it may be tried again", () => {
  const { getState } = opened();
  getState().besideRequested(origin);
  getState().besideFailed(origin, fault);
  expect(getState().state).toEqual({ kind: "failed", origin, fault });
  expect(slideBeside(getState())).toBeNull();
});
