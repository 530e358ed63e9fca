import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openOutFolder } from "./out-folder.ts";

let parent = "";
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), "paraffin-out-"));
});
afterEach(() => rm(parent, { recursive: true }));

async function* slowly(...pieces: string[]): AsyncGenerator<string> {
  for (const piece of pieces) yield await Promise.resolve(piece);
}

test("files appear under their names together, when all are whole", async () => {
  const folder = join(parent, "deep", "out");
  const out = await openOutFolder(folder);
  await out.write("a.txt", ["one ", "two"]);
  await out.write("b.txt", slowly("three", " four"));
  expect((await readdir(folder)).filter((name) => !name.startsWith("."))).toEqual([]);
  await out.commit();
  expect((await readdir(folder)).toSorted()).toEqual(["a.txt", "b.txt"]);
  expect(await readFile(join(folder, "a.txt"), "utf8")).toBe("one two");
  expect(await readFile(join(folder, "b.txt"), "utf8")).toBe("three four");
});

test("what is given up leaves the files of an earlier run and nothing else", async () => {
  await writeFile(join(parent, "a.txt"), "earlier");
  const out = await openOutFolder(parent);
  await out.write("a.txt", ["half"]);
  await out.discard();
  expect(await readdir(parent)).toEqual(["a.txt"]);
  expect(await readFile(join(parent, "a.txt"), "utf8")).toBe("earlier");
});

test("a folder made for nothing is removed", async () => {
  const out = await openOutFolder(join(parent, "new"));
  await out.write("a.txt", ["half"]);
  await out.discard();
  expect(await readdir(parent)).toEqual([]);
});

test("writing stops with the signal, and what fails on the way is thrown", async () => {
  const out = await openOutFolder(parent);
  const stop = new AbortController();
  async function* endless(): AsyncGenerator<string> {
    for (let piece = 0; ; piece += 1) {
      if (piece === 3) stop.abort();
      yield await Promise.resolve("more ");
    }
  }
  const written = out.write("a.txt", endless(), { signal: stop.signal });
  await expect(written).rejects.toMatchObject({ name: "AbortError" });
  async function* failing(): AsyncGenerator<string> {
    yield "begun";
    throw new Error("broke off");
  }
  await expect(out.write("b.txt", failing())).rejects.toThrow("broke off");
  await out.discard();
  expect(await readdir(parent)).toEqual([]);
});
