import { describe, expect, test } from "vitest";
import type { StageProgress } from "#core/progress.ts";
import { type FakeModels, fakeModels, tinyManifest } from "#test/fake-models.ts";
import { type Colour, type FakeSlide, fakeSlide } from "#test/fake-slide.ts";
import { answerQuestion } from "./answer-question.ts";
import { rememberBank, rememberSlide } from "./slide-memory.ts";

const COLOURS: readonly Colour[] = [
  [200, 30, 30],
  [30, 200, 30],
  [30, 30, 200],
  [200, 200, 30],
];

/** One region of four patches, each of another colour; 40x, so that a patch is 512 px. */
const fourPatches = (): FakeSlide =>
  fakeSlide(
    { width: 2048, height: 512, micronsPerPixel: 0.25 },
    (x) => COLOURS[Math.floor(x / 512)] ?? [0, 0, 0],
  );

const citing = { text: "Red is here [P1]. So it is.", citations: [{ id: 1, support: 0.75 }] };

function setUp(models: FakeModels = fakeModels(() => citing), source = fourPatches()) {
  const slide = rememberSlide(source, models, tinyManifest);
  const pipeline = { models, manifest: tinyManifest, bank: rememberBank(models, tinyManifest) };
  return { models, source, slide, pipeline };
}

describe("an answer", () => {
  test("goes through the paper's steps in order", async () => {
    const { models, slide, pipeline } = setUp();
    await answerQuestion(pipeline, slide, "Is there red tissue?");
    expect(models.calls).toEqual([
      "encodePatches 4",
      "encodeRegion 4",
      "encodeSlide 0,0",
      "encodeTexts red|green|blue",
      "encodeTexts red|tissue|red tissue",
      "segment 2",
      "generate",
    ]);
  });

  test("is sentences with citations, and the patches they cite with their cells", async () => {
    const { slide, pipeline } = setUp();
    const answer = await answerQuestion(pipeline, slide, "Is there red tissue?");
    expect(answer).toMatchObject({
      question: "Is there red tissue?",
      text: "Red is here. So it is.",
      entities: ["red", "tissue", "red tissue"],
      stopped: "end",
    });
    expect(answer.sentences).toEqual([
      { text: "Red is here.", citations: [{ id: 1, support: 0.75 }] },
      { text: "So it is.", citations: [] },
    ]);
    expect(answer.patches.map(({ id }) => id)).toEqual([1, 2]);
    expect(answer.totalMs).toBeGreaterThanOrEqual(answer.firstWordMs);
  });

  test("the evidence is in level-0 pixels", async () => {
    const { slide, pipeline } = setUp();
    const { patches } = await answerQuestion(pipeline, slide, "Is there red tissue?");
    const red = patches.find(({ nearestKeyword }) => nearestKeyword === "red");
    expect(red?.rect).toEqual({ x: 0, y: 0, width: 512, height: 512 });
    expect(red?.region).toEqual([0, 0]);
    expect(red?.counts).toEqual([0, 1]);
    expect(red?.cells[0]?.centre).toEqual([256, 128]);
    expect([...(red?.cells[0]?.outline ?? [])]).toEqual([252, 124, 260, 124, 260, 132, 252, 132]);
  });

  test("ids follow relevance and the model sees patches by descending relevance", async () => {
    const { models, slide, pipeline } = setUp();
    const { patches } = await answerQuestion(pipeline, slide, "Is there red tissue?");
    const relevances = patches.map(({ relevance }) => relevance);
    expect(relevances).toEqual([...relevances].sort((a, b) => b - a));
    const region = models.asked[0]?.visual?.regions[0];
    expect(region?.patches.map(({ id }) => id)).toEqual([1, 2]);
    expect(region?.patches[0]?.patch).toHaveLength(3);
    expect(region?.patches[0]?.cell).toHaveLength(2);
  });

  test("a second question uses the analysis, the bank and the cells of the first", async () => {
    const { models, source, slide, pipeline } = setUp();
    await answerQuestion(pipeline, slide, "Is there red tissue?");
    const reads = source.reads.length;
    models.calls.length = 0;
    await answerQuestion(pipeline, slide, "Is there red tissue?");
    expect(models.calls).toEqual(["encodeTexts red|tissue|red tissue", "generate"]);
    expect(source.reads).toHaveLength(reads);
  });

  test("another question segments only the patches that no question needed before", async () => {
    const { models, slide, pipeline } = setUp();
    await answerQuestion(pipeline, slide, "red");
    models.calls.length = 0;
    await answerQuestion(pipeline, slide, "blue");
    expect(models.calls.filter((call) => call.startsWith("segment"))).toEqual(["segment 1"]);
  });

  test("a question that names a patch is asked of the same patches under the same ids", async () => {
    const { models, slide, pipeline } = setUp();
    const first = await answerQuestion(pipeline, slide, "red");
    const second = await answerQuestion(pipeline, slide, "What blue is in patch 2?");
    expect(second.patches).toEqual(first.patches);
    expect(models.asked[1]?.question).toBe("What blue is in [P2]?");
  });

  test("a question that names an unknown patch is filtered like any other", async () => {
    const { models, slide, pipeline } = setUp();
    await answerQuestion(pipeline, slide, "red");
    await answerQuestion(pipeline, slide, "blue like [P60]?");
    expect(models.calls.filter((call) => call.startsWith("segment"))).toHaveLength(2);
  });

  test("blind sees no image: nothing is read and no patch is evidence", async () => {
    const { models, source, slide, pipeline } = setUp(fakeModels(() => citing));
    const answer = await answerQuestion(pipeline, slide, "red?", { blind: true });
    expect(models.calls).toEqual(["generate"]);
    expect(models.asked[0]?.visual).toBeNull();
    expect(source.reads).toHaveLength(0);
    expect(answer.patches).toEqual([]);
    expect(answer.sentences.map(({ citations }) => citations)).toEqual([[], []]);
  });

  test("numbers are put right by the cells that were found, and left alone in the blind control", async () => {
    const text = "[P1] holds 3 cells in 0.016 mm2. It is red.";
    const { slide, pipeline } = setUp(fakeModels(() => ({ text, citations: [] })));
    const texts: string[] = [];
    const onText = (text: string) => texts.push(text);
    const { sentences, patches } = await answerQuestion(pipeline, slide, "red?", { onText });
    const counted = patches[0]?.counts.reduce((sum, count) => sum + count, 0);
    const { patchPixels, micronsPerPixel } = tinyManifest;
    const area = (((patchPixels * micronsPerPixel) / 1000) ** 2).toFixed(3);
    expect(sentences[0]?.text).toBe(`P1 holds ${counted} cells in ${area} mm2.`);
    expect(texts.at(-1)).toBe(`P1 holds ${counted} cells in ${area} mm2. It is red.`);
    expect(sentences[0]?.numbers?.[0]).toEqual({ said: 3, counted, what: "cells in P1" });
    expect(sentences[1]).toEqual({ text: "It is red.", citations: [] });
    const blind = await answerQuestion(pipeline, slide, "red?", { blind: true });
    expect(blind.sentences[0]).toEqual({ text: "P1 holds 3 cells in 0.016 mm2.", citations: [] });
  });

  test("the text on its way is read without marks", async () => {
    const { slide, pipeline } = setUp();
    const texts: string[] = [];
    await answerQuestion(pipeline, slide, "red?", { onText: (text) => texts.push(text) });
    expect(texts).toEqual(["Red is here. So it is."]);
  });

  test("progress names every stage in the paper's order", async () => {
    const { slide, pipeline } = setUp();
    const seen: StageProgress["stage"][] = [];
    await answerQuestion(pipeline, slide, "red?", { onProgress: ({ stage }) => seen.push(stage) });
    expect([...new Set(seen)]).toEqual(["tissue", "patches", "regions", "filter", "cells"]);
  });
});

describe("stopping", () => {
  test("an abort during the analysis rejects, and the next question starts anew", async () => {
    const { models, slide, pipeline } = setUp();
    const stop = new AbortController();
    const options = {
      signal: stop.signal,
      onProgress: ({ stage }: StageProgress) => {
        if (stage === "patches") stop.abort(new DOMException("stopped", "AbortError"));
      },
    };
    const stopped = answerQuestion(pipeline, slide, "red?", options);
    await expect(stopped).rejects.toMatchObject({ name: "AbortError" });
    expect(models.calls).not.toContain("generate");
    const { text } = await answerQuestion(pipeline, slide, "red?");
    expect(text).toBe("Red is here. So it is.");
  });

  test("words written before a stop are kept", async () => {
    const cut = { text: "Red is", citations: [], stopped: "person" as const };
    const { slide, pipeline } = setUp(fakeModels(() => cut));
    const answer = await answerQuestion(pipeline, slide, "red?");
    expect(answer).toMatchObject({ text: "Red is", stopped: "person" });
  });

  test("a failed level fails the answer and not the next one", async () => {
    const models = fakeModels(() => citing);
    const { segment } = models.cell;
    let failures = 1;
    models.cell.segment = (...asked) =>
      failures-- > 0 ? Promise.reject(new Error("worker lost")) : segment(...asked);
    const { slide, pipeline } = setUp(models);
    await expect(answerQuestion(pipeline, slide, "red?")).rejects.toThrow("worker lost");
    expect((await answerQuestion(pipeline, slide, "red?")).text).toBe("Red is here. So it is.");
  });
});
