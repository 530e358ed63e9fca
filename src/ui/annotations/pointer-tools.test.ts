import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Level0Point } from "#core/geometry.ts";
import { viewAt } from "#stores/view-geometry.ts";
import { createStores, type Stores } from "#ui/session/stores.ts";
import { pointerTools } from "./pointer-tools.ts";

/** As much of an element as pointers need: all of them lie on the tissue. */
class FakeElement extends EventTarget {
  readonly setPointerCapture = () => undefined;
  readonly contains = () => true;
  readonly getBoundingClientRect = () => ({ left: 0, top: 0 });
  readonly focus = () => undefined;
}

const finger = { pointerId: 11, pointerType: "touch", isPrimary: true };
const second = { pointerId: 12, pointerType: "touch", isPrimary: false };
const pen = { pointerId: 7, pointerType: "pen", isPrimary: true };

let stores: Stores;
let stage: FakeElement;
let leave: () => void;
const marks = () => stores.annotations.getState();

/** One level-0 pixel is one of the window. Whether the viewer hears of the event. */
function reachesViewer(type: string, hand: object, [x, y]: Level0Point): boolean {
  const event = new Event(type, { bubbles: true, cancelable: true });
  Object.assign(event, hand, { clientX: x, clientY: y, button: 0 });
  stage.dispatchEvent(event);
  return !event.defaultPrevented;
}

beforeEach(() => {
  vi.stubGlobal("Element", FakeElement);
  vi.stubGlobal("HTMLElement", FakeElement);
  stores = createStores();
  const size = { width: 1000, height: 1000 };
  const straight = { zoom: 1, centre: [500, 500], rotation: 0, isFlipped: false } as const;
  stores.view.getState().viewMoved(viewAt({ ...straight, size }));
  stage = new FakeElement();
  leave = pointerTools(stage as unknown as HTMLElement, stage as unknown as Element, stores);
});

afterEach(() => {
  leave();
  vi.unstubAllGlobals();
});

test.each([
  ["a second finger", finger, second],
  ["the palm under a pen", pen, finger],
])("%s counts for nothing while a box is drawn", (_, hand, other) => {
  marks().toolChosen("rectangle");
  reachesViewer("pointerdown", hand, [100, 100]);
  expect(reachesViewer("pointerdown", other, [700, 700])).toBe(false);
  expect(reachesViewer("pointermove", other, [900, 200])).toBe(false);
  reachesViewer("pointermove", hand, [300, 200]);
  expect(reachesViewer("pointerup", other, [900, 200])).toBe(false);
  expect(marks().annotations).toEqual([]);
  reachesViewer("pointerup", hand, [400, 300]);
  const rect = { x: 100, y: 100, width: 300, height: 200 };
  expect(marks().annotations.map(({ geometry }) => geometry)).toEqual([
    { kind: "rectangle", rect },
  ]);
});

test("two fingers without a tool are the viewer's, and select nothing", () => {
  marks().shapeDrawn({ kind: "rectangle", rect: { x: 0, y: 0, width: 900, height: 900 } });
  marks().annotationSelected(null);
  const seen = [
    reachesViewer("pointerdown", finger, [400, 400]),
    reachesViewer("pointerdown", second, [600, 400]),
    reachesViewer("pointermove", second, [700, 400]),
    reachesViewer("pointerup", second, [700, 400]),
    reachesViewer("pointerup", finger, [400, 400]),
  ];
  expect(seen).toEqual([true, true, true, true, true]);
  expect(marks().selectedId).toBeNull();
});

test("a tap of one finger selects what is around it", () => {
  marks().shapeDrawn({ kind: "rectangle", rect: { x: 0, y: 0, width: 900, height: 900 } });
  marks().annotationSelected(null);
  reachesViewer("pointerdown", finger, [400, 400]);
  reachesViewer("pointerup", finger, [404, 400]);
  expect(marks().selectedId).toBe(marks().annotations[0]?.id);
});

test("an outline that the browser takes from the finger is kept as far as it came", () => {
  marks().toolChosen("freehand");
  reachesViewer("pointerdown", finger, [100, 100]);
  reachesViewer("pointermove", finger, [400, 100]);
  reachesViewer("pointermove", finger, [400, 400]);
  reachesViewer("pointercancel", finger, [400, 400]);
  expect(marks().draft).toBeNull();
  expect(marks().annotations.map(({ geometry }) => geometry.kind)).toEqual(["polygon"]);
});
