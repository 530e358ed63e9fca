import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { nodeModels } from "#node/node-models.ts";
import { openLocalSlide } from "#node/open-local-slide.ts";
import { openDiskPack } from "#node/pack-on-disk.ts";
import type { Answer } from "#pipeline/answer.ts";
import { answerQuestion, type Pipeline } from "#pipeline/answer-question.ts";
import { rememberBank, rememberSlide } from "#pipeline/slide-memory.ts";
import { type AskedSlide, type Judgment, keepJudgments, pageOf } from "./page.ts";
import { QUESTIONS, REAL_SLIDES, type RealSlide } from "./slides.ts";

/** Asks the five questions of every real slide in `folder` and writes the page and its judgments. */
export async function askRealSlides(
  folder: string,
  docs: string,
  tell: (text: string) => void,
): Promise<void> {
  const pack = openDiskPack();
  const models = await nodeModels(pack);
  const bank = rememberBank(models, pack.manifest);
  const pipeline = { models, manifest: pack.manifest, bank };
  const asked: AskedSlide[] = [];
  for (const slide of REAL_SLIDES) {
    tell(`${slide.file}\n`);
    asked.push(await askSlide(pipeline, slide, join(folder, slide.file), tell));
  }
  const file = join(docs, "real-slides.json");
  const before = await readFile(file, "utf8").catch(() => "[]");
  const judgments = keepJudgments(asked, JSON.parse(before) as Judgment[]);
  await writeFile(file, `${JSON.stringify(judgments, null, 2)}\n`);
  const name = { ...pack.manifest, sha256: pack.sha256 };
  await writeFile(join(docs, "real-slides.md"), pageOf(asked, judgments, name));
}

async function askSlide(
  pipeline: Pipeline,
  slide: RealSlide,
  path: string,
  tell: (text: string) => void,
): Promise<AskedSlide> {
  const source = await openLocalSlide(path, slide.micronsPerPixel);
  const { width, height, micronsPerPixel } = await source.describe();
  const memory = rememberSlide(source, pipeline.models, pipeline.manifest);
  const answers: Answer[] = [];
  for (const question of QUESTIONS) {
    const answer = await answerQuestion(pipeline, memory, question, { evenUnsuitable: true });
    tell(`  ${question} ${answer.text}\n`);
    answers.push(answer);
  }
  await source.dispose();
  const { file, known, scale } = slide;
  return { file, known, scale, width, height, micronsPerPixel: micronsPerPixel ?? 0, answers };
}
