import { expect, test } from "vitest";
import { asScanned } from "#stores/display-store.ts";
import { filterOf } from "./light-filter.ts";

test("as scanned, the tissue passes no filter", () => {
  expect(filterOf(asScanned)).toBe("");
});

test("only gamma needs the curve", () => {
  expect(filterOf({ ...asScanned, brightness: 1.2 })).toBe("brightness(1.2) contrast(1)");
  expect(filterOf({ ...asScanned, gamma: 1.4 })).toContain('url("#tissue-gamma")');
});
