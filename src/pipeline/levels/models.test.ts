import { describe, expect, test } from "vitest";
import { tinyManifest } from "#test/fake-models.ts";
import { fakeSession } from "#test/fake-session.ts";
import { paint } from "#test/fake-slide.ts";
import { createCellModel } from "./cell-model.ts";
import { createPatchModel } from "./patch-model.ts";
import { pixelsTensor } from "./pixels.ts";
import { createRegionModel } from "./region-model.ts";
import { float32, floatsOf } from "./session.ts";
import { createSlideModel } from "./slide-model.ts";

const tokenizer = {
  encode: (text: string) => [...text].map((letter) => letter.charCodeAt(0)),
  decode: () => "",
  specials: new Map<string, number>(),
};

describe("the patch model", () => {
  const textEncoder = fakeSession((feeds) => {
    const ids = feeds["input_ids"] as { shape: readonly number[] };
    const count = ids.shape[0] ?? 0;
    return { embedding: float32(new Float32Array(count * 3).fill(count), count, 3) };
  });
  const patchEncoder = fakeSession(() => ({
    embedding: float32(new Float32Array([1, 0, 0]), 1, 3),
    token: float32(new Float32Array([2, 2, 2]), 1, 3),
  }));
  const model = createPatchModel({ patchEncoder, textEncoder, tokenizer, manifest: tinyManifest });

  test("texts are lower-cased, cut to the encoder's length and padded with id 0", async () => {
    await model.encodeTexts(["Abcdef", "g"]);
    const feeds = textEncoder.runs.at(-1);
    expect(feeds?.["input_ids"]).toMatchObject({
      shape: [2, 4],
      data: new BigInt64Array([97n, 98n, 99n, 100n, 103n, 0n, 0n, 0n]),
    });
    expect(feeds?.["attention_mask"]).toMatchObject({
      data: new BigInt64Array([1n, 1n, 1n, 1n, 1n, 0n, 0n, 0n]),
    });
  });

  test("many texts go in batches of 32 and keep their places", async () => {
    const embeddings = await model.encodeTexts(Array(40).fill("a"));
    expect(embeddings).toHaveLength(40 * 3);
    expect([embeddings[0], embeddings.at(-1)]).toEqual([32, 8]);
  });

  test("no texts, no run", async () => {
    const before = textEncoder.runs.length;
    expect(await model.encodeTexts([])).toHaveLength(0);
    expect(textEncoder.runs).toHaveLength(before);
  });

  test("patches give embeddings and tokens", async () => {
    const encoded = await model.encodePatches([paint(256, 256, () => [0, 0, 0])]);
    expect([...encoded.embeddings, ...encoded.tokens]).toEqual([1, 0, 0, 2, 2, 2]);
  });

  test("a patch of another size is refused", async () => {
    const small = paint(255, 256, () => [0, 0, 0]);
    await expect(model.encodePatches([small])).rejects.toThrow("255x256");
  });
});

test("pixels become planes of 0..1", () => {
  const image = paint(2, 2, (x, y) => [x * 255, y * 255, 51]);
  const tensor = pixelsTensor([image, image], 2);
  expect(tensor.shape).toEqual([2, 3, 2, 2]);
  const expected = [0, 1, 0, 1, 0, 0, 1, 1, 0.2, 0.2, 0.2, 0.2].map(Math.fround);
  expect([...tensor.data]).toEqual([...expected, ...expected]);
});

test("a region is its grid of tokens and its mask", async () => {
  const encoder = fakeSession(() => ({ embedding: float32(new Float32Array([7]), 1, 1) }));
  const embedding = await createRegionModel(encoder).encodeRegion(
    new Float32Array(256 * 3),
    new Float32Array(256),
  );
  expect([...embedding]).toEqual([7]);
  expect(encoder.runs[0]).toMatchObject({
    tokens: { shape: [1, 256, 3] },
    mask: { shape: [1, 256] },
  });
});

test("a slide is its regions, none masked, places beyond 31 sharing the last", async () => {
  const encoder = fakeSession(() => ({ embedding: float32(new Float32Array([7]), 1, 1) }));
  await createSlideModel(encoder).encodeSlide(new Float32Array(6), new Int32Array([0, 40, 33, 2]));
  expect(encoder.runs[0]).toMatchObject({
    regions: { shape: [1, 2, 3] },
    positions: { shape: [1, 2, 2], data: new BigInt64Array([0n, 31n, 31n, 2n]) },
    mask: { shape: [1, 2], data: new Float32Array([1, 1]) },
  });
});

test("a graph without a promised output is told by its name", () => {
  expect(() => floatsOf({}, "embedding")).toThrow('"embedding"');
});

describe("the cell model", () => {
  const zeros = (...shape: readonly number[]) =>
    float32(new Float32Array(shape.reduce((product, side) => product * side, 1)), ...shape);

  /** Maps of `count` patches; the last has one square nucleus. */
  function mapsWithNucleus(count: number) {
    const nucleus = zeros(count, 1, 256, 256);
    const distance = zeros(count, 1, 256, 256);
    const start = (count - 1) * 256 * 256;
    for (let y = 100; y < 112; y += 1) {
      for (let x = 100; x < 112; x += 1) {
        nucleus.data[start + y * 256 + x] = 1;
        distance.data[start + y * 256 + x] = 1;
      }
    }
    const classes = zeros(count, 4, 64, 64);
    classes.data.fill(0.7, (4 * count - 2) * 64 * 64, (4 * count - 1) * 64 * 64);
    return { nucleus, distance, classes, features: zeros(count, 48, 64, 64) };
  }

  const ccaf = fakeSession((feeds) => {
    const mask = feeds["mask"] as { data: Float32Array; shape: readonly number[] };
    const patches = mask.shape[0] ?? 0;
    const most = mask.shape[1] ?? 1;
    const counts = Array.from({ length: patches }, (_, patch) =>
      mask.data.slice(patch * most, (patch + 1) * most).reduce((sum, value) => sum + value, 0),
    );
    return { token: float32(new Float32Array(counts.flatMap((n) => [n, n])), patches, 2) };
  });
  const segmenter = fakeSession(() => mapsWithNucleus(2));
  const wide = { ...tinyManifest, dimensions: { ...tinyManifest.dimensions, cellEmbedding: 64 } };
  const model = createCellModel({ segmenter, ccaf, manifest: wide });
  const patches = [0, 1].map(() => paint(256, 256, () => [200, 150, 180]));
  const full = { width: 256, height: 256 };

  test("each patch has its own cells and the token of those", async () => {
    const [empty, found] = await model.segment(patches, [full, full]);
    expect(empty?.cells).toEqual([]);
    expect(found?.cells).toHaveLength(1);
    expect(found?.cells[0]).toMatchObject({ id: 1, cellClass: 2, centre: [106, 106] });
    expect([...(empty?.token ?? [])]).toEqual([0, 0]);
    expect([...(found?.token ?? [])]).toEqual([1, 1]);
    expect(ccaf.runs.at(-1)?.["cells"]).toMatchObject({ shape: [2, 1, 64] });
  });

  test("nothing beyond the slide's edge is a cell", async () => {
    const [, found] = await model.segment(patches, [full, { width: 90, height: 256 }]);
    expect(found?.cells).toEqual([]);
  });
});
