import type { LongOptions } from "#core/progress.ts";
import type { Answer } from "#pipeline/answer.ts";
import { answerQuestion, type Pipeline } from "#pipeline/answer-question.ts";
import { type DecidedPatch, decidePatches } from "#pipeline/decide-patches.ts";
import { decompose, type SlideExtent } from "#pipeline/decompose.ts";
import { questionEntities } from "#pipeline/entities.ts";
import { type AnsweredRecord, answerRecord } from "#pipeline/export/answer-json.ts";
import { cellIds } from "#pipeline/export/cell-ids.ts";
import { cellsGeoJson } from "#pipeline/export/cells-geojson.ts";
import { patchesCsv } from "#pipeline/export/patches-csv.ts";
import { rememberBank, rememberSlide, type SlideMemory } from "#pipeline/slide-memory.ts";
import type { SlideDescription } from "#slides/slide-source.ts";
import { type AnalysisRecord, analysisRecord } from "./analysis-record.ts";
import { cellsKept, cellsOfSlide, measured } from "./find-cells.ts";
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
    const watch = watched(clock, options);
    clock.enter("models");
    const pack = openDiskPack(asked.pack);
    const models = await nodeModels(pack, watch);
    const pipeline = {
      models,
      manifest: pack.manifest,
      bank: rememberBank(models, pack.manifest),
    };
    const memory = rememberSlide(source, models, pack.manifest);
    const run = { asked, pack, pipeline, memory, out, clock, options: watch };
    const analysed = await follow(run, await source.describe());
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

async function follow(run: Run, slide: SlideDescription): Promise<Analysed> {
  const { asked, pack, memory, out, clock, options } = run;
  const { manifest } = pack;
  const { regions, suitability, leftOut } = await memory.analysis(options);
  clock.enter("filter");
  const decided = await decide(run, slide);
  await out.write("patches.csv", patchesCsv(decided, manifest.keywords), options);
  const mark = { name: manifest.name, version: manifest.version, sha256: pack.sha256 };
  const answer = answerRecord(await ask(run), manifest.cellClasses, {
    ...GREEDY,
    blind: asked.blind,
    pack: mark,
  });
  await out.write("answer.json", jsonOf(answer), options);
  clock.enter("cells");
  const cells = await writeCells(run, slide, decided);
  const analysis = analysisRecord({
    asked,
    slide,
    suitability,
    leftOut,
    pack: { ...mark, licence: manifest.licence },
    regions: regions.length,
    decided,
    cells,
    milliseconds: clock.times(),
  });
  await out.write("analysis.json", jsonOf(analysis), options);
  return { analysis, answer };
}

/** Every patch of the slide with what was decided of it, by the question's words and the bank's. */
async function decide({ asked, pipeline, memory, options }: Run, slide: SlideDescription) {
  const { models, manifest, bank } = pipeline;
  const filter = {
    keywords: await bank(options),
    entities: await models.patch.encodeTexts(questionEntities(asked.question ?? "")),
    dimension: manifest.dimensions.patch,
    limits: manifest.filter,
  };
  const all = decompose(extentOf(slide), manifest);
  return [...decidePatches(all, await memory.analysis(options), filter)];
}

/** The answer; what a stop has cut short is none. */
async function ask({ asked, pipeline, memory, options }: Run): Promise<Answer | null> {
  if (asked.question === null) return null;
  const { suitability } = await memory.analysis(options);
  if (suitability.verdict === "unsuitable" && !asked.blind) return null;
  const how = { ...GREEDY, blind: asked.blind, ...options };
  const answer = await answerQuestion(pipeline, memory, asked.question, how);
  options.signal?.throwIfAborted();
  return answer;
}

/** Writes the cells with what was measured of them; gives the count of each class. */
async function writeCells(
  { asked, pack, pipeline, memory, out, options }: Run,
  slide: SlideDescription,
  decided: readonly DecidedPatch[],
): Promise<(readonly [cellClass: string, count: number])[]> {
  const { cellClasses } = pack.manifest;
  const groups =
    asked.cells === "all"
      ? cellsOfSlide(pipeline, memory, options)
      : cellsKept(pipeline, memory, decided, options);
  const cells = await measured(groups, extentOf(slide).micronsPerPixel, options);
  const idOf = await cellIds(`${pack.sha256} ${slide.name}`);
  await out.write("cells.geojson", cellsGeoJson(cells, { cellClasses, idOf }), options);
  const counts = cellClasses.map(() => 0);
  for (const cellClass of cells.table.classes) counts[cellClass] = (counts[cellClass] ?? 0) + 1;
  return cellClasses.map(({ name }, cellClass) => [name, counts[cellClass] ?? 0]);
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
