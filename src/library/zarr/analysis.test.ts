import { beforeEach, describe, expect, test } from "vitest";
import { analyseSlide, type SlideAnalysis } from "#pipeline/analyse-slide.ts";
import { fakeModels, tinyManifest } from "#test/fake-models.ts";
import { fakeSlide } from "#test/fake-slide.ts";
import { type MemoryFiles, memoryFiles } from "#test/memory-files.ts";
import { tinyAnalysis } from "#test/tiny-analysis.ts";
import { ANALYSIS_VERSION, type AnalysisKey, folderOf } from "./layout.ts";
import { readAnalysis } from "./read-analysis.ts";
import { writeAnalysis } from "./write-analysis.ts";

const key: AnalysisKey = {
  slideName: "a.svs",
  slideDigest: "51de",
  packDigest: "9ac4",
  micronsPerPixel: 0.5,
};
const rootPath = `${folderOf(key)}/zarr.json`;

let files: MemoryFiles;
let analysis: SlideAnalysis;

beforeEach(() => {
  files = memoryFiles();
  analysis = tinyAnalysis;
});

const write = () => writeAnalysis(files, key, analysis, tinyManifest);
const rootOf = () => JSON.parse(new TextDecoder().decode(files.kept.get(rootPath)));
const changeRoot = (attributes: object) => {
  const root = rootOf();
  const changed = { ...root, attributes: { ...root.attributes, ...attributes } };
  files.kept.set(rootPath, new TextEncoder().encode(JSON.stringify(changed)));
};

describe("an analysis that was kept", () => {
  test("comes back to the bit, regions, patches and what was left out", async () => {
    expect(analysis.regions.length).toBeGreaterThan(1);
    await write();
    expect(await readAnalysis(files, key)).toEqual(analysis);
  });

  test("comes back where nothing was left out", async () => {
    const leftOut = { ...analysis.leftOut, patches: [] };
    analysis = { ...analysis, leftOut };
    await write();
    expect((await readAnalysis(files, key))?.leftOut).toEqual(analysis.leftOut);
  });

  test("comes back as the models made it", async () => {
    const size = { width: 512, height: 256, micronsPerPixel: 0.5 };
    analysis = await analyseSlide(fakeSlide(size), fakeModels(), tinyManifest);
    await write();
    expect(await readAnalysis(files, key)).toEqual(analysis);
  });

  test("is another one at another scale and by another pack", async () => {
    await write();
    expect(await readAnalysis(files, { ...key, micronsPerPixel: 0.25 })).toBeNull();
    expect(await readAnalysis(files, { ...key, packDigest: "other" })).toBeNull();
  });

  test("says its scale, its source and its classes", async () => {
    await write();
    expect(rootOf().attributes).toMatchObject({
      microns_per_pixel: 0.5,
      source: { slide: "a.svs", slide_digest: "51de", pack: "tiny 1.0.0" },
      cell_classes: tinyManifest.cellClasses,
      suitability: analysis.suitability,
    });
  });
});

describe("an analysis that cannot be used", () => {
  test("is none until its last file is written", async () => {
    await write();
    files.kept.delete(rootPath);
    expect(await readAnalysis(files, key)).toBeNull();
  });

  test("of a newer version is said to be so; of an older one it is made anew", async () => {
    await write();
    changeRoot({ version: ANALYSIS_VERSION + 1 });
    await expect(readAnalysis(files, key)).rejects.toMatchObject({ kind: "library-newer" });
    changeRoot({ version: ANALYSIS_VERSION - 1 });
    expect(await readAnalysis(files, key)).toBeNull();
  });

  test.each([
    ["patches/embedding/c/0/0", null],
    ["patches/rect/zarr.json", "{"],
    ["patches/place/zarr.json", "{}"],
    ["zarr.json", "["],
  ])("with %s broken is damaged, not zeros", async (path, text) => {
    await write();
    const broken = `${folderOf(key)}/${path}`;
    expect(files.kept.has(broken)).toBe(true);
    if (text === null) files.kept.delete(broken);
    else files.kept.set(broken, new TextEncoder().encode(text));
    await expect(readAnalysis(files, key)).rejects.toMatchObject({ kind: "library-damaged" });
  });

  test("with patches of no region is damaged", async () => {
    await write();
    const [first, ...others] = analysis.regions;
    if (first === undefined) throw new Error("no region");
    const fewer = { ...analysis, regions: [first] };
    const whole = new Map(files.kept);
    await writeAnalysis(files, key, fewer, tinyManifest);
    for (const [path, bytes] of whole) {
      if (path.includes("/patches/")) files.kept.set(path, bytes);
    }
    expect(others.length).toBeGreaterThan(0);
    await expect(readAnalysis(files, key)).rejects.toMatchObject({ kind: "library-damaged" });
  });
});
