import { afterEach, beforeEach, expect, test } from "vitest";
import type { StageProgress } from "#core/progress.ts";
import { fakePack, memoryCache } from "#test/fake-pack.ts";
import { serve } from "#test/serve.ts";
import { type ByteCache, withRefusals } from "./byte-cache.ts";
import { downloadPack } from "./download-pack.ts";

let pack: ReturnType<typeof fakePack>;
let server: Awaited<ReturnType<typeof serve>>;
let asked: string[];
let hold: (() => void) | null;

beforeEach(async () => {
  pack = fakePack();
  asked = [];
  hold = null;
  server = await serve((request, response) => {
    const path = (request.url ?? "").replace(/^\/pack\//, "");
    asked.push(path);
    if (path === "manifest.json") return response.end(JSON.stringify(pack.manifest));
    const bytes = pack.files.get(path);
    if (bytes === undefined) return response.writeHead(404).end();
    if (hold === null) return response.end(bytes);
    response.write(bytes.subarray(0, 10));
    return hold();
  });
});
afterEach(() => server.stop());

const folder = () => `${server.address}/pack`;
const sizeOf = (files: Iterable<{ length: number }>) =>
  [...files].reduce((sum, { length }) => sum + length, 0);

test.each(["", "/", "/manifest.json"])("a pack is found at its folder%s", async (ending) => {
  const { manifest, files } = await downloadPack(folder() + ending, { cache: memoryCache() });
  expect(manifest).toEqual(pack.manifest);
  expect(Object.keys(files)).toHaveLength(pack.files.size);
  expect(new Uint8Array(files.ccaf)).toEqual(pack.files.get("ccaf.onnx"));
});

test("progress counts bytes from nothing to all", async () => {
  const seen: StageProgress[] = [];
  const onProgress = (progress: StageProgress) => seen.push(progress);
  await downloadPack(folder(), { cache: memoryCache(), onProgress });
  const total = sizeOf(pack.files.values());
  expect(seen[0]).toEqual({ stage: "models", done: 0, total });
  expect(seen.at(-1)).toEqual({ stage: "models", done: total, total });
  const done = seen.map((progress) => progress.done);
  expect(done).toEqual(done.toSorted((a, b) => a - b));
});

test("a second visit fetches the manifest alone", async () => {
  const cache = memoryCache();
  await downloadPack(folder(), { cache });
  asked = [];
  const { files } = await downloadPack(folder(), { cache });
  expect(asked).toEqual(["manifest.json"]);
  expect(new Uint8Array(files.tokenizer)).toEqual(pack.files.get("tokenizer.json"));
});

test("a corrupt kept copy is fetched anew", async () => {
  const cache = memoryCache();
  await downloadPack(folder(), { cache });
  const { sha256, bytes } = pack.manifest.files.ccaf;
  cache.kept.set(sha256, new ArrayBuffer(bytes));
  asked = [];
  const { files } = await downloadPack(folder(), { cache });
  expect(asked).toEqual(["manifest.json", "ccaf.onnx"]);
  expect(new Uint8Array(files.ccaf)).toEqual(pack.files.get("ccaf.onnx"));
});

test("files of an earlier pack are dropped", async () => {
  const cache = memoryCache();
  cache.kept.set("0".repeat(64), new ArrayBuffer(8));
  await downloadPack(folder(), { cache });
  expect(cache.kept.size).toBe(pack.files.size);
  expect(cache.kept.has("0".repeat(64))).toBe(false);
});

test("a storage that refuses everything does not stand in the way", async () => {
  const refuse = async () => {
    throw new DOMException("full", "QuotaExceededError");
  };
  const refusing: ByteCache = { get: refuse, put: refuse, keepOnly: refuse };
  const { files } = await downloadPack(folder(), { cache: withRefusals(refusing) });
  expect(files.projectors.byteLength).toBe(pack.manifest.files.projectors.bytes);
});

test("a changed byte is found before use, and the file, expected and found are named", async () => {
  const bytes = pack.files.get("region-encoder.onnx") ?? new Uint8Array(1);
  bytes[7] = 0xff ^ (bytes[7] ?? 0);
  const { sha256 } = pack.manifest.files["region-encoder"];
  const cache = memoryCache();
  await expect(downloadPack(folder(), { cache })).rejects.toMatchObject({
    kind: "pack-file-corrupt",
    message: expect.stringMatching(
      new RegExp(`^region-encoder.onnx .* expected SHA-256 ${sha256}, found [0-9a-f]{64}`),
    ),
  });
  expect(cache.kept.has(sha256)).toBe(false);
});

test.each([
  ["shorter", (bytes: Uint8Array<ArrayBuffer>) => bytes.slice(1), /expected 103 bytes, found 102/],
  ["longer", () => new Uint8Array(1000), /expected 103 bytes, found more/],
])("a file that is %s than the manifest says is corrupt", async (_, change, message) => {
  pack.files.set("ccaf.onnx", change(pack.files.get("ccaf.onnx") ?? new Uint8Array(1)));
  await expect(downloadPack(folder(), { cache: memoryCache() })).rejects.toMatchObject({
    kind: "pack-file-corrupt",
    message: expect.stringMatching(message),
  });
});

test("a missing file is named by its address", async () => {
  pack.files.delete("projectors.onnx");
  await expect(downloadPack(folder(), { cache: memoryCache() })).rejects.toMatchObject({
    kind: "pack-file-missing",
    message: `${folder()}/projectors.onnx answered with status 404.`,
  });
});

test("no server, no manifest and no address are told apart", async () => {
  const gone = downloadPack("http://127.0.0.1:9/pack");
  await expect(gone).rejects.toMatchObject({ kind: "pack-file-missing" });
  const empty = downloadPack(`${server.address}/nothing`);
  await expect(empty).rejects.toThrow("status 404");
  await expect(downloadPack("pack")).rejects.toMatchObject({ kind: "pack-unreadable" });
});

test("an abort stops the download as an abort", async () => {
  const controller = new AbortController();
  hold = () => controller.abort();
  const { signal } = controller;
  const downloading = downloadPack(folder(), { cache: memoryCache(), signal });
  await expect(downloading).rejects.toMatchObject({ name: "AbortError" });
});

test("a line that breaks off is a missing file, not a wrong one", async () => {
  hold = () => server.stop();
  await expect(downloadPack(folder(), { cache: memoryCache() })).rejects.toMatchObject({
    kind: "pack-file-missing",
  });
});
