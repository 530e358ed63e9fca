import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fakePack } from "#test/fake-pack.ts";
import { hasDiskPack, openDiskPack } from "./pack-on-disk.ts";

const { manifest, files } = fakePack();
const json = JSON.stringify(manifest);

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "paraffin-pack-"));
  await writeFile(join(folder, "manifest.json"), json);
  for (const [path, bytes] of files) await writeFile(join(folder, path), bytes);
});
afterAll(() => rm(folder, { recursive: true }));

test("a pack on disk is its manifest and its checked files", () => {
  const pack = openDiskPack(folder);
  expect(pack.manifest).toEqual(manifest);
  expect(pack.sha256).toBe(createHash("sha256").update(json).digest("hex"));
  expect(new Uint8Array(pack.read("tokenizer"))).toEqual(files.get("tokenizer.json"));
  expect(hasDiskPack(folder)).toBe(true);
});

test("a file that is not the one its manifest names is not used", async () => {
  const changed = Uint8Array.from(files.get("ccaf.onnx") ?? []);
  changed[5] = 255 - (changed[5] ?? 0);
  await writeFile(join(folder, "ccaf.onnx"), changed);
  await writeFile(join(folder, "region-encoder.onnx"), changed.subarray(1));
  const pack = openDiskPack(folder);
  expect(() => pack.read("ccaf")).toThrow("expected SHA-256");
  expect(() => pack.read("region-encoder")).toThrow(/expected \d+ bytes/);
});

test("what is not there is told as missing", async () => {
  expect(hasDiskPack(join(folder, "none"))).toBe(false);
  expect(() => openDiskPack(join(folder, "none"))).toThrow("cannot be read");
  expect(() => openDiskPack(folder).read("suitability")).toThrow("suitability");
});
