import { expect, test } from "vitest";
import type { SuitabilityModel } from "#packs/suitability-model.ts";
import { EOSIN, paint } from "#test/fake-slide.ts";
import { watchGlass, watchPatches } from "./watch-patches.ts";

const limit = { typical: 0, limit: 0.5 };
const model: SuitabilityModel = {
  limits: { foreign: limit, brown: limit, darkness: limit, texture: limit },
  texture: { mean: [0], basis: [] },
};
const pink = paint(16, 16, () => EOSIN);
const ink = paint(16, 16, (x) => (x < 8 ? [40, 40, 40] : [255, 255, 255]));
const white = paint(16, 16, () => [255, 255, 255]);

const wholes = (count: number) =>
  Array.from({ length: count }, () => ({ valid: { width: 16, height: 16 } }));

test("what lies beyond the slide is no colour of it, and tells nothing of its texture", () => {
  const dark = paint(16, 16, (x) => (x < 12 ? [20, 20, 90] : [255, 255, 255]));
  const { see, judge } = watchPatches(model, [
    { valid: { width: 12, height: 16 } },
    { valid: { width: 4, height: 16 } },
  ]);
  see(dark, 0);
  see(pink, 1);
  const { score, reason } = judge(Float32Array.of(0, 1000), 1);
  expect(reason).toMatch(/lightest places are dark/);
  expect(score).toBeLessThan(10);
});

test("at most 512 patches are looked at, evenly over the slide", () => {
  const { see, judge } = watchPatches(model, wholes(1100));
  const embeddings = new Float32Array(1100);
  for (let index = 0; index < 1100; index += 1) {
    const isLooked = index % 3 === 0;
    embeddings[index] = isLooked ? 0 : 100;
    see(isLooked ? pink : ink, index);
  }
  expect(judge(embeddings, 1).verdict).toBe("suitable");
});

test("each patch goes with its own embedding", () => {
  const { see, judge } = watchPatches(model, wholes(2));
  see(white, 0);
  see(pink, 1);
  expect(judge(Float32Array.of(9, 0), 1).verdict).toBe("suitable");
  expect(judge(Float32Array.of(0, 9), 1).reason).toMatch(/texture/);
});

test("without a model nothing is judged", () => {
  expect(watchPatches(undefined, wholes(1)).judge(new Float32Array(), 1).verdict).toBe("unknown");
  expect(watchGlass(undefined).judge().verdict).toBe("unknown");
});

test("glass is judged by the colours of what little lies on it", () => {
  const [clean, written] = [watchGlass(model), watchGlass(model)];
  clean.see(white);
  for (const image of [white, ink]) written.see(image);
  expect(clean.judge().verdict).toBe("unknown");
  expect(written.judge()).toMatchObject({
    verdict: "unsuitable",
    reason: expect.stringMatching("purple"),
  });
});
