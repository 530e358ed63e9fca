import { BlobWriter, TextReader, Uint8ArrayReader, ZipWriter } from "@zip.js/zip.js";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { SharpDecoder } from "#node/sharp-decoder.ts";
import { BlobBytes } from "#slides/bytes/blob-bytes.ts";
import { BlockBytes, blockBytes } from "#slides/bytes/block-bytes.ts";
import type { ByteSource } from "#slides/bytes/byte-source.ts";
import { TiledSource } from "#slides/tiled-source.ts";
import { folderFiles } from "#test/fixtures.ts";
import { painting } from "#test/painting.ts";
import { openDzi } from "./open-dzi.ts";
import { dziIn, openZipStore } from "./zip-store.ts";

type Contents = Readonly<Record<string, string | Uint8Array>>;
type Options = ConstructorParameters<typeof ZipWriter>[1];

async function zipOf(contents: Contents, options: Options = {}): Promise<Uint8Array<ArrayBuffer>> {
  const writer = new ZipWriter(new BlobWriter(), { useWebWorkers: false, ...options });
  for (const [path, content] of Object.entries(contents)) {
    const isText = typeof content === "string";
    await writer.add(path, isText ? new TextReader(content) : new Uint8ArrayReader(content));
  }
  const zip = await writer.close();
  return new Uint8Array(await zip.arrayBuffer());
}

/** A slide of the fixtures in a folder of a zip. */
async function paintedZip(options?: Options): Promise<Uint8Array<ArrayBuffer>> {
  const files = await folderFiles("slides-small", "painted-png");
  const contents = [...files].map(async ([path, file]) => {
    return [`case 7/${path}`, new Uint8Array(await file.arrayBuffer())] as const;
  });
  return zipOf(Object.fromEntries(await Promise.all(contents)), options);
}

const bytesOf = (zip: Uint8Array<ArrayBuffer>) => new BlobBytes(new Blob([zip]), "slide.zip");
const open = (zip: Uint8Array<ArrayBuffer>) => openZipStore(bytesOf(zip));

async function slideIn(bytes: ByteSource): Promise<TiledSource> {
  const { store, paths } = await openZipStore(bytes);
  const image = await openDzi({ store, file: dziIn(paths), name: "painted" });
  return new TiledSource(image, new SharpDecoder());
}

/** The zip with one text put in another's place, which must be as long, wherever it stands. */
function replaced(zip: Uint8Array<ArrayBuffer>, from: string, to: string): Uint8Array<ArrayBuffer> {
  const text = Buffer.from(zip).toString("latin1").replaceAll(from, to);
  return new Uint8Array(Buffer.from(text, "latin1"));
}

/** The zip whose directory claims another size for its only file (APPNOTE.TXT, 4.3.12). */
function claiming(zip: Uint8Array<ArrayBuffer>, bytes: number): Uint8Array<ArrayBuffer> {
  const lying = zip.slice();
  const directory = Buffer.from(lying).lastIndexOf("PK\u0001\u0002");
  new DataView(lying.buffer).setUint32(directory + 24, bytes, true);
  return lying;
}

/** The zip whose directory names its only file `count` times (APPNOTE.TXT, 4.3.16). */
function crowded(zip: Uint8Array<ArrayBuffer>, count: number): Uint8Array<ArrayBuffer> {
  const bytes = Buffer.from(zip);
  const [directory, end] = ["PK\u0001\u0002", "PK\u0005\u0006"].map((mark) =>
    bytes.lastIndexOf(mark),
  );
  const record = bytes.subarray(directory, end);
  const last = Buffer.from(bytes.subarray(end));
  last.writeUInt16LE(count, 8);
  last.writeUInt16LE(count, 10);
  last.writeUInt32LE(count * record.length, 12);
  const records = Array.from({ length: count }, () => record);
  return new Uint8Array(Buffer.concat([bytes.subarray(0, directory), ...records, last]));
}

describe("Deep Zoom in a zip", () => {
  const whole = { x: 0, y: 0, width: 300, height: 220 };

  test.each<[string, Options]>([
    ["deflated", {}],
    ["stored as it is", { level: 0 }],
    ["with sizes of 64 bits", { zip64: true }],
    ["written as a stream, sizes after the bytes", { dataDescriptor: true }],
  ])("%s, in a folder, is the picture byte for byte", async (_, options) => {
    const slide = await slideIn(bytesOf(await paintedZip(options)));
    expect(await slide.describe()).toMatchObject({ width: 300, micronsPerPixel: 0.25 });
    const { data } = await slide.read(whole, 0.25);
    expect(Buffer.compare(data, painting.data)).toBe(0);
  });

  test("as libvips writes it is the picture", async () => {
    const { width, height, data } = painting;
    const zip = await sharp(data, { raw: { width, height, channels: 3 } })
      .png()
      .tile({ size: 96, overlap: 2, layout: "dz", container: "zip", basename: "vips" })
      .toBuffer();
    const slide = await slideIn(bytesOf(new Uint8Array(zip)));
    await slide.setMicronsPerPixel(0.25);
    const read = await slide.read(whole, 0.25);
    expect(Buffer.compare(read.data, painting.data)).toBe(0);
  });

  test("only the directory and the tiles asked for are read", async () => {
    const zip = await zipOf({
      "a.dzi": "<Image/>",
      "noise.bin": noise(2 ** 20),
      "tile.png": "tile",
    });
    const bytes = bytesOf(zip);
    let taken = 0;
    const counted: ByteSource = {
      name: bytes.name,
      size: bytes.size,
      read(offset, length, options) {
        taken += length;
        return bytes.read(offset, length, options);
      },
      dispose() {},
    };
    const { store } = await openZipStore(new BlockBytes(counted));
    expect(await (await store.get("tile.png")).text()).toBe("tile");
    expect(taken).toBeLessThanOrEqual(3 * blockBytes);
  });
});

describe("what a zip holds", () => {
  test("a path that is not there is missing", async () => {
    const { store } = await open(await zipOf({ "a.dzi": "<Image/>" }));
    await expect(store.get("b.png")).rejects.toMatchObject({
      kind: "slide-tile-missing",
      message: "b.png is not in slide.zip.",
    });
  });

  test("folders and paths that lead out of the zip are left out", async () => {
    const zip = await zipOf({ "a.dzi": "", "aa/evil": "x", "Babs/evil": "x", "C_/evil": "x" });
    const evil = [
      ["aa/evil", "../evil"],
      ["Babs/evil", "/abs/evil"],
      ["C_/evil", "C:/evil"],
    ] as const;
    const hostile = evil.reduce((bytes, [from, to]) => replaced(bytes, from, to), zip);
    expect((await open(hostile)).paths).toEqual(["a.dzi"]);
  });

  test("Windows' own slashes are slashes", async () => {
    const zip = replaced(await zipOf({ "case/a.dzi": "header" }), "case/a.dzi", "case\\a.dzi");
    const { store, paths } = await open(zip);
    expect(paths).toEqual(["case/a.dzi"]);
    expect(await (await store.get("case/a.dzi")).text()).toBe("header");
  });

  test("the reading of a long directory can be stopped", async () => {
    const zip = bytesOf(crowded(await zipOf({ "a.dzi": "<Image/>" }), 20_000));
    const stopping = new AbortController();
    const opening = openZipStore(zip, { signal: stopping.signal });
    setTimeout(() => stopping.abort(new Error("another slide was asked for")), 0);
    await expect(opening).rejects.toThrow("another slide was asked for");
  });

  test("an aborted reader gets nothing", async () => {
    const { store } = await open(await zipOf({ "a.dzi": "" }));
    const reading = store.get("a.dzi", { signal: AbortSignal.abort() });
    await expect(reading).rejects.toMatchObject({ name: "AbortError" });
    const opening = openZipStore(bytesOf(await zipOf({ "a.dzi": "" })), {
      signal: AbortSignal.abort(),
    });
    await expect(opening).rejects.toMatchObject({ name: "AbortError" });
  });
});

describe("a zip that is no slide", () => {
  test.each([
    ["a scan", { "case/scan.svs": "II*" }],
    ["DICOM", { "DICOM/1.dcm": "", "DICOM/2.dcm": "" }],
  ])("%s is to be unpacked first", async (_, contents) => {
    await expect(open(await zipOf(contents))).rejects.toMatchObject({
      kind: "slide-unreadable",
      message: expect.stringContaining(`slide.zip holds ${Object.keys(contents)[0]}`),
      remedy: expect.stringContaining("Unpack the zip"),
    });
  });

  test("an encrypted one is refused", async () => {
    const zip = await zipOf({ "a.dzi": "<Image/>" }, { password: "secret", zipCrypto: true });
    await expect(open(zip)).rejects.toMatchObject({
      kind: "slide-unreadable",
      message: "a.dzi in slide.zip is encrypted.",
    });
  });

  test.each([
    ["cut short", (zip: Uint8Array) => zip.slice(0, -30)],
    ["without its end", (zip: Uint8Array) => zip.slice(0, 40)],
    ["nothing", () => new Uint8Array(0)],
    ["noise", () => noise(5000)],
  ])("%s is refused", async (_, spoil) => {
    const spoilt = new Uint8Array(spoil(await paintedZip()));
    await expect(open(spoilt)).rejects.toMatchObject({
      kind: "slide-unreadable",
      message: expect.stringContaining("slide.zip is no whole zip"),
    });
  });

  test("a directory beyond 128 MiB is not read", async () => {
    const end = new DataView(new ArrayBuffer(22));
    end.setUint32(0, 0x06054b50, true);
    for (const at of [8, 10]) end.setUint16(at, 1, true);
    end.setUint32(12, 2 ** 29, true);
    const size = 2 ** 30;
    let largest = 0;
    const huge: ByteSource = {
      name: "huge.zip",
      size,
      async read(offset, length) {
        largest = Math.max(largest, length);
        const bytes = Buffer.alloc(length);
        if (offset === 0) bytes.write("PK\u0001\u0002");
        if (offset + length === size) bytes.set(new Uint8Array(end.buffer), length - 22);
        return new Uint8Array(bytes);
      },
      dispose() {},
    };
    await expect(openZipStore(huge)).rejects.toThrow("claims a directory of 536870912 bytes");
    expect(largest).toBeLessThan(2 ** 17);
  });
});

describe("a file that is not what its zip says", () => {
  const zeros = new Uint8Array(2 ** 23);

  test.each([
    ["claims less than a bomb's own bytes", 1000, "too large to be part of a slide"],
    ["claims much less than it inflates to", 10_000, "is damaged"],
    ["claims one byte less", 2 ** 23 - 1, "is damaged"],
    ["claims one byte more", 2 ** 23 + 1, "is damaged"],
    ["claims more than any tile has", 2 ** 26 + 1, "too large to be part of a slide"],
  ])("%s", async (_, claim, sentence) => {
    const { store } = await open(claiming(await zipOf({ "tile.png": zeros }), claim));
    await expect(store.get("tile.png")).rejects.toMatchObject({
      kind: "slide-tile-missing",
      message: expect.stringContaining(`tile.png`),
    });
    await expect(store.get("tile.png")).rejects.toThrow(sentence);
  });

  test.each<[string, Options]>([
    ["stored", { level: 0 }],
    ["deflated", {}],
  ])("a %s file of which a bit fell over is damaged", async (_, options) => {
    const zip = await zipOf({ "tile.png": noise(4000) }, options);
    zip[2000] = (zip[2000] ?? 0) ^ 4;
    const { store } = await open(zip);
    await expect(store.get("tile.png")).rejects.toThrow("tile.png in slide.zip is damaged");
  });

  test("a file that does not lie where the directory says is damaged", async () => {
    const zip = await zipOf({ "tile.png": "tile" });
    zip[0] = 0;
    const { store } = await open(zip);
    await expect(store.get("tile.png")).rejects.toThrow("not where slide.zip says");
  });

  test("a file packed in another way is named with it", async () => {
    const zip = await zipOf({ "tile.png": "tile ".repeat(100) });
    zip[Buffer.from(zip).lastIndexOf("PK\u0001\u0002") + 10] = 9;
    const { store } = await open(zip);
    await expect(store.get("tile.png")).rejects.toThrow("packed by method 9");
  });
});

describe("the one .dzi", () => {
  test("is found in any folder and case, past what macOS adds", () => {
    const paths = ["__MACOSX/case/._A.DZI", "case/A.DZI", "case/A_files/0/0_0.png"];
    expect(dziIn(paths)).toBe("case/A.DZI");
  });

  test("none, or several, are refused with the count", () => {
    expect(() => dziIn(["scan.svs"])).toThrow("The folder holds 0 .dzi files, not one.");
    expect(() => dziIn(["a.dzi", "b.dzi"], "a.zip")).toThrow("a.zip holds 2 .dzi files, not one.");
  });
});

/** Bytes that no packer shrinks, the same each time (xorshift). */
function noise(length: number): Uint8Array {
  let state = 1;
  return Uint8Array.from({ length }, () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state & 255;
  });
}
