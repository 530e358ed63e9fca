import type { Patch, Region } from "#pipeline/decompose.ts";
import { leaveOutMarked } from "#pipeline/quality/leave-out-marked.ts";
import type { LeftOutReason } from "#pipeline/quality/left-out.ts";
import { watchFocus } from "#pipeline/quality/watch-focus.ts";
import type { RgbImage } from "#slides/slide-source.ts";
import type { Colour } from "./fake-slide.ts";
import { type RealField, scannedSoft } from "./real-fields.ts";
import { folded, inked, shrunk } from "./spoil.ts";

/** Fields of one laboratory each; all of them together are a slide. */
export type FieldSlides = readonly (readonly RealField[])[];

export function bySlide(fields: readonly RealField[]): FieldSlides {
  const names = new Set(fields.map(({ slide }) => slide));
  return [...names].map((name) => fields.filter(({ slide }) => slide === name));
}

/** Why each field of a slide is left out, each being one patch; null where it is analysed. */
export async function reasonsOf(
  images: readonly RgbImage[],
): Promise<readonly (LeftOutReason | null)[]> {
  const rect = { x: 0, y: 0, width: 256, height: 256 };
  const patches = images.map((valid): Patch => ({ column: 0, row: 0, rect, valid }));
  const regions = patches.map((patch, column): Region => {
    return { column, row: 0, rect, patches: [patch] };
  });
  const { leftOut } = await leaveOutMarked(regions, images.map(lowPowerOf), 1);
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

/** The kinds of the fields, and why those of each that are left out are. */
export async function leftOutByKind(
  slides: FieldSlides,
): Promise<ReadonlyMap<string, readonly (LeftOutReason | null)[]>> {
  const kinds = new Map<string, (LeftOutReason | null)[]>();
  for (const fields of slides) {
    const reasons = await reasonsOf(fields.map(({ image }) => image));
    for (const [index, { kind }] of fields.entries()) {
      kinds.set(kind, [...(kinds.get(kind) ?? []), reasons[index] ?? null]);
    }
  }
  return kinds;
}

/** A way to spoil a field, and what it is to be left out for. */
export interface Spoiling {
  readonly reason: LeftOutReason;
  readonly spoil: (image: RgbImage) => RgbImage | Promise<RgbImage>;
  /** Every so manyth field is spoilt, counting from each of `starts`; the others stay as they are. */
  readonly every: number;
  readonly starts: readonly number[];
}

export const ink = (colour: Colour): Spoiling => ({
  reason: "pen",
  spoil: (image) => inked(image, colour, () => true),
  every: 8,
  starts: [3],
});

/** Few at a time: much folded tissue would be the slide's own density. */
export const fold = (times: number): Spoiling => ({
  reason: "fold",
  spoil: (image) => folded(image, () => true, times),
  every: 28,
  starts: [3, 10, 17, 24],
});

export const blur = (microns: number): Spoiling => ({
  reason: "blurred",
  spoil: (image) => scannedSoft(image, microns / 0.5),
  every: 8,
  starts: [3],
});

export interface Recall {
  /** Spoilt fields. */
  readonly count: number;
  /** Share of them that is left out for what was done to them; of one kind, or of all. */
  readonly of: (kind?: string) => number;
}

export async function recallOf(slides: FieldSlides, spoiling: Spoiling): Promise<Recall> {
  const { reason, every, spoil } = spoiling;
  const found: { kind: string; isFound: boolean }[] = [];
  for (const fields of slides) {
    for (const start of spoiling.starts) {
      const isSpoilt = (index: number) => index % every === start;
      const images = await Promise.all(
        fields.map(({ image }, index) => (isSpoilt(index) ? spoil(image) : image)),
      );
      const reasons = await reasonsOf(images);
      for (const [index, { kind }] of fields.entries()) {
        if (isSpoilt(index)) found.push({ kind, isFound: reasons[index] === reason });
      }
    }
  }
  const share = (kind?: string): number => {
    const ofKind = found.filter((one) => kind === undefined || one.kind === kind);
    return ofKind.filter(({ isFound }) => isFound).length / ofKind.length;
  };
  return { count: found.length, of: share };
}

/** Inks by name: the colour that marker makes of white glass. */
export const inks = {
  blue: [30, 60, 160],
  green: [0, 120, 90],
  black: [30, 30, 35],
  red: [200, 25, 45],
  "light green": [120, 200, 160],
  navy: [25, 25, 90],
  pink: [230, 70, 90],
} as const satisfies Readonly<Record<string, Colour>>;
