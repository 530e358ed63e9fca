/** One place of the language model's input; the embeddings of the tokens in `named` are added to it. */
export type PromptSlot =
  | { readonly kind: "slide"; readonly named: readonly number[] }
  | {
      readonly kind: "region" | "patch" | "cell";
      readonly index: number;
      readonly named: readonly number[];
    }
  | { readonly kind: "token"; readonly id: number; readonly named: readonly number[] };

/** The token that introduces a patch and cites it. */
export function patchToken(id: number): string {
  return `[P${id}]`;
}

/** The token of a number. */
export function numberToken(number: number): string {
  return ` ${number}`;
}
