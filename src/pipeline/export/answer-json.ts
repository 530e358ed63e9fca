import type { Manifest } from "#packs/manifest.ts";
import type { Answer, EvidencePatch, Sentence } from "#pipeline/answer.ts";

/** The pack an answer came from; `sha256` is that of its manifest, which names every file's own. */
export interface PackMark {
  readonly name: string;
  readonly version: string;
  readonly sha256: string;
}

/** How the language model was asked. */
export interface AnswerSettings {
  readonly temperature: number;
  readonly seed: number;
  /** Without looking at the slide. */
  readonly blind: boolean;
  readonly pack: PackMark;
}

export type AnsweredRecord = ReturnType<typeof answerRecord>;

/**
 * An answer as a record that can be checked without the page: each citation with the level-0
 * rectangle of its patch. Without a question (null) every list is empty.
 */
export function answerRecord(
  answer: Answer | null,
  cellClasses: Manifest["cellClasses"],
  { temperature, seed, blind, pack }: AnswerSettings,
) {
  const question = answer?.question ?? null;
  const entities = answer?.entities ?? [];
  const patches = new Map(answer?.patches.map((patch) => [patch.id, patch]));
  return {
    question,
    text: answer?.text ?? null,
    stopped: answer?.stopped ?? null,
    sentences: answer?.sentences.map((sentence) => sentenceRecord(sentence, patches)) ?? [],
    patches: answer?.patches.map((patch) => patchRecord(patch, cellClasses)) ?? [],
    settings: {
      question,
      entities,
      decoding: temperature === 0 ? "greedy" : "sampled",
      temperature,
      seed,
      blind,
      pack,
    },
  };
}

/** `numbers`: what the language model said where the text has what was counted. */
function sentenceRecord(
  { text, citations, numbers = [] }: Sentence,
  patches: ReadonlyMap<number, EvidencePatch>,
) {
  return {
    text,
    citations: citations.map(({ id, support }) => ({
      patch: nameOf(id),
      support,
      rect: patches.get(id)?.rect ?? null,
    })),
    numbers,
  };
}

function patchRecord(patch: EvidencePatch, cellClasses: Manifest["cellClasses"]) {
  return {
    patch: nameOf(patch.id),
    rect: patch.rect,
    region: patch.region,
    relevance: patch.relevance,
    nearestKeyword: patch.nearestKeyword,
    cells: Object.fromEntries(
      cellClasses.map(({ name }, cellClass) => [name, patch.counts[cellClass] ?? 0]),
    ),
  };
}

function nameOf(id: number): string {
  return `P${id}`;
}
