import { expect, test } from "vitest";
import { judgePower } from "./judge-power.ts";

test("a scan up to twice as coarse as the models' scale is fine enough", () => {
  expect(judgePower(0.25, 0.5)).toBeNull();
  expect(judgePower(1, 0.5)).toBeNull();
});

test("a coarser one is not, and says its scale and theirs", () => {
  expect(judgePower(4.6352, 0.5)).toEqual({
    verdict: "unsuitable",
    score: expect.closeTo(4.6352),
    reason: expect.stringMatching(/scanned at 4\.64 microns per pixel; the models work at 0\.5/),
  });
});
