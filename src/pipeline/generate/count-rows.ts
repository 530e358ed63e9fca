import type { Manifest } from "#packs/manifest.ts";
import { sayable } from "#pipeline/check-numbers.ts";
import { numberToken, type PromptSlot } from "./prompt-slot.ts";

/** How the pack says what stands in a prompt. */
export interface PromptWords
  extends Pick<Manifest["llm"], "anyPatch" | "regionWord" | "counts" | "stopToken">,
    Pick<Manifest, "cellClasses"> {
  /** The id of a text that is one token; throws RangeError for another. */
  readonly tokenId: (text: string) => number;
  readonly encode: (text: string) => readonly number[];
  /** The text of a token. */
  readonly textOf: (id: number) => string;
  readonly patchSquareMillimetres: number;
}

/** A number for each of the pack's count words, named by the patch and the word. */
export function countRows(
  counts: readonly number[],
  name: number,
  { counts: said, cellClasses, tokenId }: PromptWords,
): PromptSlot[] {
  return said.map(({ word, cellClass }) => {
    const own = counts.filter((_, at) => cellClass === null || cellClasses[at]?.name === cellClass);
    const number = sayable(own.reduce((sum, count) => sum + count, 0));
    return { kind: "token", id: tokenId(numberToken(number)), named: [name, tokenId(word)] };
  });
}

/** Counts of several patches together, class by class. */
export function summed(counts: readonly (readonly number[])[]): number[] {
  const total: number[] = [];
  for (const own of counts) {
    for (const [at, count] of own.entries()) total[at] = (total[at] ?? 0) + count;
  }
  return total;
}
