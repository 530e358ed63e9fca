import { readFileSync } from "node:fs";
import { fixture } from "./fixtures.ts";

/** A drawn slide that no training saw; `fixtures/slides-unseen/make.py` writes image and truth. */
export interface UnseenSlide {
  readonly name: string;
  readonly micronsPerPixel: number;
  /** Three, fixed before any answer was seen. */
  readonly questions: readonly { readonly question: string; readonly value: string }[];
}

export const unseenSlides: readonly UnseenSlide[] = JSON.parse(
  readFileSync(fixture("slides-unseen", "truth.json"), "utf8"),
);

export function imageOf({ name }: UnseenSlide): string {
  return fixture("slides-unseen", `${name}.avif`);
}

/** The claim of each value, as the language model was taught to word it. */
const CLAIMS: Readonly<Record<string, Readonly<Record<string, RegExp>>>> = {
  "What is the diagnosis?": {
    solid: /\bsolid carcinoma\b/,
    glandular: /\bgland-forming carcinoma\b/,
    none: /\bNo tumour is seen\b/,
  },
  "Is there necrosis?": {
    present: /^Necrosis is present\b/,
    absent: /^No necrosis is seen\b/,
  },
  "Is there adipose tissue?": {
    present: /^Adipose tissue is present\b/,
    absent: /^No adipose tissue is seen\b/,
  },
  "Are there lymphoid aggregates?": {
    present: /^Lymphoid aggregates are present\b/,
    absent: /^No lymphoid aggregates are seen\b/,
  },
};

/** Whether the text makes the true claim of the question and none of its other claims. */
export function isTrue(question: string, value: string, text: string): boolean {
  const claims = Object.entries(CLAIMS[question] ?? {});
  return (
    claims.length > 0 && claims.every(([name, claim]) => claim.test(text) === (name === value))
  );
}
