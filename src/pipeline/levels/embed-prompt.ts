import { type PromptSlot, promptSlots } from "#pipeline/generate/prompt.ts";
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

/**
 * The language model's input embeddings [s, width], row by row: projected visual tokens (paper
 * section 3.4) among the embeddings of ids and text, in the order of `promptSlots`. A patch's id
 * is also added to its two visual tokens, so that one look tells what it shows and its name
 * (`training/hwsi/sequence.py`).
 */
export async function embedPrompt(
  graphs: PromptGraphs,
  visual: VisualTokens | null,
  text: {
    readonly ids: readonly number[];
    readonly tokenId: (token: string) => number;
    /** Ids there are: the pack's patches per slide. */
    readonly patchIds: number;
  },
): Promise<EmbeddedPrompt> {
  const slots = promptSlots(visual, text.ids, text.tokenId);
  const ids = slots.flatMap((slot) => (slot.kind === "token" ? [slot.id] : []));
  const tokens = await embedTokens(graphs.embedding, ids);
  const width = tokens.length / ids.length;
  const projected = visual ? await project(graphs.projectors, visual) : null;
  const rows = new Float32Array(slots.length * width);
  let token = 0;
  let named = new Float32Array(width); // the id before a patch's visual tokens
  for (const [place, slot] of slots.entries()) {
    const row = rows.subarray(place * width, (place + 1) * width);
    if (slot.kind === "token") {
      named = tokens.slice(token * width, (token + 1) * width);
      token += 1;
      row.set(named);
    } else if (projected) {
      row.set(rowOf(projected[slot.kind], indexOf(slot), width));
      if (slot.kind === "patch" || slot.kind === "cell") add(row, named);
    }
  }
  return { rows, patchKeys: keysById(visual, projected?.keys, text.patchIds, width) };
}

function keysById(
  visual: VisualTokens | null,
  keys: Float32Array | undefined,
  patchIds: number,
  width: number,
): Float32Array {
  const byId = new Float32Array(patchIds * width);
  const patches = visual?.regions.flatMap((region) => region.patches) ?? [];
  for (const [index, { id }] of patches.entries()) {
    if (keys) byId.set(rowOf(keys, index, width), (id - 1) * width);
  }
  return byId;
}

function add(row: Float32Array, other: Float32Array): void {
  for (const [index, value] of other.entries()) row[index] = (row[index] ?? 0) + value;
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

function rowOf(rows: Float32Array, index: number, width: number): Float32Array {
  return rows.subarray(index * width, (index + 1) * width);
}

function indexOf(slot: Exclude<PromptSlot, { kind: "token" }>): number {
  return slot.kind === "slide" ? 0 : slot.index;
}
