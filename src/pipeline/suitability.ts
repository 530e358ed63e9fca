import type { Measure, SuitabilityModel } from "#packs/suitability-model.ts";
import type { Colours } from "./suitability/colours.ts";

/** `unknown` where the pack has no `suitability.json`. */
export type SuitabilityVerdict = "suitable" | "unsuitable" | "unknown";

/** Whether a slide is like the H&E that the pack's models know. */
export interface Suitability {
  readonly verdict: SuitabilityVerdict;
  /** Distance from the known H&E over the limit: above 1 is unsuitable. Null where unknown. */
  readonly score: number | null;
  /** One plain sentence for a person. */
  readonly reason: string;
}

export const UNKNOWN: Suitability = {
  verdict: "unknown",
  score: null,
  reason: "This pack cannot say which slides are unlike the H&E its models know.",
};

const SUITABLE = "Colours and texture are like those of the H&E the models know.";

/** What is said of a slide that is unlike, by the measure that says most of it. */
const REASONS: Readonly<Record<Measure, string>> = {
  foreign: "The colours are unlike H&E: little purple and pink.",
  brown: "The colours are unlike H&E: much is brown or yellow, as in immunohistochemistry.",
  darkness: "Even the lightest places are dark, as in fluorescence or a photograph.",
  texture: "The texture is unlike that of the H&E the models learnt from.",
};

/** A patch with a smaller share of stained blocks says nothing about the stain. */
const LEAST_STAINED = 0.05;

/** A patch of the slide as it was seen; a thumbnail has no embedding and its texture is not judged. */
export interface SeenPatch {
  readonly colours: Colours;
  /** [patch], as the patch encoder gave it. */
  readonly embedding: Float32Array | null;
}

/**
 * The score of a slide (`judge` of `training/hwsi/suitability.py`): each measure pooled over the
 * stained patches, as a share of the way from what is typical of H&E to the limit; the largest counts.
 */
export function judgeSuitability(
  model: SuitabilityModel,
  patches: readonly SeenPatch[],
): Suitability {
  const stained = patches.filter(({ colours }) => colours.stained >= LEAST_STAINED);
  const measured = measure(model, stained.length > 0 ? stained : patches);
  let [most, score]: [Measure, number] = ["foreign", Number.NEGATIVE_INFINITY];
  let isDark = false;
  for (const [name, value] of measured) {
    const { typical, limit } = model.limits[name];
    const ratio = Math.max(0, (value - typical) / (limit - typical));
    isDark ||= name === "darkness" && ratio > 1;
    if (ratio > score) [most, score] = [name, ratio];
  }
  if (isDark) most = "darkness"; // colours of the dark mean little
  const isUnlike = score > 1;
  return {
    verdict: isUnlike ? "unsuitable" : "suitable",
    score,
    reason: isUnlike ? REASONS[most] : SUITABLE,
  };
}

function measure(model: SuitabilityModel, patches: readonly SeenPatch[]): [Measure, number][] {
  const measured: [Measure, number][] = [
    ["foreign", pooled(patches.map(({ colours }) => colours.foreign))],
    ["brown", pooled(patches.map(({ colours }) => colours.brown))],
    ["darkness", pooled(patches.map(({ colours }) => colours.darkness))],
  ];
  const embeddings = patches.flatMap(({ embedding }) => (embedding === null ? [] : [embedding]));
  if (embeddings.length === 0) return measured;
  const off = embeddings.map((embedding) => distanceOffPlane(embedding, model.texture));
  return [...measured, ["texture", pooled(off)]];
}

/** The mean without the highest and the lowest quarter. */
function pooled(values: readonly number[]): number {
  const cut = Math.floor(values.length / 4);
  const middle = values.toSorted((a, b) => a - b).slice(cut, values.length - cut);
  return middle.reduce((sum, value) => sum + value, 0) / Math.max(1, middle.length);
}

/** Length of what the plane of H&E embeddings cannot say of an embedding. */
function distanceOffPlane(
  embedding: Float32Array,
  { mean, basis }: SuitabilityModel["texture"],
): number {
  const centred = Float64Array.from(embedding, (value, at) => value - (mean[at] ?? 0));
  const rest = centred.slice();
  for (const direction of basis) {
    let along = 0;
    for (const [at, value] of direction.entries()) along += value * (centred[at] ?? 0);
    for (const [at, value] of direction.entries()) rest[at] = (rest[at] ?? 0) - along * value;
  }
  return Math.hypot(...rest);
}
