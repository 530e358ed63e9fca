import { expect, test } from "vitest";
import { cellIds } from "./cell-ids.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test("an id is a UUID of the version that is ours to lay out", async () => {
  const idOf = await cellIds("pack slide");
  expect(idOf([0, 0])).toMatch(UUID);
  expect(idOf([2 ** 21, 2 ** 21])).toMatch(UUID); // the largest slide that is read
});

test("the same cell of the same pack and slide has the same id in every run", async () => {
  const [first, second] = [await cellIds("pack slide"), await cellIds("pack slide")];
  expect(first([812.25, 77.5])).toBe(second([812.25, 77.5]));
  expect((await cellIds("pack other"))([812.25, 77.5])).not.toBe(first([812.25, 77.5]));
});

test("cells a hundredth of a pixel apart have ids of their own", async () => {
  const idOf = await cellIds("pack slide");
  const ids = new Set<string>();
  for (let step = 0; step < 100; step += 1) {
    ids.add(idOf([1000 + step / 100, 2000]));
    ids.add(idOf([2000, 1000 + step / 100]));
  }
  expect(ids.size).toBe(200);
});
