import { expect, test } from "vitest";
import { numberClaims } from "./number-claims.ts";

/** Without where they stand in the text. */
const claims = (text: string) =>
  numberClaims({ text, citations: [] }).map(({ span: _, ...claim }) => claim);

test("a number is about the patch named before it, else about the one named after", () => {
  const lymphocytes = { kind: "count", word: "lymphocytes", said: 12 };
  expect(claims("P3 holds 12 lymphocytes.")).toEqual([{ ...lymphocytes, place: 3 }]);
  expect(claims("12 lymphocytes lie in P3.")).toEqual([{ ...lymphocytes, place: 3 }]);
  expect(claims("12 lymphocytes are counted.")).toEqual([{ ...lymphocytes, place: "kept" }]);
});

test("a bare number after a second patch counts the cells of the first", () => {
  expect(claims("P3 holds 12 nuclei and P9 5, so P3 holds more.")).toEqual([
    { kind: "count", said: 12, word: "cells", place: 3 },
    { kind: "count", said: 5, word: "cells", place: 9 },
    { kind: "concluded", how: "more", word: "cells", cells: "", more: 3, less: 9 },
  ]);
  expect(claims("P3 shows fat and P9 5.")).toEqual([]);
});

test("fewer is more the other way round", () => {
  expect(claims("P3 holds fewer spindle cells than P9 (2 against 7).")).toEqual([
    {
      ...{ kind: "compared", how: "fewer", word: "spindle cells", cells: "spindle cells" },
      ...{ more: 9, less: 3 },
    },
    { kind: "count", said: 2, word: "spindle cells", place: 3 },
    { kind: "count", said: 7, word: "spindle cells", place: 9 },
  ]);
});

test("an area keeps how finely it was said", () => {
  expect(claims("P3 holds 12 cells in 0.016 mm2.").at(-1)).toEqual({
    kind: "area",
    said: 0.016,
    decimals: 3,
    place: 3,
  });
});

test("parts of words and decimals are no counts", () => {
  expect(claims("CD20 cells, 0.5 cells, P3 cells.")).toEqual([]);
});

test("a claim knows where it stands, with the word that rounds it", () => {
  const text = "About 1400 cells are counted in the kept patches, in 0.52 mm2.";
  const spans = numberClaims({ text, citations: [] }).map(({ span }) =>
    text.slice(span.start, span.end),
  );
  expect(spans).toEqual(["About 1400", "0.52"]);
});
