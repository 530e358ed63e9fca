import type { Root } from "react-dom/client";
import { afterEach, beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { Answer } from "#pipeline/answer.ts";
import { fakeAnswer } from "#test/fake-answer.ts";
import { createFakeEngine, type FakeEngine, settled } from "#test/fake-engine.ts";
import { openRoom } from "#test/open-room.tsx";

let root: Root;
let engine: FakeEngine;

beforeEach(async () => {
  engine = createFakeEngine();
  root = await openRoom(engine);
  for (const call of ["slide", "pack", "analysis"] as const) {
    engine.call(call).resolve();
    await settled();
  }
});

afterEach(() => root.unmount());

async function answeredWith(change: Partial<Answer>): Promise<void> {
  await page.getByRole("textbox", { name: "Ask about this slide" }).fill("How many?");
  await userEvent.keyboard("{Enter}");
  engine.call("ask").resolve({ ...fakeAnswer, ...change });
  await settled();
}

const answer = () => page.getByRole("region", { name: "Answer", exact: true });
const colourOf = (text: string) => getComputedStyle(answer().getByText(text).element()).color;

test("a number that was put right has what the model said beside it, and no counted one is lighter", async () => {
  const sentence = { citations: [{ id: 3, support: 0.9 }] };
  await answeredWith({
    sentences: [
      {
        ...sentence,
        text: "P3 holds 2 lymphocytes.",
        numbers: [{ said: 12, counted: 2, what: "lymphocytes in P3" }],
      },
      { text: "9 cells are counted in the kept patches.", citations: [], isCounted: true },
      { text: "Nuclei vary.", citations: [] },
    ],
  });
  const notes = answer().getByRole("note");
  await expect
    .element(notes)
    .toHaveTextContent("Counted here; the model said 12 lymphocytes in P3.");
  expect(notes.elements()).toHaveLength(1);
  expect(colourOf("9 cells are counted")).toBe(colourOf("P3 holds 2"));
  expect(colourOf("Nuclei vary.")).not.toBe(colourOf("P3 holds 2"));
});

test("the patches stand with the area their cells were counted in", async () => {
  await answeredWith({});
  const list = page.getByRole("list", { name: "Evidence" });
  await expect
    .element(list.getByRole("button", { name: /^P3, .* 2 inflammatory, .* in 0\.016 mm²$/ }))
    .toBeVisible();
  await expect.element(page.getByText("2 cited of 3 patches kept, 0.05 mm²")).toBeVisible();
});

test("a question that is not answered has its reason in the ink of any answer, and what can be asked", async () => {
  const text = "The patient's age cannot be seen on an H&E slide.";
  await answeredWith({ text, sentences: [{ text, citations: [] }] });
  await expect.element(answer()).toHaveTextContent(text);
  expect(colourOf(text)).toBe(getComputedStyle(document.body).color);
  expect(page.getByRole("alert").elements()).toHaveLength(0);
  expect(page.getByRole("list", { name: "Evidence" }).elements()).toHaveLength(0);
  await page.getByText("What can be asked").click();
  await page.getByRole("button", { name: "Is there necrosis?" }).click();
  expect(engine.call("ask").question).toBe("Is there necrosis?");
});
