/** `unknown` where the pack has no `suitability.json`, or the slide has nothing to judge. */
export type SuitabilityVerdict = "suitable" | "unlike" | "unknown";

/** Whether a slide is like the H&E that the pack's models know. */
export interface Suitability {
  readonly verdict: SuitabilityVerdict;
  /** Distance from the known H&E over the limit: above 1 is unlike. Null where unknown. */
  readonly score: number | null;
  /** One plain sentence for a person. */
  readonly reason: string;
}

export const UNKNOWN: Suitability = {
  verdict: "unknown",
  score: null,
  reason: "This pack cannot say which slides are unlike the H&E its models know.",
};
