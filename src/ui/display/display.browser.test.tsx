import type { Root } from "react-dom/client";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { onScreen } from "#stores/view-geometry.ts";
import { createFakeEngine, type FakeEngine, settled } from "#test/fake-engine.ts";
import { openRoom } from "#test/open-room.tsx";
import { createStores, type Stores } from "#ui/session/stores.ts";

let root: Root;
let engine: FakeEngine;
let stores: Stores;

/** Milliseconds a busy computer may take to draw. */
const soon = { timeout: 20_000 };

const viewNow = () => {
  const { view } = stores.view.getState();
  if (view === null) throw new Error("no view");
  return view;
};
const tissue = () => page.getByRole("application", { name: /^Slide image/ });

async function rendered(): Promise<void> {
  await expect
    .poll(() => document.querySelector(".viewer")?.getAttribute("data-rendered"), soon)
    .toBe("true");
  await expect
    .poll(() => document.querySelector(".viewer")?.getAttribute("data-flying"), soon)
    .toBe("false");
}

beforeEach(async () => {
  localStorage.clear();
  engine = createFakeEngine();
  stores = createStores();
  root = await openRoom(engine, stores);
  engine.call("slide").resolve();
  engine.call("pack").resolve();
  await settled();
  engine.call("analysis").resolve();
  await expect.poll(() => stores.view.getState().view, soon).not.toBeNull();
  await rendered();
});

afterEach(() => root.unmount());

async function answered(): Promise<number> {
  const turnId = stores.conversation.getState().questionAsked("Where?");
  stores.conversation
    .getState()
    .attemptStarted({ turnId, attempt: "main" }, { serial: 1, name: "fake" });
  const { fakeAnswer } = await import("#test/fake-answer.ts");
  stores.conversation.getState().attemptAnswered({ turnId, attempt: "main" }, fakeAnswer);
  stores.view.getState().answerShown(turnId);
  await expect.element(page.getByRole("list", { name: "Evidence" })).toBeInTheDocument();
  return turnId;
}

/** Colours of what is drawn around a level-0 point, as the window shows it. */
async function colourAt(x: number, y: number): Promise<readonly number[]> {
  const picture = await stores.view.getState().camera?.capture();
  const [left, top] = onScreen(viewNow(), [x, y]);
  const at = [left * devicePixelRatio, top * devicePixelRatio].map(Math.round);
  const pixel = picture?.getContext("2d")?.getImageData(at[0] ?? 0, at[1] ?? 0, 1, 1).data;
  return [...(pixel ?? [])].slice(0, 3);
}

test("turned and mirrored, the tissue lies where the view says it does", async () => {
  stores.view.getState().camera?.jumpTo({ ...viewNow(), centre: [608, 480], zoom: 1 });
  await rendered();
  stores.display.getState().oriented(90, true);
  await expect.poll(() => Math.round(viewNow().rotation), soon).toBe(90);
  await expect.poll(() => viewNow().rotation, soon).toBe(90);
  await rendered();
  // A violet disc lies every 64 pixels from 32 on, pink between them.
  const [disc, between] = [
    await colourAt(608 + 128, 480 - 64),
    await colourAt(608 + 160, 480 - 32),
  ];
  expect(disc[0]).toBeLessThan(140);
  expect(between[0]).toBeGreaterThan(190);
});

test("a click finds the patch under it on a turned and mirrored slide", async () => {
  await answered();
  stores.display.getState().oriented(30, true);
  await expect.poll(() => viewNow().rotation, soon).toBe(30);
  const [x, y] = onScreen(viewNow(), [1280 + 128, 768 + 128]);
  await tissue().click({ position: { x, y } });
  await expect.poll(() => stores.view.getState().selected?.patchId, soon).toBe(3);
});

test("light changes the tissue and leaves the evidence over it", async () => {
  const before = await colourAt(640, 512);
  stores.display.getState().lightChanged({ brightness: 0.6, gamma: 1.2 });
  const after = await colourAt(640, 512);
  expect(after[1]).toBeLessThan((before[1] ?? 0) * 0.8);
  const filtered = [...document.querySelectorAll<HTMLElement>(".viewer canvas")].filter(
    (canvas) => getComputedStyle(canvas).filter !== "none",
  );
  expect(filtered.length).toBe(1);
  expect(filtered[0]?.classList.contains("evidence-overlay")).toBe(false);
});

test("the sliders say what they do and As scanned takes it back", async () => {
  await userEvent.keyboard("{Shift>}c{/Shift}");
  const panel = page.getByRole("region", { name: "Display" });
  await expect.element(panel).toHaveFocus();
  await panel.getByRole("slider", { name: "Contrast" }).fill("1.5");
  expect(stores.display.getState().light.contrast).toBe(1.5);
  await expect.element(page.getByRole("button", { name: "light changed" })).toBeVisible();
  await panel.getByRole("button", { name: "As scanned" }).click();
  expect(stores.display.getState().light.contrast).toBe(1);
});

test("1 to 7 magnify about the pointer", async () => {
  await tissue().hover({ position: { x: 300, y: 200 } });
  await expect.poll(() => stores.view.getState().pointer, soon).not.toBeNull();
  const pointed = stores.view.getState().pointer ?? [0, 0];
  const before = onScreen(viewNow(), pointed);
  await userEvent.keyboard("5");
  await expect.poll(() => viewNow().zoom, soon).toBeCloseTo(1, 3);
  const after = onScreen(viewNow(), pointed);
  expect(Math.hypot(after[0] - before[0], after[1] - before[1])).toBeLessThan(2);
});

test("the scale bar is dragged, moved with the arrows and put back", async () => {
  const grip = page.getByRole("button", { name: "Move the scale bar" });
  const leftOf = () => grip.element().getBoundingClientRect().left;
  const usual = leftOf();
  (grip.element() as HTMLElement).focus();
  await userEvent.keyboard("{ArrowRight}{ArrowRight}");
  await expect.poll(leftOf, soon).toBeGreaterThan(usual + 40);
  const view = viewNow();
  await userEvent.keyboard("{Escape}");
  await expect.poll(leftOf, soon).toBeCloseTo(usual, 0);
  expect(viewNow().centre).toEqual(view.centre);
  await userEvent.dragAndDrop(grip, tissue(), { targetPosition: { x: 500, y: 120 } });
  await expect.poll(leftOf, soon).toBeGreaterThan(usual + 300);
});

test("going to a position flies there; a place outside says how far the slide goes", async () => {
  stores.view.getState().panelToggled("display");
  const form = page.getByRole("form", { name: "Go to a position" });
  await form.getByLabelText("x").fill("700");
  await form.getByLabelText("y").fill("100.5");
  await form.getByRole("button", { name: "Go" }).click();
  await rendered();
  await expect.poll(() => viewNow().centre[0], soon).toBeCloseTo(1400, 0);
  expect(viewNow().centre[1]).toBeCloseTo(201, 0);
  await form.getByLabelText("x").fill("2000");
  await userEvent.keyboard("{Enter}");
  await expect.element(form.getByRole("alert")).toHaveTextContent("x goes from 0 to 1,024");
});

test("back and forward go through the views that were looked at", async () => {
  const back = page.getByRole("button", { name: "Back to the view before" });
  await expect.poll(() => stores.display.getState().history.now, soon).not.toBeNull();
  const home = viewNow().zoom;
  await userEvent.keyboard("6");
  await expect.poll(() => stores.display.getState().history.past.length, soon).toBe(1);
  await back.click();
  await expect.poll(() => viewNow().zoom, soon).toBeCloseTo(home, 3);
  await rendered();
  await userEvent.keyboard("{Alt>}{ArrowRight}{/Alt}");
  await expect.poll(() => viewNow().zoom, soon).toBeCloseTo(2, 3);
});

test("a picture is the view in device pixels, evidence and scale bar with it", async () => {
  await answered();
  const saved: Blob[] = [];
  const names: string[] = [];
  vi.spyOn(URL, "createObjectURL").mockImplementation((blob) => {
    saved.push(blob as Blob);
    return "blob:kept";
  });
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    names.push(this.download);
  });
  await userEvent.keyboard("{Shift>}s{/Shift}");
  await expect.poll(() => saved.length, soon).toBe(1);
  vi.restoreAllMocks();
  const picture = await createImageBitmap(saved[0] ?? new Blob());
  const { size } = viewNow();
  expect(picture.width).toBe(Math.round(size.width * devicePixelRatio));
  expect(picture.height).toBe(Math.round(size.height * devicePixelRatio));
  expect(names[0]).toMatch(/^fake-x1024-y768-[\d.]+x\.png$/);
});

test("arrows go through the evidence, Enter flies there, Escape leads back", async () => {
  const turnId = await answered();
  await userEvent.keyboard("e");
  const rows = page.getByRole("list", { name: "Evidence" }).getByRole("button");
  await expect.element(rows.first()).toHaveFocus();
  await userEvent.keyboard("{ArrowDown}{ArrowDown}{ArrowUp}");
  await expect.element(rows.nth(1)).toHaveFocus();
  await userEvent.keyboard("{Enter}");
  expect(stores.view.getState().selected?.turnId).toBe(turnId);
  await rendered();
  await userEvent.keyboard("{Escape}");
  await expect.element(page.getByRole("textbox", { name: "Ask about this slide" })).toHaveFocus();
  await userEvent.keyboard("{Escape}");
  await expect.element(tissue()).toHaveFocus();
});

test("Ctrl+L lists the commands as Ctrl+K does, and keys do nothing under it", async () => {
  await userEvent.keyboard("{Control>}l{/Control}");
  await expect.element(page.getByRole("textbox", { name: "Find a command" })).toHaveFocus();
  const zoom = viewNow().zoom;
  await userEvent.keyboard("6");
  expect(viewNow().zoom).toBe(zoom);
});

test("the bare tissue beside moves with the evidence, and the evidence with it", async () => {
  await userEvent.keyboard("{Shift>}b{/Shift}");
  const bare = page.getByRole("img", { name: "The same tissue with nothing drawn over it" });
  await expect.element(bare).toBeVisible();
  await expect.poll(() => viewNow().size.width, soon).toBeLessThan(600);
  stores.view.getState().camera?.jumpTo({ ...viewNow(), centre: [600, 500], zoom: 1 });
  await expect.poll(() => viewNow().centre[0], soon).toBeCloseTo(600, 0);
  const { width, height } = bare.element().getBoundingClientRect();
  expect(width).toBeCloseTo(viewNow().size.width, -1);
  await userEvent.dragAndDrop(bare, bare, {
    sourcePosition: { x: width / 2, y: height / 2 },
    targetPosition: { x: width / 2 - 100, y: height / 2 },
    steps: 5,
  });
  await expect.poll(() => viewNow().centre[0], soon).toBeGreaterThan(650);
});
