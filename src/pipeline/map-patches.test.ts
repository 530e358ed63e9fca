import { expect, test } from "vitest";
import { fakeModels, tinyManifest } from "#test/fake-models.ts";
import { type Colour, fakeSlide, GLASS } from "#test/fake-slide.ts";
import { choosePatches } from "./choose-patches.ts";
import { questionEntities } from "./entities.ts";
import { mapPatches } from "./map-patches.ts";
import { rememberBank, rememberSlide } from "./slide-memory.ts";

/** Two regions of 20x; three coloured patches in the first, one in the second, glass elsewhere. */
const size = { width: 8192, height: 256, micronsPerPixel: 0.5 };
const COLOURS: readonly Colour[] = [
  [200, 30, 30],
  [30, 200, 30],
  [200, 30, 30],
];
const colourAt = (x: number): Colour =>
  COLOURS[Math.floor(x / 256)] ?? (Math.floor(x / 256) === 16 ? [30, 30, 200] : GLASS);

const models = fakeModels();
const memory = rememberSlide(fakeSlide(size, colourAt), models, tinyManifest);
const pipeline = { models, manifest: tinyManifest, bank: rememberBank(models, tinyManifest) };

test("every analysed patch stands at its place on the slide's grid", async () => {
  const map = await mapPatches(pipeline, memory, null);
  expect(map).toMatchObject({ side: 256, relevance: null });
  expect([...map.places]).toEqual([0, 0, 1, 0, 2, 0, 16, 0]);
  const { regions } = await memory.analysis();
  const redundant = regions.flatMap(({ redundancy }) => redundancy.redundant.map(Number));
  expect([...map.redundant]).toEqual(redundant);
});

test("a question's relevance is the one its patches are chosen by", async () => {
  const question = "Is there red?";
  const { relevance, places } = await mapPatches(pipeline, memory, question);
  const filter = {
    keywords: await pipeline.bank(),
    entities: await models.patch.encodeTexts(questionEntities(question)),
    dimension: tinyManifest.dimensions.patch,
    limits: tinyManifest.filter,
  };
  const chosen = choosePatches(await memory.analysis(), filter, question, []);
  expect(chosen.length).toBeGreaterThan(0);
  for (const { place, relevance: known } of chosen) {
    const patch = Array.from(relevance ?? []).findIndex(
      (_, index) => places[2 * index] === place.rect.x / 256,
    );
    expect(relevance?.[patch]).toBeCloseTo(known, 6);
  }
});
