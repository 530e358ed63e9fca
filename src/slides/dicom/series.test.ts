import { expect, test } from "vitest";
import type { ByteSource } from "#slides/bytes/byte-source.ts";
import type { RgbImage } from "#slides/slide-source.ts";
import { type DicomElements, dicomFile, smallLevel, syntaxes } from "#test/dicom-file.ts";
import { plainDecoders } from "#test/plain-decoders.ts";
import { openDicom } from "./open-dicom.ts";

const open = (...files: readonly ByteSource[]) => openDicom(files, plainDecoders);

const tileBytes = 16 * 16 * 3;

/** Frames of one value each: the first of them `from`. */
function frames(count: number, from = 0): Uint8Array {
  return new Uint8Array(count * tileBytes).map((_, at) => from + Math.floor(at / tileBytes));
}

const volume = dicomFile(smallLevel, frames(6), { name: "volume.dcm" });
const half: DicomElements = {
  ...smallLevel,
  "00280008 IS": "2",
  "00480006 UL": 20,
  "00480007 UL": 12,
};

/** A picture of one frame, or of what `elements` say. */
function picture(kind: string, value: number, elements: DicomElements = {}): ByteSource {
  const one = { "00280008 IS": "1", "00480006 UL": 16, "00480007 UL": 16 };
  const type = { "00080008 CS": `ORIGINAL\\PRIMARY\\${kind}\\NONE` };
  const file = { ...smallLevel, ...one, ...type, ...elements };
  return dicomFile(file, frames(1, value), { name: `${kind}.dcm` });
}

async function first(image: Awaited<ReturnType<typeof open>>, level = 0): Promise<number> {
  const tile = (await image.tile({ level, column: 0, row: 0 })) as RgbImage;
  return tile.data[0] ?? -1;
}

test("the levels of a series are finest first, whichever file comes first", async () => {
  const image = await open(dicomFile(half, frames(2, 100)), volume);
  expect(image.facts.name).toBe("volume");
  expect(image.levels.map(({ width, height, downsample }) => [width, height, downsample])).toEqual([
    [40, 24, 1],
    [20, 12, 2],
  ]);
  expect([await first(image, 0), await first(image, 1)]).toEqual([0, 100]);
});

test("a volume as large as the finest, another focal plane, is not shown", async () => {
  const image = await open(volume, dicomFile(smallLevel, frames(6, 50)));
  expect(image.levels).toHaveLength(1);
  expect(await first(image)).toBe(0);
});

test("label, overview and thumbnail are pictures, read when asked", async () => {
  const image = await open(
    picture("THUMBNAIL", 3),
    picture("LABEL", 1),
    picture("OVERVIEW", 2),
    picture("LOCALIZER", 4),
    volume,
  );
  expect(image.facts.pictures).toEqual(["label", "macro", "thumbnail"]);
  expect(await Promise.all(image.facts.pictures.map((name) => first(image.picture(name))))).toEqual(
    [1, 2, 3],
  );
  expect(image.picture("label").levels).toMatchObject([{ width: 16, height: 16, downsample: 1 }]);
  expect(() => image.picture("patient")).toThrow(/volume has no patient/);
});

test("a picture in a format that is not read is left out, and the slide is read", async () => {
  const image = await open(volume, picture("LABEL", 1, { "00280004 CS": "PALETTE COLOR" }));
  expect(image.facts.pictures).toEqual([]);
});

test("the label of another series is not shown", async () => {
  const image = await open(volume, picture("LABEL", 1, { "0020000e UI": "1.2.4" }));
  expect(image.facts.pictures).toEqual([]);
});

test("two slides are refused, and so are labels alone", async () => {
  const other = dicomFile({ ...smallLevel, "0020000e UI": "1.2.4" }, frames(6));
  await expect(open(volume, other)).rejects.toMatchObject({
    kind: "slide-unreadable",
    message: "The DICOM files are of 2 slides (series). Open one at a time.",
  });
  await expect(open(picture("LABEL", 1))).rejects.toThrow(/without a slide's tissue/);
});

test("files of another class are passed over, and refused where no slide is left", async () => {
  const sopClass = "1.2.840.10008.5.1.4.1.1.2";
  const scan = dicomFile(smallLevel, frames(6), { sopClass, name: "ct.dcm" });
  expect((await open(scan, volume)).facts.name).toBe("volume");
  await expect(open(scan)).rejects.toThrow(`ct.dcm is of class ${sopClass}`);
});

test("the parts of a level in several files are joined in their order", async () => {
  const image = await open(part(2, 2, 100), part(1, 2, 0));
  expect(image.levels).toHaveLength(1);
  const tiles = [0, 1, 2].map((column) => image.tile({ level: 0, column, row: 1 }));
  const shades = (await Promise.all(tiles)).map((tile) => (tile as RgbImage).data[0]);
  expect(shades).toEqual([100, 101, 102]);
  await expect(open(part(1, 2, 0))).rejects.toThrow(/part 1 of a level in 2 files/);
  await expect(open(part(2, 2, 0))).rejects.toThrow(/part 2 of a level in 2 files/);
});

/** Three of six frames. */
function part(number: number, count: number, value: number): ByteSource {
  const concatenation = {
    "00209161 UI": "1.2.9",
    "00209162 US": number,
    "00209163 US": count,
    "00209228 UL": (number - 1) * 3,
  };
  return dicomFile({ ...smallLevel, ...concatenation, "00280008 IS": "3" }, frames(3, value));
}

test("frames that do not say where they lie are put where their pixels go on", async () => {
  const image = painted(48, 48);
  const silent = { ...smallLevel, ...square(48), "00209311 CS": null };
  for (const order of ["rows", "columns"] as const) {
    const opened = await open(dicomFile(silent, cut(image, order)));
    const tile = (await opened.tile({ level: 0, column: 2, row: 1 })) as RgbImage;
    expect(tile.data.subarray(0, 3)).toEqual(pixel(image, 32, 16));
  }
  const white = dicomFile(silent, frames(9).fill(255));
  await expect(open(white)).rejects.toThrow(/does not say where its frames lie/);
});

const square = (side: number): DicomElements => ({
  "00280008 IS": String((side / 16) ** 2),
  "00480006 UL": side,
  "00480007 UL": side,
});

/** Brighter from left to right and, less so, from top to bottom. */
function painted(width: number, height: number): RgbImage {
  const data = new Uint8Array(width * height * 3).map((_, at) => {
    const x = Math.floor(at / 3) % width;
    return x * 4 + Math.floor(at / 3 / width);
  });
  return { width, height, data };
}

const pixel = ({ width, data }: RgbImage, x: number, y: number) =>
  data.subarray((y * width + x) * 3, (y * width + x) * 3 + 3);

/** The image's tiles of 16x16, one after the other. */
function cut(image: RgbImage, order: "rows" | "columns"): Uint8Array {
  const columns = image.width / 16;
  const rows = image.height / 16;
  return new Uint8Array(columns * rows * tileBytes).map((_, at) => {
    const frame = Math.floor(at / tileBytes);
    const column = order === "rows" ? frame % columns : Math.floor(frame / rows);
    const row = order === "rows" ? Math.floor(frame / columns) : frame % rows;
    const inside = Math.floor((at % tileBytes) / 3);
    const x = column * 16 + (inside % 16);
    return pixel(image, x, row * 16 + Math.floor(inside / 16))[at % 3] ?? 0;
  });
}

test("frames of a coding that is not read are refused by its name", async () => {
  const names = [
    ["1.2.840.10008.1.2.1.99", "Deflated Explicit VR Little Endian"],
    ["1.2.840.10008.1.2.2", "Explicit VR Big Endian"],
    ["1.2.840.10008.1.2.4.80", "JPEG-LS"],
    ["1.2.840.10008.1.2.4.201", "High-Throughput JPEG 2000"],
    ["1.2.3", "transfer syntax 1.2.3"],
  ] as const;
  for (const [syntax, name] of names) {
    await expect(open(dicomFile(smallLevel, frames(6), { syntax }))).rejects.toThrow(name);
  }
  const deep = { ...smallLevel, "00280100 US": 16, "00280101 US": 12 };
  await expect(open(dicomFile(deep, frames(12)))).rejects.toThrow("16 bits a sample");
  const palette = { ...smallLevel, "00280002 US": 1, "00280004 CS": "PALETTE COLOR" };
  const file = dicomFile(palette, frames(6), { syntax: syntaxes.explicit });
  await expect(open(file)).rejects.toThrow("1 samples of PALETTE COLOR");
});
