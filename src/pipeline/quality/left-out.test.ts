import { describe, expect, test } from "vitest";
import { decompose } from "#pipeline/decompose.ts";
import { tinyManifest } from "#test/fake-models.ts";
import { leaveOut, NOTHING_LEFT_OUT, type SortedTissue } from "./left-out.ts";
import { leftOutWords, percentOf } from "./left-out-words.ts";

const regions = decompose({ width: 8192, height: 256, micronsPerPixel: 0.5 }, tinyManifest).map(
  (region) => ({ ...region, patches: region.patches.slice(0, 2) }),
);
const [first, second, third, fourth] = regions.flatMap(({ patches }) => patches);
const sorted: SortedTissue = {
  regions,
  leftOut: NOTHING_LEFT_OUT,
  tissue: new Map(regions.flatMap(({ patches }) => patches).map((patch) => [patch, 100])),
};

describe("leaving out", () => {
  test("nothing leaves everything as it was", () => {
    expect(leaveOut(sorted, () => null)).toBe(sorted);
  });

  test("takes patches out of their regions and says where and why", () => {
    const left = leaveOut(sorted, (patch) => (patch === second ? "pen" : null));
    expect(left.regions.map(({ patches }) => patches)).toEqual([[first], [third, fourth]]);
    expect(left.leftOut.patches).toEqual([{ region: [0, 0], place: second, reason: "pen" }]);
    expect(left.leftOut.shares).toEqual({ pen: 0.25, fold: 0, blurred: 0 });
  });

  test("again adds to what was left out, and a region without a patch goes", () => {
    const once = leaveOut(sorted, (patch) => (patch === second ? "pen" : null));
    const twice = leaveOut(once, (patch) => (patch === first ? "blurred" : null));
    expect(twice.regions.map(({ column }) => column)).toEqual([1]);
    expect(twice.leftOut.patches.map(({ reason }) => reason)).toEqual(["pen", "blurred"]);
    expect(twice.leftOut.shares).toEqual({ pen: 0.25, fold: 0, blurred: 0.25 });
  });

  test("weighs patches by their tissue", () => {
    const tissue = new Map([...sorted.tissue]).set(first as never, 300);
    const left = leaveOut({ ...sorted, tissue }, (patch) => (patch === first ? "fold" : null));
    expect(left.leftOut.shares.fold).toBe(0.5);
  });
});

describe("the words for it", () => {
  test("name each reason there is, in percents of the tissue", () => {
    const shares = { pen: 0.08, fold: 0.03, blurred: 0.01 };
    expect(leftOutWords(shares)).toBe(
      "12 % of the tissue is not analysed: pen 8 %, fold 3 %, out of focus 1 %",
    );
    expect(leftOutWords({ ...shares, pen: 0, fold: 0 })).toBe(
      "1 % of the tissue is not analysed: out of focus 1 %",
    );
  });

  test("are none where all of the tissue is analysed", () => {
    expect(leftOutWords(NOTHING_LEFT_OUT.shares)).toBeNull();
  });

  test("call a little not nothing, and nearly all not all", () => {
    expect([0, 0.004, 0.01, 0.996, 1].map(percentOf)).toEqual([
      "0 %",
      "under 1 %",
      "1 %",
      "over 99 %",
      "100 %",
    ]);
  });
});
