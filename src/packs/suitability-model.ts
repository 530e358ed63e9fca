/** What a slide is measured by; see `training/hwsi/suitability.py`. */
export type Measure = "foreign" | "brown" | "darkness" | "texture";

/**
 * What the H&E that the models know looks like: `suitability.json` of a pack. A measure's score is
 * 0 at its typical value and 1 at its limit.
 */
export interface SuitabilityModel {
  readonly limits: Readonly<Record<Measure, { readonly typical: number; readonly limit: number }>>;
  /** Embeddings of H&E lie near this plane: a mean [patch] and its directions [m][patch]. */
  readonly texture: {
    readonly mean: readonly number[];
    readonly basis: readonly (readonly number[])[];
  };
}
