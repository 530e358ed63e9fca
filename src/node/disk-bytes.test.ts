import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { fixture } from "#test/fixtures.ts";
import { openDiskBytes } from "./disk-bytes.ts";

const path = fixture("goldens", "prompt.json");

test("parts of a file are read, to its last byte and no further", async () => {
  const whole = new Uint8Array(await readFile(path));
  const bytes = await openDiskBytes(path);
  expect(bytes).toMatchObject({ name: "prompt.json", size: whole.length });
  expect(await bytes.read(10, 20)).toEqual(whole.subarray(10, 30));
  expect(await bytes.read(whole.length - 3, 3)).toEqual(whole.subarray(-3));
  expect(await bytes.read(5, 0)).toHaveLength(0);
  await expect(bytes.read(whole.length - 3, 4)).rejects.toMatchObject({ kind: "slide-unreadable" });
  bytes.dispose();
});

test("what is not there, or no file, is unreadable", async () => {
  const gone = openDiskBytes(fixture("gone.svs"));
  await expect(gone).rejects.toMatchObject({ kind: "slide-unreadable" });
  await expect(openDiskBytes(tmpdir())).rejects.toThrow("is not a file");
});

test("a disposed file gives no more bytes, and disposing twice does no harm", async () => {
  const bytes = await openDiskBytes(path);
  bytes.dispose();
  bytes.dispose();
  await expect(bytes.read(0, 4)).rejects.toMatchObject({ kind: "slide-tile-missing" });
});

test("an aborted reader gets nothing", async () => {
  const bytes = await openDiskBytes(path);
  const reading = bytes.read(0, 4, { signal: AbortSignal.abort() });
  await expect(reading).rejects.toMatchObject({ name: "AbortError" });
  bytes.dispose();
});
