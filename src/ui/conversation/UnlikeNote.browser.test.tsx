import type { Root } from "react-dom/client";
import { afterEach, beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { Suitability } from "#pipeline/suitability.ts";
import { fakeAnswer, fakeCheck, fakeSuitability } from "#test/fake-answer.ts";
import { createFakeEngine, type FakeEngine, settled } from "#test/fake-engine.ts";
import { openRoom } from "#test/open-room.tsx";

const unlike: Suitability = {
  verdict: "unsuitable",
  score: 2.34,
  reason: "Little purple and pink.",
};

let root: Root;
let engine: FakeEngine;

beforeEach(async () => {
  engine = createFakeEngine();
  root = await openRoom(engine);
  engine.call("slide").resolve();
  engine.call("pack").resolve();
  await settled();
});

afterEach(() => root.unmount());

/** The slide is analysed, asked about, and answered with and without the image. */
async function answered(suitability: Suitability): Promise<void> {
  engine.call("analysis").resolve({ ...fakeCheck, suitability });
  await settled();
  await page.getByRole("textbox", { name: "Ask about this slide" }).fill("Is there tumour?");
  await userEvent.keyboard("{Enter}");
  engine.call("ask").resolve({ ...fakeAnswer, suitability });
  await settled();
  await page.getByRole("button", { name: "Ask without the image" }).click();
  engine.call("ask").resolve({ ...fakeAnswer, suitability: null });
  await settled();
  await expect
    .element(page.getByRole("region", { name: "Answer without the image" }))
    .toBeVisible();
  await page.getByRole("button", { name: "Slides" }).click();
}

const notes = () => page.getByRole("note", { name: "Unlike the H&E the models know" });

test("an unlike slide is said once, before its answer, and in the slide's facts", async () => {
  await answered(unlike);
  await expect
    .element(notes())
    .toHaveTextContent(/Little purple and pink. The answer may be wrong/);
  expect(notes().elements()).toHaveLength(1);
  const answer = page.getByRole("region", { name: "Answer", exact: true }).element();
  const order = notes().element().compareDocumentPosition(answer);
  expect(order & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
  await expect.element(page.getByText(/score 2.3, limit 1/)).toBeVisible();
});

test("a slide that the models know has no note, and its facts say so", async () => {
  await answered(fakeSuitability);
  expect(notes().elements()).toHaveLength(0);
  await expect
    .element(page.getByText("like the H&E the models know", { exact: true }))
    .toBeVisible();
});
