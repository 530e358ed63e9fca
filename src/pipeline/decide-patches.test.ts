import { describe, expect, test } from "vitest";
import { fakeModels, tinyManifest } from "#test/fake-models.ts";
import { type Colour, fakeSlide, GLASS } from "#test/fake-slide.ts";
import { analyseSlide, type SlideAnalysis } from "./analyse-slide.ts";
import { choosePatches, type QuestionFilter } from "./choose-patches.ts";
import { type DecidedPatch, decidePatches } from "./decide-patches.ts";
import { decompose, type Region } from "./decompose.ts";
import { findRedundancy } from "./filter/redundancy.ts";
import type { Models } from "./models.ts";

/** Two regions of 20x; five coloured patches in the first, two in the second, glass elsewhere. */
const size = { width: 8192, height: 256, micronsPerPixel: 0.5 };
const COLOURS: readonly Colour[] = [
  [200, 30, 30],
  [30, 200, 30],
  [30, 30, 200],
  [200, 200, 30],
  [180, 40, 60],
];
const colourAt = (x: number): Colour => {
  const [region, column] = [Math.floor(x / 4096), Math.floor((x % 4096) / 256)];
  return (region === 0 ? COLOURS[column] : COLOURS.slice(0, 2)[column]) ?? GLASS;
};

const filterOf = async (models: Models, question: string): Promise<QuestionFilter> => ({
  keywords: await models.patch.encodeTexts(tinyManifest.keywords),
  entities: await models.patch.encodeTexts([question]),
  dimension: 3,
  limits: tinyManifest.filter,
});

async function decide(question: string) {
  const models = fakeModels();
  const analysis: SlideAnalysis = await analyseSlide(
    fakeSlide(size, colourAt),
    models,
    tinyManifest,
  );
  const filter = await filterOf(models, question);
  const all: Region[] = decompose(size, tinyManifest);
  const decided: DecidedPatch[] = [...decidePatches(all, analysis, filter)];
  return { decided, chosen: choosePatches(analysis, filter, question, []), all };
}

describe("the decisions over a slide", () => {
  test("tell of every patch, glass or not", async () => {
    const { decided, all } = await decide("red");
    expect(decided).toHaveLength(all.flatMap(({ patches }) => patches).length);
    expect(decided.filter(({ decision }) => decision === "glass")).toHaveLength(32 - 7);
    expect(
      decided.filter(({ decision, seen }) => (decision === "glass") !== (seen === null)),
    ).toEqual([]);
  });

  test("keep what the question is answered from, under the same ids", async () => {
    const { decided, chosen } = await decide("red");
    const kept = decided.flatMap(({ id, place, seen }) =>
      id === null ? [] : [{ id, place, relevance: seen?.relevance }],
    );
    const byId = kept.toSorted((a, b) => a.id - b.id);
    expect(byId).toEqual(chosen.map(({ id, place, relevance }) => ({ id, place, relevance })));
    expect(byId.length).toBe(tinyManifest.filter.keepPerSlide);
  });

  test("say why a patch with tissue was left out, and that the models did not see it", async () => {
    const { decided: before, all } = await decide("red");
    const models = fakeModels();
    const analysis = await analyseSlide(fakeSlide(size, colourAt), models, tinyManifest);
    const [first, ...others] = analysis.regions;
    const [gone, ...patches] = first?.region.patches ?? [];
    if (first === undefined || gone === undefined) throw new Error("no patch to leave out");
    const without: SlideAnalysis = {
      ...analysis,
      regions: [
        {
          ...first,
          region: { ...first.region, patches },
          embeddings: first.embeddings.slice(3),
          redundancy: findRedundancy(first.embeddings.slice(3), 3),
        },
        ...others,
      ],
      leftOut: {
        patches: [{ region: [0, 0], place: gone, reason: "blurred" }],
        shares: { pen: 0, fold: 0, blurred: 1 / 7 },
      },
    };
    const filter = await filterOf(models, "red");
    const decided = [...decidePatches(all, without, filter)];
    expect(decided[0]).toMatchObject({ place: gone, decision: "blurred", id: null, seen: null });
    expect(decided).toHaveLength(before.length);
    expect(decided.filter(({ decision }) => decision === "blurred")).toHaveLength(1);
    const glass = decided.filter(({ decision }) => decision === "glass");
    expect(glass).toHaveLength(32 - 7);
  });

  test("score a patch against each word of the bank", async () => {
    const { decided } = await decide("red");
    const red = decided[0]?.seen?.scores ?? [];
    expect(red).toHaveLength(3);
    expect(red.indexOf(Math.max(...red))).toBe(0);
  });
});
