import { expect, test } from "vitest";
import { saidWords } from "./said-words.ts";

test("what was said stands in one line, beside what was counted or was not", () => {
  expect(
    saidWords([
      { said: 13, counted: 12, what: "lymphocytes in P3" },
      { said: 0.05, counted: 0.016, what: "mm2 in P3" },
      { said: null, counted: 5, what: "lymphocytes in P9" },
    ]),
  ).toBe("Counted here; the model said 13 lymphocytes in P3, 0.05 mm² in P3.");
  expect(saidWords([{ said: 4, counted: null, what: "cells in P7" }])).toBe(
    "The model said 4 cells in P7.",
  );
  expect(saidWords([{ said: null, counted: 4, what: "cells in P7" }])).toBe(
    "Counted here; the model compared otherwise.",
  );
});
