import type { Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { Level0Point } from "#core/geometry.ts";
import type { FakeEngine } from "#test/fake-engine.ts";
import {
  drag,
  finger,
  openTissueRoom,
  pageAt,
  pen,
  secondFinger,
  tissue,
  touch,
} from "#test/hands-on-tissue.ts";
import type { Stores } from "#ui/session/stores.ts";

let root: Root;
let stores: Stores;
let engine: FakeEngine;

const view = () => {
  const { view: now } = stores.view.getState();
  if (now === null) throw new Error("nothing is drawn");
  return now;
};
const at = (place: Level0Point) => pageAt(stores, place);
const shapes = () => stores.annotations.getState().annotations.map(({ geometry }) => geometry);
const tool = (name: string) => page.getByRole("button", { name, exact: true });

beforeEach(async () => {
  ({ root, stores, engine } = await openTissueRoom());
});

afterEach(() => root.unmount());

describe("fingers on the tissue", () => {
  test("drag it", () => {
    const before = view().centre;
    drag(stores, finger, [
      [1000, 800],
      [900, 800],
      [700, 800],
    ]);
    return expect.poll(() => view().centre[0]).toBeGreaterThan(before[0] + 50);
  });

  test("pinch it larger and smaller, and select nothing on the way", async () => {
    const pinch = (from: number, to: number): void => {
      const { left, top, width, height } = tissue().getBoundingClientRect();
      const [x, y] = [left + width / 2, top + height / 2];
      const spread = (hand: typeof finger, sign: number, by: number) =>
        [hand, { clientX: x + sign * by, clientY: y }] as const;
      touch("pointerdown", ...spread(finger, -1, from));
      touch("pointerdown", ...spread(secondFinger, 1, from));
      for (let step = 1; step <= 5; step += 1) {
        const by = from + ((to - from) * step) / 5;
        touch("pointermove", ...spread(finger, -1, by));
        touch("pointermove", ...spread(secondFinger, 1, by));
      }
      touch("pointerup", ...spread(secondFinger, 1, to));
      touch("pointerup", ...spread(finger, -1, to));
    };
    const home = view().zoom;
    pinch(60, 180);
    await expect.poll(() => view().zoom).toBeGreaterThan(home * 1.5);
    const near = view().zoom;
    pinch(180, 60);
    await expect.poll(() => view().zoom).toBeLessThan(near / 1.5);
    expect(stores.view.getState().selected).toBeNull();
  });

  test.each([
    ["a finger", finger],
    ["a pen", pen],
  ])("a double tap of %s magnifies, one tap does not", async (_, hand) => {
    const home = view().zoom;
    const place = at([1024, 768]);
    const tap = (): void => {
      touch("pointerdown", hand, place);
      touch("pointerup", hand, place);
    };
    tap();
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(view().zoom).toBeCloseTo(home, 6);
    tap();
    tap();
    await expect.poll(() => view().zoom).toBeGreaterThan(home * 1.3);
  });

  test("a finger that rests on a patch selects it, one that moves on does not", async () => {
    await page.getByRole("textbox", { name: "Ask about this slide" }).fill("Where?");
    await userEvent.keyboard("{Enter}");
    engine.call("ask").resolve();
    await expect.element(page.getByRole("img", { name: /Evidence drawn/ })).toBeInTheDocument();
    touch("pointerdown", finger, at([384, 384]));
    await expect.poll(() => stores.view.getState().selected?.patchId).toBe(1);
    touch("pointerup", finger, at([384, 384]));
    expect(stores.view.getState().selected?.patchId).toBe(1);
    stores.view.getState().selectionCleared();
    touch("pointerdown", finger, at([384, 384]));
    touch("pointermove", finger, at([484, 384]));
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(stores.view.getState().selected).toBeNull();
    touch("pointerup", finger, at([484, 384]));
  });
});

describe("drawing", () => {
  const box = [
    [400, 400],
    [600, 500],
    [800, 700],
  ] as const;
  const sides = () => {
    const [shape] = shapes();
    return shape?.kind === "rectangle" ? Object.values(shape.rect).map(Math.round) : [];
  };

  test.each([
    ["a finger", finger],
    ["a pen", pen],
  ])("with %s leaves the tissue in place", async (_, hand) => {
    const before = view().centre;
    await tool("Rectangle").click();
    drag(stores, hand, box);
    expect(sides()).toEqual([400, 400, 400, 300]);
    await tool("Freehand").click();
    drag(stores, hand, [
      [1200, 400],
      [1500, 400],
      [1500, 700],
      [1200, 700],
    ]);
    expect(shapes().map(({ kind }) => kind)).toEqual(["rectangle", "polygon"]);
    expect(view().centre).toEqual(before);
  });

  test("is not spoilt by a second finger, nor does that move the tissue", async () => {
    const { centre, zoom } = view();
    await tool("Rectangle").click();
    touch("pointerdown", finger, at([400, 400]));
    touch("pointermove", finger, at([600, 500]));
    touch("pointerdown", secondFinger, at([1200, 900]));
    touch("pointermove", secondFinger, at([1500, 300]));
    touch("pointermove", finger, at([700, 600]));
    touch("pointerup", secondFinger, at([1500, 300]));
    touch("pointermove", finger, at([800, 700]));
    touch("pointerup", finger, at([800, 700]));
    expect(sides()).toEqual([400, 400, 400, 300]);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(view()).toMatchObject({ centre, zoom });
  });

  test("with a pen is not spoilt by the palm", async () => {
    await tool("Freehand").click();
    const way = [
      [1200, 400],
      [1500, 400],
      [1500, 700],
      [1200, 700],
    ] as const;
    for (const [step, place] of way.entries()) {
      touch(step === 0 ? "pointerdown" : "pointermove", pen, at(place));
      if (step === 1) touch("pointerdown", finger, at([300, 1200]));
      if (step === 2) touch("pointercancel", finger, at([300, 1200]));
    }
    touch("pointerup", pen, at(way[3]));
    const [shape] = shapes();
    expect(shapes()).toHaveLength(1);
    expect(shape?.kind === "polygon" ? shape.polygons[0]?.[0] : []).toHaveLength(4);
  });

  test("is kept as far as it came where the browser takes the finger away", async () => {
    await tool("Freehand").click();
    touch("pointerdown", finger, at([1200, 400]));
    for (const place of [
      [1500, 400],
      [1500, 700],
    ] as const)
      touch("pointermove", finger, at(place));
    touch("pointercancel", finger, at([1500, 700]));
    expect(shapes().map(({ kind }) => kind)).toEqual(["polygon"]);
    expect(stores.annotations.getState().draft).toBeNull();
  });
});
