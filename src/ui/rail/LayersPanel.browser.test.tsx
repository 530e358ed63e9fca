import type { Root } from "react-dom/client";
import { afterEach, beforeEach, expect, test } from "vitest";
import { page } from "vitest/browser";
import { fakeCheck, fakeLeftOut } from "#test/fake-answer.ts";
import { createFakeEngine, type FakeEngine, settled } from "#test/fake-engine.ts";
import { openRoom } from "#test/open-room.tsx";

let root: Root;
let engine: FakeEngine;

beforeEach(async () => {
  localStorage.clear();
  engine = createFakeEngine();
  root = await openRoom(engine);
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
