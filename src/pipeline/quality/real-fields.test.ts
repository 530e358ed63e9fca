import { beforeAll, describe, expect, test } from "vitest";
import type { Patch, Region } from "#pipeline/decompose.ts";
import type { RgbImage } from "#slides/slide-source.ts";
import type { Colour } from "#test/fake-slide.ts";
import { missingFields, type RealField, readFields, scannedSoft } from "#test/real-fields.ts";
import { folded, inked, shrunk } from "#test/spoil.ts";
import { leaveOutMarked } from "./leave-out-marked.ts";
import { watchFocus } from "./watch-focus.ts";

/** Each field of a laboratory is one patch, and all of them together are a slide. */
async function reasonsOf(images: readonly RgbImage[]): Promise<readonly (string | null)[]> {
  const rect = { x: 0, y: 0, width: 256, height: 256 };
  const patches = images.map((valid): Patch => ({ column: 0, row: 0, rect, valid }));
  const regions = patches.map((patch, column): Region => {
    return { column, row: 0, rect, patches: [patch] };
  });
  const low = images.map(lowPowerOf);
  const { leftOut } = await leaveOutMarked(regions, low, 1);
  const focus = watchFocus(patches, { micronsPerPixel: 0.5 }, 0.5);
  for (const [index, image] of images.entries()) focus.see(image, index);
  const soft = focus.blurred();
  const marks = new Map(leftOut.patches.map(({ place, reason }) => [place, reason]));
  return patches.map((patch) => marks.get(patch) ?? (soft.has(patch) ? "blurred" : null));
}

const lowPower = new WeakMap<RgbImage, RgbImage>();

/** Shrunk to 8 um/px, once. */
function lowPowerOf(image: RgbImage): RgbImage {
  const known = lowPower.get(image) ?? shrunk(image, 16);
  lowPower.set(image, known);
  return known;
}

type Spoil = (image: RgbImage) => RgbImage | Promise<RgbImage>;

const slides = new Map<string, RealField[]>();

beforeAll(async () => {
  if (missingFields !== null) return;
  for (const field of await readFields()) {
    slides.set(field.slide, [...(slides.get(field.slide) ?? []), field]);
  }
}, 600_000);

/**
 * Every `every`th field is spoilt, counting from each of `starts`; the share of the spoilt ones that
 * is found to be `reason`, of all and by kind.
 */
async function recallOf(reason: string, every: number, spoil: Spoil, starts = [3]) {
  const found = new Map<string, [hits: number, of: number]>();
  for (const [fields, start] of [...slides.values()].flatMap((fields) =>
    starts.map((start) => [fields, start] as const),
  )) {
    const isSpoilt = (index: number) => index % every === start;
    const images = await Promise.all(
      fields.map(({ image }, index) => (isSpoilt(index) ? spoil(image) : image)),
    );
    const reasons = await reasonsOf(images);
    for (const [index, { kind }] of fields.entries()) {
      if (!isSpoilt(index)) continue;
      for (const name of ["all", kind]) {
        const [hits, of] = found.get(name) ?? [0, 0];
        found.set(name, [hits + (reasons[index] === reason ? 1 : 0), of + 1]);
      }
    }
  }
  return (name: string): number => {
    const [hits, of] = found.get(name) ?? [0, 0];
    return hits / of;
  };
}

const name = `real H&E${missingFields === null ? "" : `: ${missingFields}`}`;

describe.skipIf(missingFields !== null)(name, () => {
  /**
   * Of 1,360 fields two are left out: one with black margin ink over most of it (CoNSeP train_02),
   * rightly, and one of tumour as a fold. The limit of 2 % holds for each class.
   */
  test("is left out by less than 2 % of each class, and by ink where there is ink", async () => {
    const counts = new Map<string, number>();
    const left: string[] = [];
    for (const fields of slides.values()) {
      const reasons = await reasonsOf(fields.map(({ image }) => image));
      for (const [index, { kind }] of fields.entries()) {
        counts.set(kind, (counts.get(kind) ?? 0) + 1);
        if (reasons[index]) left.push(`${kind} ${reasons[index]}`);
      }
    }
    expect([...counts.values()].reduce((sum, count) => sum + count)).toBe(1360);
    expect(left).toContain("consep pen");
    for (const [kind, count] of counts) {
      const wrong = left.filter((one) => one.startsWith(kind) && one !== "consep pen").length;
      expect(wrong / count, `${kind}: ${left.join(", ")}`).toBeLessThan(0.02);
    }
  }, 600_000);

  // Measured: 1.00, 1.00, 1.00, 1.00, 0.98, 0.86 and 0.51: pink ink is as light as eosin.
  test.each<[name: string, ink: Colour, least: number]>([
    ["blue", [30, 60, 160], 0.95],
    ["green", [0, 120, 90], 0.95],
    ["black", [30, 30, 35], 0.95],
    ["red", [200, 25, 45], 0.95],
    ["light green", [120, 200, 160], 0.95],
    ["navy", [25, 25, 90], 0.8],
    ["pink", [230, 70, 90], 0.4],
  ])(
    "under %s ink is found to be pen",
    async (_, ink, least) => {
      const recall = await recallOf("pen", 8, (image) => inked(image, ink, () => true));
      expect(recall("all")).toBeGreaterThanOrEqual(least);
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
      const fold = (image: RgbImage) => folded(image, () => true, times);
      const recall = await recallOf("fold", 28, fold, [3, 10, 17, 24]);
      expect(recall("all")).toBeGreaterThan(least);
      expect(recall("TUM")).toBeGreaterThan(ofTumour);
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
      const recall = await recallOf("blurred", 8, (image) => scannedSoft(image, microns / 0.5));
      expect(recall("all")).toBeGreaterThanOrEqual(least);
    },
    600_000,
  );
});
