import { abortable } from "#core/abortable.ts";
import type { LongOptions } from "#core/progress.ts";
import type { Patch, PatchGrid } from "#pipeline/decompose.ts";
import type { PatchModel } from "#pipeline/models.ts";
import { batchesOf, readAhead } from "#pipeline/read-ahead.ts";
import type { RgbImage, SlideSource } from "#slides/slide-source.ts";

/** Patches in one run of the patch encoder, and batches read while it runs. */
const BATCH = 8;
const BATCHES_AHEAD = 2;

/** Row i of both is patch i: embeddings [n, patch] of unit length, tokens [n, token]. */
export interface EncodedPatches {
  readonly embeddings: Float32Array;
  readonly tokens: Float32Array;
}

export interface PatchWidths {
  readonly patch: number;
  readonly token: number;
}

export interface EncodeShape {
  readonly grid: PatchGrid;
  readonly widths: PatchWidths;
  /** Given the pixels of each patch before the encoder, which may take them for good. */
  readonly see?: (image: RgbImage, index: number) => void;
}

/** Reads and encodes patches in batches; reading runs ahead of the encoder by two batches. */
export async function encodePatches(
  source: SlideSource,
  patches: readonly Patch[],
  model: PatchModel,
  shape: EncodeShape,
  { signal, onProgress }: LongOptions = {},
): Promise<EncodedPatches> {
  const embeddings = new Float32Array(patches.length * shape.widths.patch);
  const tokens = new Float32Array(patches.length * shape.widths.token);
  const batches = readAhead({
    items: batchesOf(patches, BATCH),
    read: (batch, reading) => readPatches(source, batch, shape.grid, reading),
    ahead: BATCHES_AHEAD,
    signal,
  });
  let done = 0;
  onProgress?.({ stage: "patches", done, total: patches.length });
  for await (const images of batches) {
    for (const [index, image] of images.entries()) shape.see?.(image, done + index);
    const encoded = await abortable(model.encodePatches(images), signal);
    embeddings.set(encoded.embeddings, done * shape.widths.patch);
    tokens.set(encoded.tokens, done * shape.widths.token);
    done = Math.min(patches.length, done + BATCH);
    onProgress?.({ stage: "patches", done, total: patches.length });
  }
  return { embeddings, tokens };
}

/** The rows of the patches that are kept. */
export function keepRows(
  { embeddings, tokens }: EncodedPatches,
  widths: PatchWidths,
  isKept: readonly boolean[],
): EncodedPatches {
  const rowsOf = (values: Float32Array, width: number): Float32Array =>
    values.filter((_, at) => isKept[Math.floor(at / width)]);
  return { embeddings: rowsOf(embeddings, widths.patch), tokens: rowsOf(tokens, widths.token) };
}

/** The patches' pixels at the pack's microns per pixel; white where a patch leaves the slide. */
export function readPatches(
  source: SlideSource,
  patches: readonly Patch[],
  grid: PatchGrid,
  signal: AbortSignal,
): Promise<RgbImage[]> {
  return Promise.all(
    patches.map((patch) => source.read(patch.rect, grid.micronsPerPixel, { signal })),
  );
}
