import type { PromptWords } from "#pipeline/generate/count-rows.ts";
import { numberToken, type PromptSlot, patchToken } from "#pipeline/generate/prompt-slot.ts";
import type { VisualTokens } from "#pipeline/models.ts";
import { float32, floatsOf, type InferenceSession, int64 } from "./session.ts";

export interface PromptGraphs {
  readonly projectors: InferenceSession;
  readonly embedding: InferenceSession;
}

interface Rows {
  readonly slide: Float32Array;
  readonly region: Float32Array;
  readonly patch: Float32Array;
  readonly cell: Float32Array;
  readonly keys: Float32Array;
}

/** A prompt as the decoder takes it. */
export interface EmbeddedPrompt {
  /** [s, width] */
  readonly rows: Float32Array;
  /** [ids, width]: the key of each patch that can be cited, by id from 1; zero for the others. */
  readonly patchKeys: Float32Array;
}

export interface Prompt {
  readonly slots: readonly PromptSlot[];
  readonly words: PromptWords;
  /** Ids there are: the pack's patches per slide. */
  readonly patchIds: number;
  readonly nameWeight: number;
}

/** A row of the table, by token. */
type Table = (token: number) => Float32Array;

/** A patch as it can be cited: its id, and the tokens whose embeddings are added to its key. */
interface Citable {
  readonly id: number;
  readonly named: readonly number[];
}

/**
 * The language model's input embeddings [s, width], row by row: projected visual tokens (paper
 * section 3.4) and tokens of text, each with the embeddings of what names it, so that one look
 * tells what it shows and its name (`training/hwsi/sequence.py`).
 */
export async function embedPrompt(
  graphs: PromptGraphs,
  visual: VisualTokens | null,
  { slots, words, patchIds, nameWeight }: Prompt,
): Promise<EmbeddedPrompt> {
  const citable = visual ? citablePatches(visual, words) : [];
  const { table, width } = await readTable(graphs.embedding, tokensOf(slots, citable));
  const projected = visual ? await project(graphs.projectors, visual) : null;
  const rows = new Float32Array(slots.length * width);
  for (const [place, slot] of slots.entries()) {
    const row = rows.subarray(place * width, (place + 1) * width);
    if (slot.kind === "token") add(row, table(slot.id));
    else if (projected) add(row, rowOf(projected[slot.kind], indexOf(slot), width));
    for (const token of slot.named) add(row, table(token));
  }
  const patchKeys = new Float32Array(patchIds * width);
  for (const [index, { id, named }] of citable.entries()) {
    const key = patchKeys.subarray((id - 1) * width, id * width);
    if (projected) add(key, rowOf(projected.keys, index, width));
    for (const token of named) add(key, table(token), nameWeight);
  }
  return { rows, patchKeys };
}

/** A key is named as its patch is in the prompt, and by its region's number. */
function citablePatches({ regions }: VisualTokens, { tokenId }: PromptWords): Citable[] {
  return regions.flatMap(({ patches }, region) =>
    patches.map(({ id }) => ({
      id,
      named: [tokenId(patchToken(id)), tokenId(numberToken(region + 1))],
    })),
  );
}

function tokensOf(slots: readonly PromptSlot[], citable: readonly Citable[]): number[] {
  const tokens = slots.flatMap((slot) => (slot.kind === "token" ? [slot.id] : []));
  const names = [...slots, ...citable].flatMap(({ named }) => named);
  return [...new Set([...tokens, ...names])];
}

async function readTable(
  embedding: InferenceSession,
  tokens: readonly number[],
): Promise<{ readonly table: Table; readonly width: number }> {
  const rows = await embedTokens(embedding, tokens);
  const width = rows.length / tokens.length;
  const places = new Map(tokens.map((token, place) => [token, place]));
  return { table: (token) => rowOf(rows, places.get(token) ?? 0, width), width };
}

/** Embeddings [s, width] of token ids. */
export async function embedTokens(
  embedding: InferenceSession,
  ids: readonly number[],
): Promise<Float32Array> {
  return floatsOf(await embedding.run({ input_ids: int64(ids, 1, ids.length) }), "embeddings");
}

async function project(projectors: InferenceSession, visual: VisualTokens): Promise<Rows> {
  const patches = visual.regions.flatMap((region) => region.patches);
  const outputs = await projectors.run({
    slide: float32(visual.slide, 1, visual.slide.length),
    regions: matrix(visual.regions.map((region) => region.embedding)),
    patches: matrix(patches.map(({ patch }) => patch)),
    cells: matrix(patches.map(({ cell }) => cell)),
  });
  return {
    slide: floatsOf(outputs, "z_slide"),
    region: floatsOf(outputs, "z_regions"),
    patch: floatsOf(outputs, "z_patches"),
    cell: floatsOf(outputs, "z_cells"),
    keys: floatsOf(outputs, "keys"),
  };
}

function matrix(vectors: readonly Float32Array[]) {
  const width = vectors[0]?.length ?? 0;
  const data = new Float32Array(vectors.length * width);
  for (const [row, vector] of vectors.entries()) data.set(vector, row * width);
  return float32(data, vectors.length, width);
}

function add(row: Float32Array, other: Float32Array, times = 1): void {
  for (let at = 0; at < row.length; at += 1) row[at] = (row[at] ?? 0) + times * (other[at] ?? 0);
}

function rowOf(rows: Float32Array, index: number, width: number): Float32Array {
  return rows.subarray(index * width, (index + 1) * width);
}

function indexOf(slot: Exclude<PromptSlot, { kind: "token" }>): number {
  return slot.kind === "slide" ? 0 : slot.index;
}
