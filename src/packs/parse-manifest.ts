import * as v from "valibot";
import type { Manifest } from "./manifest.ts";
import { unreadablePack } from "./pack-faults.ts";

const text = v.pipe(v.string(), v.nonEmpty());
const positive = v.pipe(v.number(), v.finite(), v.gtValue(0));
const count = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(2 ** 20));

/** A file inside the pack's own folder: nothing absolute, nothing that climbs out of it. */
const path = v.pipe(
  v.string(),
  v.regex(/^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/, "must be a path inside the pack"),
);
/** WASM's memory ends at 4 GiB. */
const largestFileBytes = 2 ** 32;

const file = v.object({
  path,
  bytes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(largestFileBytes)),
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, "must be 64 lower-case hex digits")),
});

const offset = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(largestFileBytes));
const matrix = v.object({ rows: count, columns: count, packed: offset, scales: offset });
const wide = v.pipe(
  v.object({
    weights: text,
    block: v.pipe(count, v.multipleOf(2)),
    matrices: v.array(matrix),
  }),
  v.forward(
    v.check(
      ({ block, matrices }) => matrices.every(({ columns }) => columns % block === 0),
      "columns must be whole blocks",
    ),
    ["matrices"],
  ),
);

const fields = v.object({
  format: v.literal(1),
  name: text,
  version: text,
  licence: text,
  micronsPerPixel: positive,
  patchPixels: count,
  regionPatches: count,
  filter: v.object({ keepPerRegion: count, keepPerSlide: count }),
  keywords: v.pipe(v.array(text), v.minLength(1)),
  cellClasses: v.pipe(
    v.array(v.object({ name: text, colour: v.pipe(v.string(), v.hexColor()) })),
    v.minLength(1),
  ),
  dimensions: v.object({
    patch: count,
    token: count,
    cellEmbedding: count,
    cell: count,
    region: count,
    slide: count,
    llm: count,
  }),
  llm: v.object({
    layers: count,
    kvHeads: count,
    headDimension: count,
    context: count,
    template: v.pipe(v.string(), v.includes("{question}")),
    stopToken: text,
    anyPatch: text,
    regionWord: text,
    nameWeight: positive,
    counts: v.array(v.object({ word: text, cellClass: v.nullable(text) })),
    wide,
  }),
  textEncoder: v.object({ maxTokens: count }),
  files: v.object({
    "patch-encoder": file,
    "text-encoder": file,
    "cell-segmenter": file,
    ccaf: file,
    "region-encoder": file,
    "slide-encoder": file,
    projectors: file,
    "llm-embedding": file,
    "llm-decoder": file,
    "llm-decoder-wide": file,
    tokenizer: file,
    "llm-tokenizer": file,
    "self-test": file,
    suitability: v.exactOptional(file),
  }),
  card: v.object({
    intendedUse: text,
    limits: v.array(text),
    data: v.array(v.object({ name: text, licence: text })),
    metrics: v.array(
      v.object({ name: text, value: v.pipe(v.number(), v.finite()), note: v.string() }),
    ),
  }),
});

type Fields = v.InferOutput<typeof fields>;

function countsKnownClasses({ llm, cellClasses }: Fields): boolean {
  const names = new Set(cellClasses.map(({ name }) => name));
  return llm.counts.every(({ cellClass }) => cellClass === null || names.has(cellClass));
}

/** Packed numbers and fp16 scales of every matrix. */
function liesInside({ llm: { wide }, files }: Fields): boolean {
  const end = files["llm-decoder"].bytes;
  return wide.matrices.every(({ rows, columns, packed, scales }) => {
    const numbers = rows * columns;
    return packed + numbers / 2 <= end && scales + (2 * numbers) / wide.block <= end;
  });
}

const schema = v.pipe(
  fields,
  v.forward(v.check(countsKnownClasses, "counts no class of the pack"), ["llm", "counts"]),
  v.forward(v.check(liesInside, "matrices must lie inside llm-decoder"), ["llm", "wide"]),
);

/** Throws `pack-unreadable`, naming the first field that is wrong; `address` is named too. */
export function parseManifest(json: string, address: string): Manifest {
  const parsed = v.safeParse(schema, parseJson(json, address));
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  const field = v.getDotPath(issue) ?? "the whole";
  throw unreadablePack(`${address} is not a manifest of a pack: ${field}: ${issue.message}`);
}

function parseJson(json: string, address: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw unreadablePack(`${address} is not JSON, so not a pack's manifest`, cause);
  }
}
