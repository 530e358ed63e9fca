import { abortable } from "#core/abortable.ts";
import type { NamedArea } from "#core/area.ts";
import { ParaffinError } from "#core/errors.ts";
import type { LongOptions } from "#core/progress.ts";
import type { Manifest } from "#packs/manifest.ts";
import type { Answer, EvidencePatch, Sentence } from "./answer.ts";
import { startClock } from "./answer-clock.ts";
import { type ChosenPatch, choosePatches } from "./choose-patches.ts";
import { segmentPatches } from "./encode/segment-patches.ts";
import { questionEntities } from "./entities.ts";
import { evidenceOf } from "./evidence.ts";
import { groundAnswer, readableText } from "./ground.ts";
import { mendNumbers } from "./mend-numbers.ts";
import type { GenerateOptions, Models, VisualTokens } from "./models.ts";
import { bracketPatches } from "./named-patches.ts";
import type { SlideMemory } from "./slide-memory.ts";
import type { Suitability } from "./suitability.ts";
import { visualTokens } from "./visual-tokens.ts";

/** What every question needs besides the slide; `bank` gives the keyword bank's embeddings. */
export interface Pipeline {
  readonly models: Models;
  readonly manifest: Manifest;
  readonly bank: (options?: LongOptions) => Promise<Float32Array>;
}

export interface QuestionOptions extends GenerateOptions {
  /** The blind control: the language model sees the question and no image token. */
  readonly blind?: boolean;
  /** Answers about a slide that is unlike what the models know: the person insists. */
  readonly evenUnsuitable?: boolean;
  /** Answers from the patches in this area alone; what the slide is like as a whole stays known. */
  readonly within?: NamedArea;
}

/**
 * The story of an answer, in the order of the paper's figure 3A: find the evidence, let the
 * language model answer from it, tie each sentence to what it cites and put its numbers right.
 * `onText` is given the text as it is read, without citation marks. Throws `slide-unsuitable` and
 * `area-without-tissue`.
 */
export async function answerQuestion(
  pipeline: Pipeline,
  slide: SlideMemory,
  question: string,
  options: QuestionOptions = {},
): Promise<Answer> {
  const { within: _, ...toGenerate } = options;
  const clock = startClock(toGenerate);
  const entities = questionEntities(question);
  const evidence = options.blind
    ? NO_EVIDENCE
    : await findEvidence(pipeline, slide, { question, entities }, options);
  const mend = options.blind ? unchanged : mendBy(evidence.patches, pipeline.manifest);
  const asked = bracketPatches(question);
  const generated = await pipeline.models.llm.generate(evidence.visual, asked, {
    ...clock.options,
    onText: (text) => clock.options.onText(readableText(text, mend)),
  });
  const grounded = groundAnswer(generated, new Set(evidence.patches.map(({ id }) => id)));
  const sentences = grounded.sentences.map(mend);
  if (!options.blind) slide.lastChosen = evidence.chosen;
  return {
    question,
    text: sentences.map(({ text }) => text).join(" "),
    sentences,
    patches: evidence.patches,
    entities,
    suitability: evidence.suitability,
    stopped: generated.stopped,
    ...clock.times(),
  };
}

/** Puts a sentence's numbers right by the cells of these patches. */
function mendBy(
  patches: readonly EvidencePatch[],
  { cellClasses, patchPixels, micronsPerPixel }: Manifest,
): (sentence: Sentence) => Sentence {
  const patchSquareMillimetres = ((patchPixels * micronsPerPixel) / 1000) ** 2;
  const counted = { patches, cellClasses, patchSquareMillimetres };
  return (sentence) => mendNumbers(sentence, counted);
}

/** Without the image nothing was counted, so numbers stay as the language model said them. */
const unchanged = (sentence: Sentence): Sentence => sentence;

interface Evidence {
  readonly visual: VisualTokens | null;
  readonly chosen: readonly ChosenPatch[];
  readonly patches: readonly EvidencePatch[];
  readonly suitability: Suitability | null;
}

const NO_EVIDENCE: Evidence = { visual: null, chosen: [], patches: [], suitability: null };

/** Models answer about anything with the same ease; what they do not know is not asked of them. */
function assertSuitable({ verdict, reason }: Suitability): void {
  if (verdict !== "unsuitable") return;
  const fact = `This slide is unlike the H&E the models know, so they are not asked. ${reason}`;
  const remedy = "Open an H&E slide, or have it answered all the same: it may well be wrong.";
  throw new ParaffinError("slide-unsuitable", fact, remedy);
}

/** From the slide down: its analysis, the patches the question needs, the cells of those. */
async function findEvidence(
  { models, manifest, bank }: Pipeline,
  slide: SlideMemory,
  asked: { readonly question: string; readonly entities: readonly string[] },
  options: QuestionOptions,
): Promise<Evidence> {
  const analysis = await slide.analysis(options);
  if (options.evenUnsuitable !== true) assertSuitable(analysis.suitability);
  const keywords = await bank(options);
  const entities = await abortable(models.patch.encodeTexts(asked.entities), options.signal);
  const dimension = manifest.dimensions.patch;
  const within = options.within === undefined ? {} : { within: options.within };
  const filter = { keywords, entities, dimension, limits: manifest.filter, ...within };
  const chosen = choosePatches(analysis, filter, asked.question, slide.lastChosen);
  options.onProgress?.({ stage: "filter", done: chosen.length, total: chosen.length });
  const places = chosen.map(({ place }) => place);
  const memory = { grid: manifest, cache: slide.cells };
  const cells = await segmentPatches(slide.source, places, models.cell, memory, options);
  return {
    visual: visualTokens(analysis, chosen, cells, manifest),
    chosen,
    patches: evidenceOf(analysis, chosen, cells, { manifest, bank: keywords }),
    suitability: analysis.suitability,
  };
}
