import { expect, test } from "vitest";
import type { SlideOrigin } from "#engine/engine.ts";
import { openingWords } from "./opening-words.ts";

const at = (url: string): SlideOrigin => ({ kind: "url", url, micronsPerPixel: null });
const dropped = (...names: readonly string[]): SlideOrigin => ({
  kind: "files",
  files: new Map(names.map((name) => [name, new File([], name)])),
  micronsPerPixel: null,
});

test.each([
  [at("https://slides.example/a%20b.svs?key=secret"), "Opening a b.svs"],
  [dropped("scan.svs"), "Opening scan.svs"],
  [dropped("1.dcm", "2.dcm"), "Opening 2 files"],
  [dropped(), "Opening the slide"],
] as const)("names what is opened: %#", (origin, words) => {
  expect(openingWords(origin)).toBe(words);
});

test("a zip is said to take a while", () => {
  expect(openingWords(dropped("scan.ZIP"))).toMatch(
    /^Opening scan\.ZIP\. .* takes some seconds\.$/,
  );
});
