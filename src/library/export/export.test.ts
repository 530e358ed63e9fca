import { beforeEach, describe, expect, test } from "vitest";
import type { KeptParts } from "#library/kept-slide.ts";
import { fullLibrary } from "#library/library-faults.ts";
import { readAnalysis } from "#library/zarr/read-analysis.ts";
import { writeAnalysis } from "#library/zarr/write-analysis.ts";
import { fakeAnswer, fakeManifest } from "#test/fake-answer.ts";
import { type MemoryLibrary, memoryLibrary } from "#test/memory-library.ts";
import { tinyAnalysis } from "#test/tiny-analysis.ts";
import { exportSlides } from "./export-slides.ts";
import { importSlides } from "./import-slides.ts";

const digest = "5".repeat(64);
const key = { slideName: "a", slideDigest: digest, packDigest: "9ac4", micronsPerPixel: 0.5 };
const kept: Omit<KeptParts, "thumbnail"> = {
  slide: {
    digest,
    name: "a.svs",
    place: { kind: "url", url: "https://slides.test/a.svs", micronsPerPixel: 0.5 },
    openedAt: 1_700_000_000_000,
    givenScale: 0.25,
    view: { centre: [1, 2], zoom: 0.5, rotation: 0, isFlipped: true },
  },
  annotations: [
    {
      id: "6f1c",
      geometry: {
        kind: "polygon",
        polygons: [
          [
            [
              [0, 0],
              [10.5, 0],
              [0, 10],
            ],
          ],
        ],
      },
      name: "here",
      classification: { name: "Tumour", colour: "#d55e00" },
      note: "",
      isLocked: false,
    },
  ],
  conversation: [
    {
      question: "Where are the lymphocytes?",
      main: { kind: "answered", answer: fakeAnswer },
      blind: { kind: "stopped", text: "The" },
      isInsisted: false,
    },
  ],
};

let here: MemoryLibrary;
let there: MemoryLibrary;

beforeEach(async () => {
  [here, there] = [memoryLibrary(), memoryLibrary()];
  const thumbnail = new Blob([Uint8Array.of(1, 2, 3)], { type: "image/jpeg" });
  await here.records.put(digest, { ...kept, thumbnail });
  await writeAnalysis(here.files, key, tinyAnalysis, fakeManifest);
});

const changed = async (file: Blob, from: string, to: string) => {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const found = new TextDecoder("latin1").decode(bytes).indexOf(from);
  expect(found).toBeGreaterThan(-1);
  bytes.set(new TextEncoder().encode(to), found);
  return new Blob([bytes]);
};

describe("slides as one file", () => {
  test("come back whole in another library: outlines, picture and analysis to the bit", async () => {
    const file = await exportSlides(here, [digest]);
    expect(await importSlides(there, file)).toEqual({ imported: 1, leftOut: 0 });
    const { thumbnail, ...parts } = there.kept.get(digest) ?? {};
    expect(parts).toEqual(kept);
    expect([...new Uint8Array((await thumbnail?.arrayBuffer()) ?? [])]).toEqual([1, 2, 3]);
    expect(await readAnalysis(there.files, key)).toEqual(tinyAnalysis);
  });

  test("leave the slides that are here as they are", async () => {
    const file = await exportSlides(here, [digest]);
    await there.records.put(digest, { ...kept, annotations: [] });
    expect(await importSlides(there, file)).toEqual({ imported: 0, leftOut: 1 });
    expect(there.kept.get(digest)?.annotations).toEqual([]);
  });

  test("do not say where on this computer a slide lies", async () => {
    const entries = [{ kind: "file", name: "Smith^John.svs" }] as unknown as FileSystemHandle[];
    await here.records.put(digest, { slide: { ...kept.slide, place: { kind: "files", entries } } });
    await importSlides(there, await exportSlides(here, [digest]));
    expect(there.kept.get(digest)?.slide?.place).toEqual({ kind: "gone" });
  });
});

describe("a file that cannot be imported changes nothing", () => {
  test.each([
    ["foreign", async () => new Blob(["{}"])],
    ["empty", async () => new Blob([])],
    ["a zip of something else", async () => exportOf("xxraffin-library.json")],
    ["cut short", async () => (await exportSlides(here, [digest])).slice(0, 900)],
    [
      "wrong in one byte",
      async () => changed(await exportSlides(here, [digest]), "a.svs", "b.svs"),
    ],
  ])("one that is %s", async (_, make) => {
    await expect(importSlides(there, await make())).rejects.toMatchObject({
      kind: "library-damaged",
    });
    expect(there.kept.size).toBe(0);
    expect(there.files.kept.size).toBe(0);
  });

  test("one with fields that are not what they should be, named", async () => {
    const slide = { ...kept.slide, openedAt: "yesterday" as unknown as number };
    await here.records.put(digest, { slide });
    const file = await exportSlides(here, [digest]);
    await expect(importSlides(there, file)).rejects.toThrow("slide.openedAt");
    expect(there.kept.size).toBe(0);
  });

  test("one for which there is no room leaves no half of a slide", async () => {
    there.fault = fullLibrary();
    const file = await exportSlides(here, [digest]);
    await expect(importSlides(there, file)).rejects.toMatchObject({ kind: "library-full" });
    expect(there.files.kept.size).toBe(0);
  });

  async function exportOf(name: string): Promise<Blob> {
    const file = await exportSlides(here, []);
    const once = await changed(file, "paraffin-library.json", name);
    const text = new TextDecoder("latin1").decode(await once.arrayBuffer());
    return text.includes("paraffin-library.json")
      ? changed(once, "paraffin-library.json", name)
      : once;
  }
});

test("a file of a newer version says so", async () => {
  const file = await exportSlides(here, []);
  const { ZipWriter, BlobWriter, TextReader } = await import(
    "@zip.js/zip.js/lib/zip-core-native.js"
  );
  const zip = new ZipWriter(new BlobWriter(), { level: 0, useWebWorkers: false });
  const index = { paraffin: "library", version: 2, slides: [] };
  await zip.add("paraffin-library.json", new TextReader(JSON.stringify(index)));
  const newer = await zip.close();
  expect(file.size).toBeGreaterThan(0);
  await expect(importSlides(there, newer)).rejects.toMatchObject({ kind: "library-newer" });
});
