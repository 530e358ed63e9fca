import { expect, test } from "vitest";
import { fakeManifest } from "#test/fake-answer.ts";
import { areaWords } from "./area-words.ts";

test("patches of 128 um are 0.016 mm2 each", () => {
  expect(areaWords(1, fakeManifest)).toBe("0.016 mm²");
  expect(areaWords(32, fakeManifest)).toBe("0.52 mm²");
});
