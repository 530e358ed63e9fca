import type { Root } from "react-dom/client";
import { afterEach, beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { noColumns } from "#pipeline/cells/cell-columns.ts";
import { tableOf } from "#pipeline/cells/cell-table.ts";
import { fakeCell, fakeCheck, fakeLeftOut } from "#test/fake-answer.ts";
import { createFakeEngine, type FakeEngine, settled } from "#test/fake-engine.ts";
import { openRoom } from "#test/open-room.tsx";
import { createStores, type Stores } from "#ui/session/stores.ts";

let root: Root;
let engine: FakeEngine;
let stores: Stores;

beforeEach(async () => {
  localStorage.clear();
  engine = createFakeEngine();
  stores = createStores();
  root = await openRoom(engine, stores);
  engine.call("slide").resolve();
  engine.call("pack").resolve();
  await settled();
  await page.getByRole("button", { name: "Layers" }).click();
});

afterEach(() => root.unmount());

const layer = () => page.getByRole("checkbox", { name: "Not analysed" });
const reasons = () =>
  page
    .getByRole("list", { name: "Why tissue is not analysed" })
    .getByRole("listitem")
    .elements()
    .map((item) => item.textContent);

test("names why tissue is not analysed, and how much once it is known", async () => {
  await expect.element(layer()).not.toBeChecked();
  expect(reasons()).toEqual(["pen", "fold", "out of focus"]);
  engine.call("analysis").resolve({ ...fakeCheck, leftOut: fakeLeftOut });
  await settled();
  await expect
    .poll(reasons)
    .toEqual(["pen8 % of the tissue", "fold3 % of the tissue", "out of focus1 % of the tissue"]);
});

test("what is not analysed is hatched when asked for, before any question", async () => {
  engine.call("analysis").resolve({ ...fakeCheck, leftOut: fakeLeftOut });
  await settled();
  await expect.element(page.getByRole("img", { name: "No evidence drawn" })).toBeInTheDocument();
  await layer().click();
  const hatched = page.getByRole("img", { name: "3 patches hatched that are not analysed" });
  await expect.element(hatched).toBeInTheDocument();
  await layer().click();
  await expect.element(page.getByRole("img", { name: "No evidence drawn" })).toBeInTheDocument();
});

const analysed = async () => {
  engine.call("analysis").resolve();
  await settled();
};

test("a class takes another colour, and gets its own back", async () => {
  const colour = page.getByLabelText("Colour of inflammatory");
  await expect.element(colour).toHaveValue("#0072b2");
  stores.overlay.getState().colourChosen(0, "#ff0000");
  await expect.element(colour).toHaveValue("#ff0000");
  await page.getByRole("button", { name: "Usual colours" }).click();
  await expect.element(colour).toHaveValue("#0072b2");
});

test("show all layers checks every one", async () => {
  await analysed();
  stores.view.getState().classToggled(1);
  await page.getByRole("button", { name: "Show all layers" }).click();
  for (const name of ["Cited patches", "epithelial", "Regions", "Tissue", "Redundant patches"]) {
    await expect.element(page.getByRole("checkbox", { name, exact: true })).toBeChecked();
  }
  await expect.element(layer()).toBeChecked();
});

test("a heat map has its colour bar, and says what it waits for", async () => {
  await analysed();
  await page.getByLabelText("Score of each patch").selectOptions("Cells per mm²");
  await expect.element(page.getByText("whole slide must be found first")).toBeVisible();
  await page.getByRole("button", { name: "Find the cells of the slide" }).click();
  expect(engine.call("cells").options.area).toBeNull();
  await expect.element(page.getByText("Cells: starting").first()).toBeVisible();
  stores.cells.getState().cellsGrown(tableOf([fakeCell(100, 100, 0), fakeCell(150, 100, 1)]));
  const bar = page.getByRole("img", { name: "From 0 to 120, the lighter the more" });
  await expect.element(bar).toBeVisible();
  await page.getByLabelText("Score of each patch").selectOptions("None");
  await expect.element(bar).not.toBeInTheDocument();
});

test("a heat map of cells of one part says so, and finds those of the rest", async () => {
  await analysed();
  await page.getByLabelText("Score of each patch").selectOptions("Cells per mm²");
  const table = tableOf([fakeCell(100, 100, 0)]);
  const searched = [{ x: 0, y: 0, width: 256, height: 256 }];
  const source = {
    kind: "segmented",
    area: null,
    searched,
    patches: { done: 1, total: 12 },
  } as const;
  stores.cells.getState().cellsReady({ table, columns: noColumns, source });
  await expect.element(page.getByText("in a part of the slide")).toBeVisible();
  await page.getByRole("button", { name: "Find the other cells of the slide" }).click();
  expect(engine.call("cells").options.searched).toEqual(searched);
});

test("the cell under the pointer is named, with how sure the model is", async () => {
  const table = tableOf([fakeCell(100, 100, 2, 64)]);
  stores.overlay.getState().cellPointed({ table, cell: 0 });
  await expect.element(page.getByText("90 % sure")).toBeVisible();
  stores.overlay.getState().cellPointed(null);
  await expect.element(page.getByText("90 % sure")).not.toBeInTheDocument();
});
