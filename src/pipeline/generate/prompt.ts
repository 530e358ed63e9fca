import type { VisualTokens } from "#pipeline/models.ts";

/** One place of the language model's input: a projected visual token or a text token. */
export type PromptSlot =
  | { readonly kind: "slide" }
  | { readonly kind: "region" | "patch" | "cell"; readonly index: number }
  | { readonly kind: "token"; readonly id: number };

/** The token that introduces a patch and cites it. */
export function patchToken(id: number): string {
  return `[P${id}]`;
}

/**
 * The order of the input (paper section 3.5, each patch introduced by the id that cites it):
 * z_WSI; for each region z_region, then for each of its patches [P..], z_patch, z_cell; then the
 * text. Indices of patches and cells count over the whole slide in this order. Without `visual`
 * the text alone.
 */
export function promptSlots(
  visual: VisualTokens | null,
  textIds: readonly number[],
  tokenId: (token: string) => number,
): PromptSlot[] {
  const slots: PromptSlot[] = visual ? [{ kind: "slide" }] : [];
  let index = 0;
  for (const [region, { patches }] of (visual?.regions ?? []).entries()) {
    slots.push({ kind: "region", index: region });
    for (const { id } of patches) {
      slots.push({ kind: "token", id: tokenId(patchToken(id)) });
      slots.push({ kind: "patch", index }, { kind: "cell", index });
      index += 1;
    }
  }
  return [...slots, ...textIds.map((id): PromptSlot => ({ kind: "token", id }))];
}
