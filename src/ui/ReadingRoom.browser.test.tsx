import type { Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { ParaffinError } from "#core/errors.ts";
import { createFakeEngine, type FakeEngine, settled } from "#test/fake-engine.ts";
import { openRoom } from "#test/open-room.tsx";
import { fakeSlide } from "#test/pink-slide.ts";
import { createStores, type Stores } from "./session/stores.ts";

let root: Root;
let engine: FakeEngine;
let stores: Stores;

const question = () => page.getByRole("textbox", { name: "Ask about this slide" });
const viewer = () => page.elementLocator(document.querySelector(".viewer") ?? document.body);
const chip = (name: string) =>
  page.getByRole("button", { name: new RegExp(`^${name}, \\w+ evidence$`) }).first();

async function rendered(): Promise<void> {
  await expect.element(viewer()).toHaveAttribute("data-rendered", "true");
  await expect.element(viewer()).toHaveAttribute("data-flying", "false");
}

async function openAll(slide = fakeSlide()): Promise<void> {
  engine.call("slide").resolve(slide);
  engine.call("pack").resolve();
  await settled();
  if (slide.description.micronsPerPixel !== null) engine.call("analysis").resolve();
  await settled();
  await expect.poll(() => document.querySelector(".viewer")).not.toBeNull();
  await rendered();
}

async function answerOne(): Promise<void> {
  await question().fill("Where are the lymphocytes?");
  await userEvent.keyboard("{Enter}");
  engine.call("ask").resolve();
  await settled();
  await expect.element(page.getByRole("list", { name: "Evidence" }).last()).toBeInTheDocument();
}

beforeEach(async () => {
  localStorage.clear();
  engine = createFakeEngine();
  stores = createStores();
  root = await openRoom(engine, stores);
});

afterEach(() => root.unmount());

describe("asking", () => {
  test("Enter asks, Shift and Enter begin a new line", async () => {
    await question().fill("one");
    await userEvent.keyboard("{Shift>}{Enter}{/Shift}");
    await userEvent.keyboard("two");
    await expect.element(question()).toHaveValue("one\ntwo");
    await userEvent.keyboard("{Enter}");
    await expect.element(question()).toHaveValue("");
    await expect.element(page.getByText("Waits for a slide. Number 1 in the queue.")).toBeVisible();
  });

  test("a sentence without citation is lighter than one with", async () => {
    await openAll();
    await answerOne();
    const colourOf = (text: string) =>
      getComputedStyle(page.getByText(text).first().element()).color;
    expect(colourOf("Nuclei vary.")).not.toBe(colourOf("Most of the tissue is fibrous stroma."));
  });

  test("a chip is as heavy as its evidence", async () => {
    await openAll();
    await answerOne();
    const [strong, weak] = page.getByRole("button", { name: /^P3, \w+ evidence$/ }).elements();
    const widthOf = (element?: Element) =>
      element ? Number.parseFloat(getComputedStyle(element).borderTopWidth) : Number.NaN;
    const backgroundOf = (element?: Element) =>
      element ? getComputedStyle(element).backgroundColor : "";
    expect(widthOf(strong)).toBeGreaterThanOrEqual(widthOf(weak));
    expect(backgroundOf(strong)).not.toBe(backgroundOf(weak));
    expect(strong?.ariaLabel).toBe("P3, strong evidence");
    expect(weak?.ariaLabel).toBe("P3, weak evidence");
  });

  test("Stop stands beside Ask while an answer is written and keeps its words", async () => {
    await openAll();
    await question().fill("one");
    await userEvent.keyboard("{Enter}");
    engine.call("ask").options.onText?.("The infiltrate of");
    await page.getByRole("button", { name: "Stop" }).click();
    await expect.element(page.getByText("The infiltrate of")).toBeVisible();
    await expect.element(page.getByText("Stopped early, at your request.")).toBeVisible();
  });
});

describe("evidence", () => {
  test("a chip flies to its patch, selects it and counts its cells", async () => {
    await openAll();
    await answerOne();
    const before = stores.view.getState().view;
    await chip("P3").click();
    await expect.element(chip("P3")).toHaveAttribute("aria-pressed", "true");
    await expect.poll(() => stores.view.getState().view?.zoom).toBeGreaterThan(before?.zoom ?? 9);
    await rendered();
    const bounds = stores.view.getState().view?.bounds;
    expect((bounds?.x ?? 0) + (bounds?.width ?? 0) / 2).toBeCloseTo(1280 + 128, -1);
    expect((bounds?.y ?? 0) + (bounds?.height ?? 0) / 2).toBeCloseTo(768 + 128, -1);
    const legend = page.getByRole("region", { name: "Legend" });
    await expect.element(legend.getByRole("button", { name: "inflammatory 2" })).toBeVisible();
    await expect
      .element(page.getByRole("img", { name: /Evidence drawn: .* 3 cells/ }))
      .toBeInTheDocument();
  });

  test("pointing at a row lights the sentence it grounds", async () => {
    await openAll();
    await answerOne();
    await page.getByRole("button", { name: /^P1, lymphocytes/ }).hover();
    const sentence = page.getByText("The infiltrate of lymphocytes is brisk.");
    await expect.element(sentence).toHaveAttribute("data-lit", "true");
    await expect.element(page.getByText("Nuclei vary.")).toHaveAttribute("data-lit", "false");
  });

  test("pointing at a patch on the tissue lights its sentences, a click selects it", async () => {
    await openAll();
    await answerOne();
    const view = stores.view.getState().view;
    if (view === null) throw new Error("no view");
    const position = {
      x: (256 + 128 - view.bounds.x) * view.zoom,
      y: (256 + 128 - view.bounds.y) * view.zoom,
    };
    await userEvent.hover(viewer(), { position });
    const sentence = page.getByText("The infiltrate of lymphocytes is brisk.");
    await expect.element(sentence).toHaveAttribute("data-lit", "true");
    await userEvent.click(viewer(), { position });
    await expect.element(chip("P1")).toHaveAttribute("aria-pressed", "true");
  });

  test("H pressed briefly hides the evidence until the next press", async () => {
    await openAll();
    await answerOne();
    await page.getByRole("heading", { name: "Conversation" }).click();
    (document.activeElement as HTMLElement | null)?.blur();
    await userEvent.keyboard("h");
    await expect.element(page.getByText("Evidence hidden. H shows it.")).toBeVisible();
    await expect.element(page.getByRole("img", { name: "No evidence drawn" })).toBeInTheDocument();
    await userEvent.keyboard("h");
    await expect.element(page.getByRole("img", { name: /Evidence drawn/ })).toBeInTheDocument();
  });
});

describe("a slide without a scale", () => {
  test("asks for it, uses it, and then is analysed", async () => {
    await openAll(fakeSlide({ micronsPerPixel: null }));
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "0.25 (40×)" }).click();
    await expect.element(dialog.getByLabelText("Microns per pixel")).toHaveValue("0.25");
    await dialog.getByRole("button", { name: "Use this scale" }).click();
    await expect.element(page.getByText("slide 0.25 µm/px, given by you")).toBeVisible();
    expect(engine.call("analysis").kind).toBe("analysis");
  });

  test("can be looked at without, and asked about the scale later", async () => {
    await openAll(fakeSlide({ micronsPerPixel: null }));
    await page.getByRole("button", { name: "Look only" }).click();
    await expect.element(page.getByRole("dialog")).not.toBeInTheDocument();
    await page.getByRole("button", { name: "Scale unknown: enter it" }).click();
    await expect.element(page.getByRole("dialog")).toBeVisible();
  });
});

describe("failures", () => {
  test("a tile that cannot be had is said once, and the rest stays", async () => {
    await openAll(fakeSlide({ missing: ["0/0_0", "0/1_0", "1/0_0", "2/0_0"] }));
    stores.view.getState().camera?.flyTo({ x: 0, y: 0, width: 200, height: 200 });
    await expect.element(page.getByRole("alert")).toHaveTextContent(/could not be had/);
    expect(page.getByRole("alert").elements().length).toBe(1);
    await page.getByRole("button", { name: "Retry" }).click();
  });

  test("a slide that cannot be read says why and offers another", async () => {
    engine.call("slide").reject(new ParaffinError("slide-unreadable", "No slide.", "Look again."));
    await expect.element(page.getByText("No slide.")).toBeVisible();
    await expect.element(page.getByRole("button", { name: "Open folder" })).toBeVisible();
    await page.getByRole("button", { name: "Retry" }).click();
    await settled();
    expect(engine.call("slide").kind).toBe("slide");
  });

  test("a pack that fails says so where its progress stood", async () => {
    engine.call("pack").reject(new ParaffinError("pack-unreadable", "No manifest.", "Check it."));
    const progress = page.getByRole("status", { name: "Progress" });
    await expect.element(progress.getByText("No manifest.")).toBeVisible();
    await progress.getByRole("button", { name: "Retry" }).click();
    expect(engine.call("pack").kind).toBe("pack");
  });
});

describe("hands", () => {
  test("plus, minus and 0 zoom and fit; arrows move", async () => {
    await openAll();
    const zoom = () => stores.view.getState().view?.zoom ?? 0;
    const home = zoom();
    await userEvent.keyboard("+");
    await expect.poll(zoom).toBeGreaterThan(home * 1.5);
    const x = stores.view.getState().view?.bounds.x ?? 0;
    await userEvent.keyboard("{ArrowRight}");
    await expect.poll(() => stores.view.getState().view?.bounds.x).toBeGreaterThan(x);
    await userEvent.keyboard("0");
    await expect.poll(() => Math.abs(zoom() / home - 1)).toBeLessThan(0.01);
  });

  test("the scale bar is right at every zoom", async () => {
    await openAll();
    for (const key of ["+", "0"]) {
      await userEvent.keyboard(key);
      await rendered();
      const line = page.getByTestId("scale-bar-line").element().getBoundingClientRect().width;
      const label = page.getByRole("img", { name: /Scale bar/ }).element().textContent ?? "";
      const microns = Number.parseFloat(label) * (label.includes("mm") ? 1000 : 1);
      const zoom = stores.view.getState().view?.zoom ?? Number.NaN;
      expect((line / zoom) * 0.5).toBeCloseTo(microns, -1);
    }
  });

  test("? opens the help sheet, Escape closes it, Ctrl+K lists the commands", async () => {
    await openAll();
    await userEvent.keyboard("?");
    await expect.element(page.getByRole("region", { name: "Keys" })).toBeVisible();
    await userEvent.keyboard("{Escape}");
    await expect.element(page.getByRole("region", { name: "Keys" })).not.toBeInTheDocument();
    await userEvent.keyboard("{Control>}k{/Control}");
    await page.getByRole("textbox", { name: "Find a command" }).fill("layers");
    await userEvent.keyboard("{Enter}");
    await expect.element(page.getByRole("region", { name: "Layers" })).toBeVisible();
  });
});

test("everything that can be pressed is at least 32 px tall and wide, chips by their reach", async () => {
  await openAll();
  await answerOne();
  await page.getByRole("button", { name: "Layers" }).click();
  const small = page
    .getByRole("button")
    .elements()
    .filter((element) => {
      const { width, height } = element.getBoundingClientRect();
      const isChip = element.classList.contains("chip");
      const reach = isChip ? getComputedStyle(element, "::after") : null;
      const [tall, wide] = reach
        ? [Number.parseFloat(reach.height), Number.parseFloat(reach.width)]
        : [height, width];
      return tall < 32 || wide < 32;
    })
    .map((element) => element.getAttribute("aria-label") ?? element.textContent);
  expect(small).toEqual([]);
});

test("a new question comes into view; who scrolls away is left where they read", async () => {
  await openAll();
  for (let i = 0; i < 4; i++) await answerOne();
  await question().fill("Is there necrosis?");
  await userEvent.keyboard("{Enter}");
  const log = page.getByRole("log", { name: "Conversation" }).element();
  const latest = page.getByRole("article", { name: "Question: Is there necrosis?" }).element();
  const isInView = () => {
    const [frame, article] = [log.getBoundingClientRect(), latest.getBoundingClientRect()];
    return article.top >= frame.top - 1 && article.top < frame.bottom;
  };
  await expect.poll(isInView).toBe(true);
  log.dispatchEvent(new WheelEvent("wheel"));
  log.scrollTop = 0;
  await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  engine.call("ask").options.onText?.("No necrosis is seen. ".repeat(40));
  await expect.element(page.getByText(/No necrosis is seen/)).toBeInTheDocument();
  expect(log.scrollTop).toBe(0);
});
