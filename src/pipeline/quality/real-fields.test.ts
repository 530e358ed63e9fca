import { beforeAll, describe, expect, test } from "vitest";
import {
  blur,
  bySlide,
  type FieldSlides,
  fold,
  ink,
  inks,
  leftOutByKind,
  recallOf,
} from "#test/field-quality.ts";
import { missingFields, readFields } from "#test/real-fields.ts";

// `npm run bench -- quality` prints what these limits were taken from.
let slides: FieldSlides = [];

beforeAll(async () => {
  if (missingFields === null) slides = bySlide(await readFields());
}, 600_000);

const name = `real H&E${missingFields === null ? "" : `: ${missingFields}`}`;

describe.skipIf(missingFields !== null)(name, () => {
  /**
   * Of 1,360 fields two are left out: one with black margin ink over most of it (CoNSeP train_02),
   * rightly, and one of tumour as a fold. The limit of 2 % holds for each class.
   */
  test("is left out by less than 2 % of each class, and by ink where there is ink", async () => {
    const kinds = await leftOutByKind(slides);
    expect([...kinds.values()].flat()).toHaveLength(1360);
    expect(kinds.get("consep")).toContain("pen");
    for (const [kind, reasons] of kinds) {
      const wrong = reasons.filter(
        (reason) => reason !== null && `${kind} ${reason}` !== "consep pen",
      );
      expect(wrong.length / reasons.length, `${kind}: ${wrong.join(", ")}`).toBeLessThan(0.02);
    }
  }, 600_000);

  // Measured: 1.00, 1.00, 1.00, 1.00, 0.98, 0.86 and 0.51: pink ink is as light as eosin.
  test.each([
    ["blue", 0.95],
    ["green", 0.95],
    ["black", 0.95],
    ["red", 0.95],
    ["light green", 0.95],
    ["navy", 0.8],
    ["pink", 0.4],
  ] as const)(
    "under %s ink is found to be pen",
    async (colour, least) => {
      const recall = await recallOf(slides, ink(inks[colour]));
      expect(recall.of()).toBeGreaterThanOrEqual(least);
    },
    600_000,
  );

  /**
   * Measured over 195 fields: 0.52 of all and 0.69 of tumour at 2 times, 0.71 and 0.90 at 2.5, 0.81
   * and 0.95 at 3. Folded stroma 0.62, 0.86, 0.90; muscle and fat hardly (0.09 and 0 at 2 times),
   * for pale tissue that lies twice is no denser than tumour that lies once.
   */
  test.each([
    [2, 0.4, 0.6],
    [2.5, 0.6, 0.8],
  ])(
    "folded %f times is found, dense tissue rather than pale",
    async (times, least, ofTumour) => {
      const recall = await recallOf(slides, fold(times));
      expect(recall.of()).toBeGreaterThan(least);
      expect(recall.of("TUM")).toBeGreaterThan(ofTumour);
    },
    600_000,
  );

  // Measured: 0.92, 0.98 and 0.97; 0.98 at 3 and 4 um. Missed is fat that is nearly all glass.
  test.each([
    [1.5, 0.85],
    [2, 0.95],
    [6, 0.95],
  ])(
    "out of focus by %f um is found",
    async (microns, least) => {
      const recall = await recallOf(slides, blur(microns));
      expect(recall.of()).toBeGreaterThanOrEqual(least);
    },
    600_000,
  );
});
