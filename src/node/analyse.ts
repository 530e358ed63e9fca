import type { LongOptions } from "#core/progress.ts";
import type { EvidenceCell } from "#pipeline/answer.ts";
import { answerQuestion, type Pipeline } from "#pipeline/answer-question.ts";
import type { QuestionFilter } from "#pipeline/choose-patches.ts";
import { type DecidedPatch, decidePatches } from "#pipeline/decide-patches.ts";
import { decompose, type Region, type SlideExtent } from "#pipeline/decompose.ts";
import { segmentPatches } from "#pipeline/encode/segment-patches.ts";
import { cellWindows, segmentSlide } from "#pipeline/encode/segment-slide.ts";
import { questionEntities } from "#pipeline/entities.ts";
import { type AnsweredRecord, answerRecord } from "#pipeline/export/answer-json.ts";
import { cellIds } from "#pipeline/export/cell-ids.ts";
import { cellsGeoJson } from "#pipeline/export/cells-geojson.ts";
import { patchesCsv } from "#pipeline/export/patches-csv.ts";
import { cellOnSlide } from "#pipeline/on-slide.ts";
import { rememberBank, rememberSlide, type SlideMemory } from "#pipeline/slide-memory.ts";
import type { SlideDescription } from "#slides/slide-source.ts";
import { type AnalysisRecord, analysisRecord } from "./analysis-record.ts";
import { nodeModels } from "./node-models.ts";
import { openLocalSlide } from "./open-local-slide.ts";
import type { AnalyseOptions } from "./options.ts";
import { type OutFolder, openOutFolder } from "./out-folder.ts";
import { type DiskPack, openDiskPack } from "./pack-on-disk.ts";
import { type StepClock, startSteps } from "./step-clock.ts";

/** The language model always says the likeliest word: two runs give one answer. */
const GREEDY = { temperature: 0, seed: 0 } as const;

export interface Analysed {
  readonly analysis: AnalysisRecord;
  readonly answer: AnsweredRecord;
}

/**
 * The story of the command: open the slide and the pack, analyse, filter, answer, find the cells,
 * write. Files appear in `asked.out` when all of them are whole.
 */
export async function analyse(asked: AnalyseOptions, options: LongOptions = {}): Promise<Analysed> {
  const clock = startSteps("slide");
  const source = await openLocalSlide(asked.slide, asked.micronsPerPixel);
  const out = await openOutFolder(asked.out);
  try {
    clock.enter("models");
    const pack = openDiskPack(asked.pack);
    const models = await nodeModels(pack);
    const pipeline = {
      models,
      manifest: pack.manifest,
      bank: rememberBank(models, pack.manifest),
    };
    const memory = rememberSlide(source, models, pack.manifest);
    const run = { asked, pack, pipeline, memory, out, clock, options: watched(clock, options) };
    const analysed = await write(run, await source.describe());
    await out.commit();
    return analysed;
  } catch (thrown) {
    await out.discard();
    throw thrown;
  } finally {
    await source.dispose();
  }
}

/** All that one run of the command holds. */
interface Run {
  readonly asked: AnalyseOptions;
  readonly pack: DiskPack;
  readonly pipeline: Pipeline;
  readonly memory: SlideMemory;
  readonly out: OutFolder;
  readonly clock: StepClock;
  readonly options: LongOptions;
}

async function write(run: Run, slide: SlideDescription): Promise<Analysed> {
  const { asked, pack, pipeline, memory, out, clock, options } = run;
  const { manifest } = pack;
  const analysis = await memory.analysis(options);
  clock.enter("filter");
  const all = decompose(extentOf(slide), manifest);
  const decided = [...decidePatches(all, analysis, await filterOf(run))];
  await out.write("patches.csv", patchesCsv(decided, manifest.keywords), options);
  const answer = asked.question
    ? await answerQuestion(pipeline, memory, asked.question, { ...GREEDY, ...options })
    : null;
  options.signal?.throwIfAborted();
  clock.enter("cells");
  const mark = { name: manifest.name, version: manifest.version, sha256: pack.sha256 };
  const counts = manifest.cellClasses.map(() => 0);
  const groups = asked.cells === "all" ? cellsOfSlide(run, slide, all) : cellsKept(run, decided);
  const file = {
    cellClasses: manifest.cellClasses,
    idOf: await cellIds(`${pack.sha256} ${slide.name}`),
  };
  await out.write("cells.geojson", cellsGeoJson(counted(groups, counts), file), options);
  clock.enter("write");
  const answered = answerRecord(answer, manifest.cellClasses, { ...GREEDY, pack: mark });
  await out.write("answer.json", jsonOf(answered), options);
  const record = analysisRecord({
    asked,
    pack: { ...mark, licence: manifest.licence },
    slide,
    suitability: analysis.suitability,
    decided,
    regions: analysis.regions.length,
    cells: manifest.cellClasses.map(({ name }, index) => [name, counts[index] ?? 0] as const),
    milliseconds: clock.times(),
  });
  await out.write("analysis.json", jsonOf(record), options);
  return { analysis: record, answer: answered };
}

/** Embeddings of the words that decide: the question's and the keyword bank's. */
async function filterOf({ asked, pipeline, options }: Run): Promise<QuestionFilter> {
  const { models, manifest, bank } = pipeline;
  return {
    keywords: await bank(options),
    entities: await models.patch.encodeTexts(questionEntities(asked.question ?? "")),
    dimension: manifest.dimensions.patch,
    limits: manifest.filter,
  };
}

/** Cells of all tissue, none of them cut at the border of a patch. */
async function* cellsOfSlide(
  { pipeline, memory, options }: Run,
  slide: SlideDescription,
  all: readonly Region[],
): AsyncGenerator<readonly EvidenceCell[], void, undefined> {
  const tissue = (await memory.analysis()).regions.map(({ region }) => region);
  const windows = cellWindows(extentOf(slide), pipeline.manifest, all, tissue);
  const { models, manifest } = pipeline;
  yield* segmentSlide(memory.source, windows, models.cell, manifest, options);
}

/** Cells of the kept patches, as the page draws them. */
async function* cellsKept(
  { pipeline, memory, options }: Run,
  decided: readonly DecidedPatch[],
): AsyncGenerator<readonly EvidenceCell[], void, undefined> {
  const { models, manifest } = pipeline;
  const kept = decided.filter(({ id }) => id !== null).map(({ place }) => place);
  const remembered = { grid: manifest, cache: memory.cells };
  const found = await segmentPatches(memory.source, kept, models.cell, remembered, options);
  for (const [index, { rect }] of kept.entries()) {
    yield (found[index]?.cells ?? []).map((cell) => cellOnSlide(cell, rect, manifest));
  }
}

/** Passes groups of cells on and counts them by class. */
async function* counted(
  groups: AsyncIterable<readonly EvidenceCell[]>,
  counts: number[],
): AsyncGenerator<readonly EvidenceCell[], void, undefined> {
  for await (const cells of groups) {
    for (const { cellClass } of cells) counts[cellClass] = (counts[cellClass] ?? 0) + 1;
    yield cells;
  }
}

function extentOf({ width, height, micronsPerPixel }: SlideDescription): SlideExtent {
  if (micronsPerPixel === null) throw new RangeError("The slide was opened without a scale.");
  return { width, height, micronsPerPixel };
}

function watched(clock: StepClock, { signal, onProgress }: LongOptions): LongOptions {
  return {
    ...(signal ? { signal } : {}),
    onProgress: (progress) => {
      clock.enter(progress.stage);
      onProgress?.(progress);
    },
  };
}

function jsonOf(record: unknown): string[] {
  return [`${JSON.stringify(record, null, 2)}\n`];
}
