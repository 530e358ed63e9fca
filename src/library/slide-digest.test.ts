import { describe, expect, test } from "vitest";
import { BlobBytes } from "#slides/bytes/blob-bytes.ts";
import { fakeSlide } from "#test/fake-slide.ts";
import { digestOfFiles, slideDigest } from "./slide-digest.ts";

const megabytes = (count: number, seed = 1) =>
  Uint8Array.from(
    { length: count * 2 ** 20 },
    (_, index) => (index * 31 + (index >> 9) * seed) % 251,
  );
const source = (bytes: Uint8Array<ArrayBuffer>, name = "a.svs") =>
  new BlobBytes(new Blob([bytes]), name);
const changedAt = (bytes: Uint8Array<ArrayBuffer>, at: number) => {
  const changed = bytes.slice();
  changed[at] = 255 - (changed[at] ?? 0);
  return changed;
};

describe("a file", () => {
  const bytes = megabytes(3);
  test("has one digest under any name", async () => {
    const digest = await digestOfFiles([source(bytes)]);
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect(await digestOfFiles([source(bytes, "b.svs")])).toBe(digest);
  });

  test.each([
    ["head", 0],
    ["tail", 3 * 2 ** 20 - 1],
    ["middle", Math.floor(((3 * 2 ** 20 - 2 ** 16) * 7) / 15) + 5],
  ])("has another one when its %s is changed", async (_, at) => {
    const digest = await digestOfFiles([source(bytes)]);
    expect(await digestOfFiles([source(changedAt(bytes, at))])).not.toBe(digest);
  });

  test("has another one when it is longer by a byte, and an empty one has one too", async () => {
    const longer = new Uint8Array(10);
    expect(await digestOfFiles([source(longer)])).not.toBe(
      await digestOfFiles([source(longer.slice(1))]),
    );
    expect(await digestOfFiles([source(new Uint8Array())])).toMatch(/^[0-9a-f]{64}$/);
  });

  test("is read in part alone, however large it is", async () => {
    let read = 0;
    const huge = {
      name: "huge",
      size: 20e9,
      read: async (_: number, length: number) => {
        read += length;
        return new Uint8Array(length);
      },
      dispose: () => undefined,
    };
    await digestOfFiles([huge]);
    expect(read).toBe(2 ** 20);
  });
});

test("the files of a series are one slide in any order", async () => {
  const [one, two] = [source(megabytes(1)), source(megabytes(1, 7))];
  expect(await digestOfFiles([one, two])).toBe(await digestOfFiles([two, one]));
  expect(await digestOfFiles([one, two])).not.toBe(await digestOfFiles([one]));
});

describe("a slide of tiles", () => {
  const origin = { kind: "url", url: "http://here/a.dzi", micronsPerPixel: null } as const;
  const tiled = async (shade: (level: number, column: number) => string) => {
    const size = { width: 2000, height: 1000, micronsPerPixel: null };
    const slide = fakeSlide(size);
    const description = { ...(await slide.describe()), format: "Deep Zoom" };
    const readTile = async (level: number, column: number) => new Blob([shade(level, column)]);
    return slideDigest(origin, { ...slide, readTile }, description);
  };
  test("is known by its tiles", async () => {
    const digest = await tiled(() => "pink");
    expect(await tiled(() => "pink")).toBe(digest);
    expect(await tiled((level) => (level === 0 ? "blue" : "pink"))).not.toBe(digest);
    expect(await tiled((level) => (level === 0 ? "pink" : "blue"))).not.toBe(digest);
  });
});

test("a file that was chosen is known by its bytes", async () => {
  const slide = fakeSlide({ width: 10, height: 10, micronsPerPixel: 1 });
  const description = { ...(await slide.describe()), format: "Aperio SVS" };
  const bytes = megabytes(1);
  const files = new Map([["a.svs", new File([bytes], "a.svs")]]);
  const digest = await slideDigest(
    { kind: "files", files, micronsPerPixel: null },
    slide,
    description,
  );
  expect(digest).toBe(await digestOfFiles([source(bytes)]));
});
