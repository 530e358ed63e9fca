import { deleteDB, openDB } from "idb";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { fakeAnswer, fakeManifest } from "#test/fake-answer.ts";
import { tinyAnalysis } from "#test/tiny-analysis.ts";
import { exportSlides } from "./export/export-slides.ts";
import { importSlides } from "./export/import-slides.ts";
import { idbRecords } from "./idb-records.ts";
import type { KeptSlide } from "./kept-slide.ts";
import { forgetSlide, type Library } from "./library.ts";
import { opfsFiles } from "./opfs-files.ts";
import type { Records } from "./records.ts";
import { browserLocks } from "./slide-locks.ts";
import { browserStorage } from "./storage-gauge.ts";
import { readAnalysis } from "./zarr/read-analysis.ts";
import { writeAnalysis } from "./zarr/write-analysis.ts";

const name = "library-under-test";
const digest = "5".repeat(64);
const key = { slideName: "a", slideDigest: digest, packDigest: "9ac4", micronsPerPixel: 0.5 };
const slide: KeptSlide = {
  digest,
  name: "a.svs",
  place: { kind: "gone" },
  openedAt: 5,
  givenScale: null,
  view: null,
};
const turn = {
  question: "one",
  main: { kind: "answered", answer: fakeAnswer },
  blind: null,
  isInsisted: false,
} as const;

let records: Records;
const files = opfsFiles(name);
const wholeLibrary = (): Library => ({
  records,
  files,
  locks: browserLocks(),
  storage: browserStorage(),
});

beforeEach(async () => {
  records = await idbRecords(name);
});
afterEach(async () => {
  records.close();
  await deleteDB(name);
  const root = await navigator.storage.getDirectory();
  await root.removeEntry(name, { recursive: true }).catch(() => undefined);
});

describe("records in IndexedDB", () => {
  test("come back whole after the database was closed, outlines and pictures too", async () => {
    const thumbnail = new Blob(["pixels"], { type: "image/jpeg" });
    await records.put(digest, { slide, thumbnail, annotations: [], conversation: [turn] });
    records.close();
    records = await idbRecords(name);
    expect(await records.slides()).toEqual([slide]);
    expect(await records.get(digest, "conversation")).toEqual([turn]);
    expect(await (await records.get(digest, "thumbnail"))?.text()).toBe("pixels");
  });

  test("keep a file's permission handle, which gives the file again", async () => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle(name, { create: true });
    const entry = await folder.getFileHandle("tissue.svs", { create: true });
    const stream = await entry.createWritable();
    await stream.write("tissue");
    await stream.close();
    await records.put(digest, { slide: { ...slide, place: { kind: "files", entries: [entry] } } });
    const [kept] = await records.slides();
    const again = kept?.place.kind === "files" ? kept.place.entries[0] : undefined;
    const file = await (again as FileSystemFileHandle).getFile();
    expect(await file.text()).toBe("tissue");
  });

  test("are written all or none", async () => {
    const unclonable = [{ question: () => undefined }] as never;
    const both = records.put(digest, { slide, conversation: unclonable });
    await expect(both).rejects.toMatchObject({ name: "DataCloneError" });
    expect(await records.slides()).toEqual([]);
  });

  test("of a slide that was forgotten are not written again", async () => {
    await records.put(digest, { slide });
    await records.remove(digest);
    await records.put(digest, { conversation: [turn] });
    expect(await records.get(digest, "conversation")).toBeNull();
  });

  test("of a newer version are refused and left as they are", async () => {
    records.close();
    await deleteDB(name);
    const newer = await openDB(name, 9, { upgrade: (made) => void made.createObjectStore("new") });
    await newer.put("new", "kept", "key");
    newer.close();
    await expect(idbRecords(name)).rejects.toMatchObject({ kind: "library-newer" });
    const still = await openDB(name, 9);
    expect(await still.get("new", "key")).toBe("kept");
    still.close();
  });
});

describe("files in the browser's private file system", () => {
  test("hold an analysis to the bit until the slide is forgotten", async () => {
    await records.put(digest, { slide });
    await writeAnalysis(files, key, tinyAnalysis, fakeManifest);
    expect(await readAnalysis(opfsFiles(name), key)).toEqual(tinyAnalysis);
    await forgetSlide(wholeLibrary(), digest);
    expect(await files.list("analysis")).toEqual([]);
    expect(await readAnalysis(files, key)).toBeNull();
    expect(await records.slides()).toEqual([]);
  });

  test("that are not there are none, and removing them is nothing", async () => {
    expect(await files.read("no/such/file")).toBeNull();
    expect(await files.list("no")).toEqual([]);
    await files.remove("no/such");
  });
});

test("slides go out as one file and come back in", async () => {
  await records.put(digest, { slide, conversation: [turn], thumbnail: new Blob(["pixels"]) });
  await writeAnalysis(files, key, tinyAnalysis, fakeManifest);
  const file = await exportSlides(wholeLibrary(), [digest]);
  await forgetSlide(wholeLibrary(), digest);
  expect(await importSlides(wholeLibrary(), file)).toEqual({ imported: 1, leftOut: 0 });
  expect(await records.get(digest, "conversation")).toEqual([turn]);
  expect(await readAnalysis(files, key)).toEqual(tinyAnalysis);
});

test("a slide is held once: the second asks in vain until the first lets go", async () => {
  const first = await browserLocks().hold(digest);
  expect(first).not.toBeNull();
  expect(await browserLocks().hold(digest)).toBeNull();
  first?.();
  await expect.poll(() => browserLocks().hold(digest)).not.toBeNull();
});

test("the browser says how much is kept", async () => {
  const { usedBytes, quotaBytes } = await browserStorage().measure();
  expect(usedBytes).toBeGreaterThanOrEqual(0);
  expect(quotaBytes).toBeGreaterThan(0);
});
