/** [P3], "patch 3" or "patch P3"; a bare P3 is left alone, for p16, p53 and p63 are proteins. */
const NAMED = /\[P(\d+)\]|\bpatch P?(\d+)\b/gi;

/** Ids of the patches that a question names, in the order it names them. */
export function namedPatches(question: string): number[] {
  return [...question.matchAll(NAMED)].map(([, bracketed, plain]) => Number(bracketed ?? plain));
}

/** The question with named patches written the way the language model cites them: [P3]. */
export function bracketPatches(question: string): string {
  return question.replace(
    NAMED,
    (_, bracketed: string | undefined, plain: string | undefined) => `[P${bracketed ?? plain}]`,
  );
}
