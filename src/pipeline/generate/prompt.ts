import type { VisualTokens } from "#pipeline/models.ts";
import { countRows, type PromptWords, summed } from "./count-rows.ts";
import { numberToken, type PromptSlot, patchToken } from "./prompt-slot.ts";

const OPTION_LETTERS = new Set([" A", " B", " C", " D"]);

/**
 * The order of the input (paper section 3.5, each patch introduced by the id that cites it):
 * z_WSI; for each region z_region, named by its number from 1, then for each of its patches [P..],
 * z_patch, z_cell and a row for each of its counts, all named by the id; the counts of all patches
 * together and their area; then the text, in which a patch or a region that it names brings its
 * rows with it, and what stands in an option ("A) ..") is named by its letter. Indices of patches and cells count over the whole slide in this order. Without
 * `visual` the text alone. `training/hwsi/sequence.py` is the same in Python.
 */
export function promptSlots(
  visual: VisualTokens | null,
  textIds: readonly number[],
  words: PromptWords,
): PromptSlot[] {
  if (visual === null)
    return askedSlots(textIds, { regions: new Map(), patches: new Map() }, words);
  const rows = rowsByToken(visual, words);
  const slots: PromptSlot[] = [{ kind: "slide", named: [] }];
  for (const [region, { patches }] of visual.regions.entries()) {
    slots.push(...rowsOf(rows.regions, words.tokenId(numberToken(region + 1))));
    for (const { id } of patches) {
      const name = words.tokenId(patchToken(id));
      slots.push(textSlot(name), ...rowsOf(rows.patches, name));
    }
  }
  return [...slots, ...totals(visual, words), ...askedSlots(textIds, rows, words)];
}

type Rows = ReadonlyMap<number, readonly PromptSlot[]>;

/** Rows of the regions by the token of their number, of the patches by that of their id. */
interface RowsByToken {
  readonly regions: Rows;
  readonly patches: Rows;
}

function rowsByToken(visual: VisualTokens, words: PromptWords): RowsByToken {
  const regions = new Map<number, readonly PromptSlot[]>();
  const patches = new Map<number, readonly PromptSlot[]>();
  for (const [index, region] of visual.regions.entries()) {
    const number = words.tokenId(numberToken(index + 1));
    regions.set(number, [
      { kind: "region", index, named: [number, words.tokenId(words.regionWord)] },
    ]);
    for (const { id, counts } of region.patches) {
      const name = words.tokenId(patchToken(id));
      const at = patches.size;
      const own: PromptSlot[] = [
        { kind: "patch", index: at, named: [name] },
        { kind: "cell", index: at, named: [name] },
      ];
      patches.set(name, [...own, ...countRows(counts, name, words)]);
    }
  }
  return { regions, patches };
}

/** Looking up by name what stands far before was not learnt by a model of this size. */
function askedSlots(
  textIds: readonly number[],
  { regions, patches }: RowsByToken,
  words: PromptWords,
): PromptSlot[] {
  const letters = optionLetters(textIds, words);
  return textIds.flatMap((id, at) => {
    const before = textIds[at - 1];
    const isRegion =
      regions.has(id) && before !== undefined && words.textOf(before).endsWith("egion");
    const slot: PromptSlot = { kind: "token", id, named: letters[at] ?? [] };
    return [slot, ...rowsOf(patches, id), ...(isRegion ? rowsOf(regions, id) : [])];
  });
}

/** For each token the letter of the option that it stands in: from " A" before ")" to the next, or to the end. */
function optionLetters(
  textIds: readonly number[],
  { textOf, tokenId, stopToken }: PromptWords,
): (readonly number[])[] {
  const end = tokenId(stopToken);
  const texts = textIds.map(textOf);
  let letter: readonly number[] = [];
  return textIds.map((id, at) => {
    if (OPTION_LETTERS.has(texts[at] ?? "") && texts[at + 1] === ")") letter = [id];
    if (id === end) letter = [];
    return letter;
  });
}

function totals({ regions }: VisualTokens, words: PromptWords): PromptSlot[] {
  const counts = regions.flatMap(({ patches }) => patches.map((patch) => patch.counts));
  if (counts.length === 0) return [];
  const name = words.tokenId(words.anyPatch);
  const area = counts.length * words.patchSquareMillimetres;
  return [
    textSlot(name),
    ...countRows(summed(counts), name, words),
    ...words.encode(` in ${area.toFixed(2)} mm2`).map(textSlot),
  ];
}

function rowsOf(rows: Rows, token: number): readonly PromptSlot[] {
  return rows.get(token) ?? [];
}

function textSlot(id: number): PromptSlot {
  return { kind: "token", id, named: [] };
}
