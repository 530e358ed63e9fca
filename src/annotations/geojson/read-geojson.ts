import type { Annotation, AnnotationClass } from "#annotations/annotation.ts";
import { ParaffinError } from "#core/errors.ts";
import { collectCells, type ImportedCells } from "./collect-cells.ts";
import { type ImportReport, takeNotes } from "./import-report.ts";
import { readFeature, type SlideSize } from "./read-feature.ts";
import { isRecord, Unreadable } from "./read-geometry.ts";
import { sliceTime } from "./slice-time.ts";
import { splitFeatures } from "./split-features.ts";
import { unpacked } from "./unpacked.ts";

/** A file's contents as far as they are right, and what of it is not here. */
export interface ImportedFile {
  readonly annotations: readonly Annotation[];
  readonly cells: ImportedCells | null;
  readonly report: ImportReport;
}

/** How far the reading of a file is. */
export interface ImportProgress {
  readonly features: number;
  readonly bytes: number;
  readonly totalBytes: number;
}

export interface ImportOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ImportProgress) => void;
}

/** What a file is read for. */
export interface ImportFor {
  readonly slide: SlideSize;
  /** Classes of cells in the order that tables count in. */
  readonly cellClasses: readonly AnnotationClass[];
  /** Further classes that are no news. */
  readonly knownClasses: readonly AnnotationClass[];
}

/**
 * The story of an import: the file is unpacked, cut into features, and each is read alone, so that
 * neither its size nor a fault in it matters to the rest. It works in slices and lets others have
 * their turn between them. Throws `geojson-unreadable` where nothing can be made of the file.
 */
export async function readGeoJson(
  file: Blob,
  { slide, cellClasses, knownClasses }: ImportFor,
  { signal, onProgress }: ImportOptions = {},
): Promise<ImportedFile> {
  const notes = takeNotes();
  const annotations = new Map<string, Annotation>();
  const cells = collectCells(cellClasses);
  let features = 0;
  let failed: Unreadable | null = null;

  function take(value: unknown, where: string): void {
    const read = readFeature(value, slide, (change) => notes.changed(change, where));
    if (read.kind === "cell") {
      if (!cells.add(read.cell))
        notes.changed("No room for all its measurements or its class", where);
      return;
    }
    const { annotation } = read;
    const isTaken = annotations.has(annotation.id);
    if (isTaken) notes.changed("An id that another has: given a new one", where);
    const id = isTaken ? crypto.randomUUID() : annotation.id;
    annotations.set(id, { ...annotation, id });
  }
  function tryTake(read: () => unknown): void {
    features += 1;
    const where = `feature ${features}`;
    try {
      take(read(), where);
    } catch (thrown) {
      // Collections in collections without end run out of stack.
      const isTooDeep = thrown instanceof RangeError;
      if (!isTooDeep && !(thrown instanceof Unreadable)) throw thrown;
      failed = isTooDeep ? new Unreadable("Nested too deeply") : thrown;
      notes.leftOut(failed.message, where);
    }
  }
  const splitter = splitFeatures({
    onFeature: (text) => tryTake(() => parsed(text)),
    onTooLong: () =>
      tryTake(() => {
        throw new Unreadable("A feature longer than any outline");
      }),
  });
  const slice = sliceTime(signal);
  for await (const { chunk, bytes } of unpacked(file)) {
    for (let start = 0; start < chunk.length; start += sliceBytes) {
      splitter.write(chunk.subarray(start, start + sliceBytes));
      await slice();
    }
    onProgress?.({ features, bytes, totalBytes: file.size });
  }
  const { frame, isWhole } = splitter.end();
  if (features === 0) takeFrame(frame, tryTake);
  if (features === 1 && annotations.size + cells.count === 0 && failed !== null && !isList(frame)) {
    throw notGeoJson((failed as Unreadable).message);
  }
  if (!isWhole)
    notes.leftOut("The file ends in the middle: what came after", `feature ${features}`);
  const found = [...annotations.values()];
  const table = cells.end();
  tellNewClasses(found, table?.classes ?? [], [...cellClasses, ...knownClasses], notes);
  const report = { features, annotations: found.length, cells: cells.count, ...notes.lines() };
  return { annotations: found, cells: table, report };
}

/** A hundred cells: shorter than a frame. */
const sliceBytes = 2 ** 16;

/** What is left where there is no list of features: one feature, a geometry, or no GeoJSON at all. */
function takeFrame(frame: string, take: (read: () => unknown) => void): void {
  const start = frame.trimStart()[0];
  if (start === undefined) throw notGeoJson("The file is empty");
  if (start !== "{" && start !== "[") throw notGeoJson(`It begins with ${JSON.stringify(start)}`);
  let value: unknown;
  try {
    value = parsed(frame);
  } catch (thrown) {
    throw notGeoJson("It is not JSON", thrown);
  }
  if (Array.isArray(value) || (isRecord(value) && Array.isArray(value["features"]))) return;
  const type = isRecord(value) ? value["type"] : undefined;
  if (typeof type !== "string") throw notGeoJson("It is JSON of another kind");
  take(() => value);
}

const isList = (frame: string): boolean => /"features"|^\s*\[/.test(frame);

function notGeoJson(fact: string, cause?: unknown): ParaffinError {
  return new ParaffinError(
    "geojson-unreadable",
    `The file is not GeoJSON that can be read. ${fact}.`,
    "Choose a file that QuPath or this page exported: .geojson, .json or .geojson.gz.",
    { cause },
  );
}

/** QuPath writes numbers that are none as NaN, which JSON has no word for: they become null. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const words = /"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g;
    try {
      return JSON.parse(text.replace(words, (word) => (word.startsWith('"') ? word : "null")));
    } catch {
      throw new Unreadable("Not JSON");
    }
  }
}

function tellNewClasses(
  annotations: readonly Annotation[],
  ofCells: readonly AnnotationClass[],
  known: readonly AnnotationClass[],
  notes: ReturnType<typeof takeNotes>,
): void {
  const names = new Set(known.map(({ name }) => name.toLowerCase()));
  const ofAnnotations = annotations.flatMap(({ classification }) => classification ?? []);
  for (const { name } of [...ofCells, ...ofAnnotations]) {
    if (names.has(name.toLowerCase())) continue;
    names.add(name.toLowerCase());
    notes.changed("Classes unknown here: kept as new ones", name);
  }
}
