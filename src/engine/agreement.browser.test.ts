import { expect, test } from "vitest";
import { commands } from "vitest/browser";
import type { Answer } from "#pipeline/answer.ts";
import type { AnsweredRecord } from "#pipeline/export/answer-json.ts";
import type { AnalysedInNode } from "#test/analyse-in-node.ts";
import { PACK_ADDRESS } from "#test/pack-in-browser.ts";
import { createBrowserEngine } from "./browser-engine.ts";

const QUESTION = "What is the diagnosis?";

/**
 * Both run the same code on the same bytes; WASM and native kernels only add up in different orders.
 * Measured: relevances differ by 3e-8, probabilities by 4e-7, counts and words not at all. The room
 * left is for packs whose rounding (int8, fp16) carries such a difference further.
 */
const RELEVANCE = 1e-4;
const PROBABILITY = 1e-3;
/** Cells of a class in a patch: a pixel at the threshold may join or part two nuclei. */
const CELLS = 1;

const at = (path: string): string => new URL(path, location.href).href;

async function askInBrowser({ url, micronsPerPixel }: AnalysedInNode["slide"]): Promise<Answer> {
  const engine = createBrowserEngine();
  await engine.loadPack(at(PACK_ADDRESS));
  const slide = await engine.openSlide({ kind: "url", url: at(url), micronsPerPixel });
  const answer = await engine.ask(slide, QUESTION);
  await slide.source.dispose();
  await engine.dispose();
  return answer;
}

test("the command and the page keep, count, say and cite the same of one slide", async () => {
  const { slide, files } = await commands.analyseInNode(QUESTION);
  const written = JSON.parse(files["answer.json"] ?? "") as AnsweredRecord;
  const answer = await askInBrowser(slide);

  const shown = answer.patches.toSorted((a, b) => a.rect.y - b.rect.y || a.rect.x - b.rect.x);
  const kept = written.patches.toSorted((a, b) => a.rect.y - b.rect.y || a.rect.x - b.rect.x);
  expect(kept.map(({ rect }) => rect)).toEqual(shown.map(({ rect }) => rect));
  for (const [index, patch] of shown.entries()) {
    expect(Math.abs(patch.relevance - (kept[index]?.relevance ?? 0))).toBeLessThan(RELEVANCE);
    for (const [cellClass, count] of Object.values(kept[index]?.cells ?? {}).entries()) {
      expect(Math.abs(count - (patch.counts[cellClass] ?? 0))).toBeLessThanOrEqual(CELLS);
    }
  }

  expect(written.text).toBe(answer.text);
  const citations = answer.sentences.flatMap((sentence) => sentence.citations);
  const cited = written.sentences.flatMap((sentence) => sentence.citations);
  expect(cited.map(({ patch }) => patch)).toEqual(citations.map(({ id }) => `P${id}`));
  for (const [index, { support }] of citations.entries()) {
    expect(Math.abs(support - (cited[index]?.support ?? 0))).toBeLessThan(PROBABILITY);
  }
}, 600_000);
