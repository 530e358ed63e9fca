import {
  blur,
  bySlide,
  fold,
  ink,
  inks,
  leftOutByKind,
  recallOf,
  type Spoiling,
} from "#test/field-quality.ts";
import { missingFields, readFields } from "#test/real-fields.ts";
import type { Measurement } from "./measurement.ts";

const percent = (share: number) => ({ value: 100 * share, unit: "%" });

const spoilings: readonly (readonly [what: string, spoiling: Spoiling])[] = [
  ...Object.entries(inks).map(([name, colour]) => [`under ${name} ink`, ink(colour)] as const),
  ...[2, 2.5, 3].map((times) => [`folded ${times} times`, fold(times)] as const),
  ...[1.5, 2, 3, 4, 6].map((microns) => [`out of focus by ${microns} um`, blur(microns)] as const),
];

/**
 * What the quality filter finds among fields of real H&E that were spoilt, and what it leaves out of
 * those that were not. The fields lie in PARAFFIN_DATA, else in ../shared/data.
 */
export async function measure(): Promise<readonly Measurement[]> {
  if (missingFields !== null) return [{ what: missingFields, value: 0, unit: "fields" }];
  const slides = bySlide(await readFields());
  const found: Measurement[] = [];
  for (const [kind, reasons] of await leftOutByKind(slides)) {
    const left = reasons.filter((reason) => reason !== null);
    const why = left.length === 0 ? "" : `: ${left.join(", ")}`;
    const what = `left out of ${reasons.length} fields of ${kind} as they are${why}`;
    found.push({ what, ...percent(left.length / reasons.length) });
  }
  for (const [name, spoiling] of spoilings) {
    const recall = await recallOf(slides, spoiling);
    found.push({ what: `found of ${recall.count} fields ${name}`, ...percent(recall.of()) });
    if (spoiling.reason !== "fold") continue;
    for (const kind of ["TUM", "STR", "MUS", "ADI"]) {
      found.push({ what: `  of those of ${kind}`, ...percent(recall.of(kind)) });
    }
  }
  return found;
}
