import type { Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { Level0Point } from "#core/geometry.ts";
import type { FakeEngine } from "#test/fake-engine.ts";
import { drag as dragHand, mouse, openTissueRoom, pageAt, tissue } from "#test/hands-on-tissue.ts";
import type { Stores } from "#ui/session/stores.ts";

let root: Root;
let engine: FakeEngine;
let stores: Stores;

const marks = () => stores.annotations.getState();
const tool = (name: string) => page.getByRole("button", { name, exact: true });
const drag = (...way: readonly Level0Point[]): void => dragHand(stores, mouse, way);
const click = (place: Level0Point): void => drag(place);

beforeEach(async () => {
  ({ root, engine, stores } = await openTissueRoom());
});

afterEach(() => root.unmount());

/** Whether the overlay has any colour near a place of the slide. */
function isInked(place: Level0Point): boolean {
  const canvas = document.querySelector<HTMLCanvasElement>(".annotation-overlay");
  const { left, top } = tissue().getBoundingClientRect();
  const { clientX, clientY } = pageAt(stores, place);
  const [x, y] = [clientX - left, clientY - top].map((value) => value * devicePixelRatio - 3);
  const pixels = canvas?.getContext("2d")?.getImageData(x ?? 0, y ?? 0, 7, 7).data ?? [];
  return pixels.some((value) => value > 0);
}

describe("drawing with OpenSeadragon beneath", () => {
  test("a rectangle is dragged, drawn, measured, and the tissue stays in place", async () => {
    const before = stores.view.getState().view?.centre;
    await tool("Rectangle").click();
    drag([400, 400], [600, 500], [800, 700]);
    expect(marks().annotations[0]?.geometry).toMatchObject({ kind: "rectangle" });
    const { geometry } = marks().annotations[0] ?? {};
    const rect = geometry?.kind === "rectangle" ? geometry.rect : null;
    expect(rect?.x).toBeCloseTo(400, 0);
    expect(rect?.width).toBeCloseTo(400, 0);
    expect(rect?.height).toBeCloseTo(300, 0);
    await expect.poll(() => isInked([600, 400])).toBe(true);
    expect(isInked([600, 550])).toBe(false);
    expect(stores.view.getState().view?.centre).toEqual(before);
    // 200 by 150 microns at half a micron a pixel.
    await expect.element(page.getByText(/Annotation 1: 30,000 µm², 700 µm around/)).toBeVisible();
    await expect.element(page.getByRole("img", { name: "1 annotation drawn" })).toBeInTheDocument();
  });

  test("lines, ellipses, points and freehand outlines are drawn", async () => {
    await tool("Line").click();
    drag([200, 200], [800, 1000]);
    await tool("Ellipse").click();
    click([300, 300]);
    click([700, 600]);
    await tool("Point").click();
    click([1000, 1000]);
    await tool("Freehand").click();
    drag([1200, 400], [1500, 400], [1500, 700], [1200, 700]);
    const kinds = marks().annotations.map(({ geometry }) => geometry.kind);
    expect(kinds).toEqual(["line", "ellipse", "point", "polygon"]);
    await expect.poll(() => isInked([500, 600])).toBe(true);
  });

  test("a polygon is clicked and closed with Enter; Escape leaves draft and tool", async () => {
    await tool("Polygon").click();
    for (const place of [
      [300, 300],
      [900, 300],
      [900, 900],
    ] as const)
      click(place);
    await userEvent.keyboard("{Enter}");
    expect(marks().annotations[0]?.geometry.kind).toBe("polygon");
    await tool("Polygon").click();
    click([1000, 300]);
    await userEvent.keyboard("{Escape}");
    expect(marks()).toMatchObject({ draft: null, tool: "polygon" });
    await userEvent.keyboard("{Escape}");
    expect(marks().tool).toBe("move");
    expect(marks().annotations).toHaveLength(1);
  });

  test("without a tool a drag moves the tissue", async () => {
    const before = stores.view.getState().view?.centre[0] ?? 0;
    drag([800, 800], [700, 800], [500, 800]);
    await expect.poll(() => stores.view.getState().view?.centre[0]).not.toBe(before);
    expect(marks().annotations).toEqual([]);
  });
});

describe("what is drawn", () => {
  const drawBox = async () => {
    await tool("Rectangle").click();
    drag([400, 400], [800, 700]);
  };

  test("is moved by its line, reshaped by its corners, and undone by Ctrl Z", async () => {
    await drawBox();
    drag([600, 400], [650, 450], [700, 500]);
    drag([900, 800], [950, 850], [1000, 900]);
    const rect = () => {
      const { geometry } = marks().annotations[0] ?? {};
      return geometry?.kind === "rectangle" ? Object.values(geometry.rect).map(Math.round) : [];
    };
    expect(rect()).toEqual([500, 500, 500, 400]);
    await userEvent.keyboard("{Control>}z{/Control}");
    expect(rect()).toEqual([500, 500, 400, 300]);
    await userEvent.keyboard("{Control>}z{/Control}{Control>}z{/Control}");
    expect(marks().annotations).toEqual([]);
    await userEvent.keyboard("{Control>}{Shift>}z{/Shift}{/Control}{Control>}y{/Control}");
    expect(rect()).toEqual([500, 500, 400, 300]);
  });

  test("is named, classed and noted in the panel, and deleted by its key", async () => {
    await drawBox();
    await page.getByRole("button", { name: "Annotations", exact: true }).click();
    await page.getByRole("textbox", { name: "Name" }).fill("Margin");
    await page.getByRole("combobox", { name: "Class" }).selectOptions("Tumour");
    await page.getByRole("textbox", { name: "Note" }).fill("Close to the ink");
    await userEvent.tab();
    expect(marks().annotations[0]).toMatchObject({
      name: "Margin",
      note: "Close to the ink",
      classification: { name: "Tumour" },
    });
    const row = page.getByRole("button", { name: /^Margin Tumour, 30,000 µm²/ });
    await expect.element(row).toBeVisible();
    tissue().focus();
    await userEvent.keyboard("{Delete}");
    expect(marks().annotations).toEqual([]);
  });

  test("is hidden by A and by its own button, filled by F", async () => {
    await drawBox();
    tissue().focus();
    await userEvent.keyboard("f");
    await expect.poll(() => isInked([600, 550])).toBe(true);
    await userEvent.keyboard("a");
    await expect.poll(() => isInked([600, 400])).toBe(false);
    await userEvent.keyboard("a");
    await expect.poll(() => isInked([600, 400])).toBe(true);
    await page.getByRole("button", { name: "Annotations", exact: true }).click();
    await page.getByRole("button", { name: "Show Annotation 1" }).click();
    await expect.poll(() => isInked([600, 400])).toBe(false);
  });

  test("Ctrl Z in a text field is the field's own", async () => {
    await drawBox();
    const question = page.getByRole("textbox", { name: "Ask about this slide" });
    await question.fill("Is there tumour?");
    await userEvent.keyboard("{Control>}z{/Control}");
    expect(marks().annotations).toHaveLength(1);
  });

  test("may be asked about alone, and the turn says so", async () => {
    await drawBox();
    await page.getByRole("checkbox", { name: "Ask only about Annotation 1" }).click();
    await page.getByRole("textbox", { name: "Ask about this slide" }).fill("Is there tumour?");
    await userEvent.keyboard("{Enter}");
    const { within } = engine.call("ask").options;
    expect(within?.name).toBe("Annotation 1");
    expect(within?.rings[0]).toHaveLength(4);
    await expect.element(page.getByText("Asked of Annotation 1 alone.")).toBeVisible();
  });
});

test("every button of the tools and the panel can be hit with a finger", async () => {
  await tool("Line").click();
  drag([200, 200], [800, 1000]);
  await page.getByRole("button", { name: "Annotations", exact: true }).click();
  const small = [...document.querySelectorAll(".panel button, .tool-buttons button")].filter(
    (one) => {
      const { width, height } = one.getBoundingClientRect();
      return width < 32 || height < 32;
    },
  );
  expect(small.map((one) => one.getAttribute("aria-label") ?? one.textContent)).toEqual([]);
});
