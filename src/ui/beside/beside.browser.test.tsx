import type { Root } from "react-dom/client";
import { afterEach, beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { ParaffinError } from "#core/errors.ts";
import type { OpenSlide } from "#engine/engine.ts";
import { createFakeEngine, type FakeEngine, settled } from "#test/fake-engine.ts";
import { openRoom } from "#test/open-room.tsx";
import { fakeSlide } from "#test/pink-slide.ts";
import { createStores, type Stores } from "#ui/session/stores.ts";

let root: Root;
let engine: FakeEngine;
let stores: Stores;

/** Milliseconds a busy computer may take to draw. */
const soon = { timeout: 20_000 };

const first = () => viewOf(stores.view.getState().view);
const second = () => viewOf(stores.beside.getState().view);
function viewOf<V>(view: V | null): V {
  if (view === null) throw new Error("no view");
  return view;
}
const tissue = () => page.getByRole("application", { name: /^Slide image/ });
const beside = () => page.getByRole("application", { name: /^Beside: / });
const pane = () => page.getByRole("region", { name: "Slide beside" });

beforeEach(async () => {
  localStorage.clear();
  engine = createFakeEngine();
  stores = createStores();
  root = await openRoom(engine, stores);
  engine.call("slide").resolve();
  await settled();
  await expect.poll(() => stores.view.getState().view, soon).not.toBeNull();
});

afterEach(() => root.unmount());

/** Drops a file on the page with Shift held and lets it open as `slide`. */
async function openBeside(slide: OpenSlide): Promise<void> {
  dropWithShift();
  await expect.poll(() => stores.beside.getState().state.kind, soon).toBe("opening");
  engine.call("slide").resolve(slide);
  await expect.element(beside()).toBeVisible();
  await expect.poll(() => stores.beside.getState().view, soon).not.toBeNull();
}

function dropWithShift(): void {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File(["x"], "b.svs"));
  const drop = new DragEvent("drop", { dataTransfer, bubbles: true, shiftKey: true });
  document.querySelector(".stage")?.dispatchEvent(drop);
}

const finer = () => fakeSlide({ micronsPerPixel: 0.25, width: 4096, height: 3072 });

test("a slide dropped with Shift held stands beside, at the same scale in microns", async () => {
  await openBeside(finer());
  await expect.element(pane()).toHaveTextContent("Questions are about the slide on the left");
  stores.view.getState().camera?.jumpTo({ ...first(), centre: [1000, 700], zoom: 1 });
  await expect.poll(() => second().zoom, soon).toBeCloseTo(0.5, 4);
  await expect.poll(() => second().centre[0], soon).toBeCloseTo(2000, 0);
  expect(second().centre[1]).toBeCloseTo(1400, 0);
  await expect
    .element(pane().getByRole("img", { name: /^Scale of the slide beside: 50 µm/ }))
    .toBeVisible();
  expect(first().size).toEqual(second().size);
});

test("each moves the other, turns with it, and comes to rest", async () => {
  await openBeside(finer());
  const { width, height } = beside().element().getBoundingClientRect();
  const from = first().centre[0];
  await userEvent.dragAndDrop(beside(), beside(), {
    sourcePosition: { x: width / 2, y: height / 2 },
    targetPosition: { x: width / 2 - 60, y: height / 2 },
    steps: 5,
  });
  await expect.poll(() => first().centre[0], soon).toBeGreaterThan(from + 20);
  stores.display.getState().oriented(90, true);
  await expect.poll(() => second().rotation, soon).toBe(90);
  expect(second().isFlipped).toBe(true);
  await expect
    .poll(() => (second().centre[0] / first().centre[0]).toFixed(6), soon)
    .toBe("2.000000");
  const rest = [first().centre, second().centre];
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect([first().centre, second().centre]).toEqual(rest);
});

test("unlinked each moves alone; linked again the offset stays", async () => {
  await openBeside(finer());
  const link = pane().getByRole("checkbox", { name: "Link views" });
  await link.click();
  const at = first().centre;
  await userEvent.keyboard("{F6}");
  await expect.element(beside()).toHaveFocus();
  const started = second().centre[0];
  await userEvent.keyboard("{ArrowRight}");
  await expect.poll(() => second().centre[0], soon).toBeGreaterThan(started + 50);
  await userEvent.keyboard("{Shift>}r{/Shift}");
  await expect.poll(() => second().rotation, soon).toBe(90);
  expect(first()).toMatchObject({ centre: at, rotation: 0 });
  stores.beside.getState().camera?.stand({ ...second(), centre: [1000, 1000] });
  await expect.poll(() => second().centre[0], soon).toBe(1000);
  await link.click();
  stores.view.getState().camera?.jumpTo({ ...first(), centre: [at[0] + 100, at[1]] });
  // Turned right by 90°, what lies to the right on the screen lies up in the slide.
  await expect.poll(() => Math.round(second().centre[1]), soon).toBe(800);
  expect(second().centre[0]).toBeCloseTo(1000, 3);
});

test("F6 goes from pane to pane", async () => {
  await openBeside(finer());
  await userEvent.keyboard("{F6}");
  await expect.element(beside()).toHaveFocus();
  await userEvent.keyboard("{F6}");
  await expect.element(tissue()).toHaveFocus();
});

test("where a scale is unknown it says so and goes by pixels", async () => {
  await openBeside(fakeSlide({ micronsPerPixel: null }));
  await expect.element(pane()).toHaveTextContent("this slide does not say its scale");
  stores.view.getState().camera?.jumpTo({ ...first(), zoom: 0.8 });
  await expect.poll(() => second().zoom, soon).toBeCloseTo(0.8, 4);
});

test("one that fails says why beside the first, which stays", async () => {
  dropWithShift();
  await expect.poll(() => stores.beside.getState().state.kind, soon).toBe("opening");
  const fault = new ParaffinError("slide-unreadable", "b.svs is no slide.", "Choose another.");
  engine.call("slide").reject(fault);
  await expect.element(pane().getByRole("alert")).toHaveTextContent("b.svs is no slide.");
  await expect.element(tissue()).toBeVisible();
  await pane().getByRole("button", { name: "Close the slide beside" }).click();
  await expect.element(pane()).not.toBeInTheDocument();
});

test("closed, the first has the stage to itself and nothing of the second is left", async () => {
  let isDisposed = false;
  const { source, description } = finer();
  const dispose = async () => {
    isDisposed = true;
  };
  const half = () => first().size.width;
  const whole = half();
  const viewers = () => document.querySelectorAll(".openseadragon-container").length;
  const viewersOfOne = viewers(); // its map is one too
  await openBeside({ description, source: { ...source, dispose } });
  await expect.poll(half, soon).toBeLessThan(0.6 * whole);
  await pane().getByRole("button", { name: "Close the slide beside" }).click();
  await expect.poll(half, soon).toBe(whole);
  expect(isDisposed).toBe(true);
  expect(viewers()).toBe(viewersOfOne);
  expect(stores.beside.getState()).toMatchObject({ camera: null, view: null, isInHand: false });
});

test("bare tissue and a second slide take turns", async () => {
  await openBeside(finer());
  await userEvent.keyboard("{Shift>}b{/Shift}");
  await expect.element(page.getByRole("img", { name: /^The same tissue/ })).toBeVisible();
  await expect.element(beside()).not.toBeInTheDocument();
  expect(engine.calls.filter(({ kind }) => kind === "analysis").length).toBe(0);
});
