import { expect, test } from "vitest";
import { isTrue, unseenSlides } from "./unseen-slides.ts";

test("ten slides are asked three questions each, of which no constant answers make 24 true", () => {
  expect(unseenSlides).toHaveLength(10);
  const asked = unseenSlides.flatMap(({ questions }) => questions);
  expect(asked).toHaveLength(30);
  const best = new Map<string, number>();
  for (const { question } of asked) {
    const values = asked.filter((one) => one.question === question).map(({ value }) => value);
    const most = Math.max(...values.map((value) => values.filter((one) => one === value).length));
    best.set(question, most);
  }
  expect([...best.values()].reduce((sum, count) => sum + count, 0)).toBe(17);
});

test("an answer is true that makes the true claim and no other", () => {
  const necrosis = (value: string, text: string) => isTrue("Is there necrosis?", value, text);
  expect(necrosis("present", "Necrosis is present.")).toBe(true);
  expect(necrosis("absent", "Necrosis is present.")).toBe(false);
  expect(necrosis("absent", "I was not taught to answer that.")).toBe(false);
  const both = "The slide shows a solid carcinoma. No tumour is seen.";
  expect(isTrue("What is the diagnosis?", "solid", both)).toBe(false);
  expect(isTrue("What is it?", "solid", both)).toBe(false);
});
