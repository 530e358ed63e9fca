/** [P3], "patch 3" or P3; a bare p16, p53 or p63 is a protein, as are its like. */
const NAMED = /\[P(\d+)\]|\bpatch P?(\d+)\b|\bP(?!(?:16|21|27|40|53|57|62|63)\b)(\d{1,2})\b/gi;

/** Ids of the patches that a question names, in the order it names them. */
export function namedPatches(question: string): number[] {
  return [...question.matchAll(NAMED)].map(([, bracketed, plain, bare]) =>
    Number(bracketed ?? plain ?? bare),
  );
}

/** The question with named patches written the way the language model cites them: [P3]. */
export function bracketPatches(question: string): string {
  return question.replace(
    NAMED,
    (_, ...ids: readonly (string | undefined)[]) =>
      `[P${ids.slice(0, 3).find((id) => id !== undefined)}]`,
  );
}
