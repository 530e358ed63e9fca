import sharp from "sharp";
import { expect, test } from "vitest";
import { SharpDecoder } from "#node/sharp-decoder.ts";
import type { ByteSource } from "#slides/bytes/byte-source.ts";
import type { RgbImage } from "#slides/slide-source.ts";
import {
  type DicomElements,
  dicomFile,
  encapsulated,
  extended,
  smallLevel,
  syntaxes,
} from "#test/dicom-file.ts";
import { openDicom } from "./open-dicom.ts";

const decoded: RgbImage = { width: 16, height: 16, data: new Uint8Array(16 * 16 * 3).fill(9) };
const decoders = { image: new SharpDecoder(), jpeg2000: async () => decoded };
const open = (...files: readonly ByteSource[]) => openDicom(files, decoders);

/** Native frames of 16x16, each of one colour: frame 2 is (2, 2, 2), or so of `shade`. */
function flat(frames: number, shade = (frame: number) => frame): Uint8Array {
  const pixels = new Uint8Array(frames * 16 * 16 * 3);
  return pixels.map((_, at) => shade(Math.floor(at / (16 * 16 * 3))));
}

const jpegElements: DicomElements = { ...smallLevel, "00280004 CS": "YBR_FULL_422" };

/** JPEG frames, each of one colour: frame 2 is (20, 20, 20). */
function jpegs(frames: number): Promise<Uint8Array[]> {
  const shades = Array.from({ length: frames }, (_, frame) => frame * 10);
  return Promise.all(
    shades.map(async (shade) => {
      const background = { r: shade, g: shade, b: shade };
      const create = { width: 16, height: 16, channels: 3, background } as const;
      return new Uint8Array(await sharp({ create }).jpeg().toBuffer());
    }),
  );
}

/** First red value of each tile of the grid of three by two, row by row; null for a missing tile. */
async function shadesOf(...files: readonly ByteSource[]): Promise<(number | null)[]> {
  const image = await open(...files);
  const shades: (number | null)[] = [];
  for (const row of [0, 1]) {
    for (const column of [0, 1, 2]) {
      const tile = await image.tile({ level: 0, column, row });
      const pixels = tile instanceof Blob ? await decoders.image.decode(tile, 16) : tile;
      shades.push(pixels?.data[0] ?? null);
    }
  }
  return shades;
}

const place = (column: number, row: number): DicomElements => ({
  "0048021a SQ": [{ "0048021e SL": column * 16 + 1, "0048021f SL": row * 16 + 1 }],
});

test("a level says its size, its tiles and the scan's facts, and nothing of the patient", async () => {
  const measures = { "00289110 SQ": [{ "00280030 DS": "0.0005\\0.0005" }] };
  const path = { "00480112 DS": "20", "00282000 OB": new Uint8Array(8) };
  const file = dicomFile(
    {
      ...smallLevel,
      "00080070 LO": "Scanner Co.",
      "00100010 PN": "Doe^Jane",
      "00100020 LO": "4711",
      "00480105 SQ": [path],
      "52009229 SQ": [measures],
    },
    flat(6),
    { name: "level-0.dcm" },
  );
  const image = await open(file);
  expect(image.facts).toEqual({
    name: "level-0",
    format: "DICOM",
    vendor: "Scanner Co.",
    compression: "none",
    micronsPerPixel: 0.5,
    objectivePower: 20,
    hasColourProfile: true,
    notes: [],
    pictures: [],
  });
  const tile = { tileWidth: 16, tileHeight: 16, overlap: 0 };
  expect(image.levels).toEqual([{ width: 40, height: 24, downsample: 1, ...tile }]);
});

test.each([
  ["the imaged volume", { "00480001 FL": 0.02, "00480002 FL": 0.012 }, 0.5],
  ["pixels that are not square", { "00480001 FL": 0.02, "00480002 FL": 0.013 }, null],
  ["a size that no slide has", { "00480001 FL": 4000, "00480002 FL": 2400 }, null],
  ["the first frame", { "52009230 SQ": firstFrameSays("0.00025\\0.00025") }, 0.25],
] as const)("the scale is of %s", async (_, said, expected) => {
  const image = await open(dicomFile({ ...smallLevel, ...said }, flat(6)));
  if (expected === null) expect(image.facts.micronsPerPixel).toBeNull();
  else expect(image.facts.micronsPerPixel).toBeCloseTo(expected, 6);
});

function firstFrameSays(spacing: string): DicomElements[] {
  return [{ "00289110 SQ": [{ "00280030 DS": spacing }] }];
}

test.each([
  ["explicit", { syntax: syntaxes.explicit }],
  ["implicit", { syntax: syntaxes.implicit }],
  ["of undefined length", { isUndefinedLength: true }],
  ["implicit of undefined length", { syntax: syntaxes.implicit, isUndefinedLength: true }],
])("frames that lie anywhere are found by their places, %s", async (_, options) => {
  const sparse = {
    ...smallLevel,
    "00209311 CS": "TILED_SPARSE",
    "00280008 IS": "4",
    "52009230 SQ": [place(2, 1), place(0, 0), place(1, 0), place(0, 0)],
  };
  const file = dicomFile(sparse, flat(4), options);
  expect(await shadesOf(file)).toEqual([1, 2, null, null, null, 0]);
});

test.each([
  ["by pixel", { "00280006 US": 0 }, [0, 1, 2, 3, 4, 5]],
  ["by plane", { "00280006 US": 1 }, [0, 50, 100, 1, 51, 101]],
  ["grey", { "00280002 US": 1, "00280004 CS": "MONOCHROME2" }, [0, 0, 0, 1, 1, 1]],
] as const)("native samples are read %s", async (_, format, expected) => {
  const samples = Uint8Array.from(
    { length: 6 * 16 * 16 * 3 },
    (_, at) => Math.floor(at / 256) * 50 + ((at % 256) % 10),
  );
  const image = await open(dicomFile({ ...smallLevel, ...format }, samples));
  const tile = await image.tile({ level: 0, column: 0, row: 0 });
  if (tile === null || tile instanceof Blob) throw new TypeError("no RGB");
  expect([tile.width, tile.height, tile.data.length]).toEqual([16, 16, 768]);
  expect([...tile.data.subarray(0, 6)]).toEqual(expected);
});

test.each([
  ["a basic offset table", 1, "basic"],
  ["an extended offset table", 1, "extended"],
  ["no table", 1, "none"],
  ["a basic table of frames in fragments", 3, "basic"],
  ["no table and frames in fragments", 3, "none"],
] as const)("JPEG frames are found by %s", async (_, fragments, table) => {
  const frames = await jpegs(6);
  const basic = table === "basic" ? "right" : "none";
  const pixels = encapsulated(frames, { fragments, basic });
  const tables = { "7fe00001 OV": extended(pixels.offsets), "7fe00002 OV": extended([]) };
  const elements = table === "extended" ? { ...jpegElements, ...tables } : jpegElements;
  const file = dicomFile(elements, pixels, { syntax: syntaxes.jpeg });
  expect(await shadesOf(file)).toEqual([0, 10, 20, 30, 40, 50]);
  const tile = await (await open(file)).tile({ level: 0, column: 2, row: 0 });
  expect(tile).toMatchObject({ type: "image/jpeg" });
});

test("a JPEG that is stored as RGB and says nothing of it is decoded as RGB", async () => {
  const create = { width: 16, height: 16, channels: 3, background: "#406080" } as const;
  // sharp writes neither a JFIF nor an Adobe segment.
  const silent = await sharp({ create }).jpeg({ chromaSubsampling: "4:4:4" }).toBuffer();
  const elements = { ...smallLevel, "00280008 IS": "1", "00480006 UL": 16, "00480007 UL": 16 };
  const file = dicomFile(elements, encapsulated([silent]), { syntax: syntaxes.jpeg });
  const tile = await (await open(file)).tile({ level: 0, column: 0, row: 0 });
  const pixels = await decoders.image.decode(tile as Blob, 16);
  // The luma of #406080, as it is stored, not made into red again.
  expect(pixels.data[0]).toBeCloseTo(0.299 * 0x40 + 0.587 * 0x60 + 0.114 * 0x80, -1);
});

test("JPEG 2000 is decoded, its own colour transform undone by the decoder", async () => {
  const asked: unknown[] = [];
  const jpeg2000 = async (codestream: Uint8Array, colour: string) => {
    asked.push([[...codestream], colour]);
    return decoded;
  };
  const codestreams = Array.from({ length: 6 }, (_, frame) => Uint8Array.of(0xff, 0x4f, 0, frame));
  for (const photometric of ["YBR_ICT", "YBR_FULL"]) {
    const elements = { ...smallLevel, "00280004 CS": photometric };
    const file = dicomFile(elements, encapsulated(codestreams), { syntax: syntaxes.jpeg2000 });
    const image = await openDicom([file], { ...decoders, jpeg2000 });
    expect(image.facts.compression).toBe("JPEG 2000");
    expect(await image.tile({ level: 0, column: 1, row: 1 })).toBe(decoded);
  }
  const codestream = [0xff, 0x4f, 0, 4];
  expect(asked).toEqual([
    [codestream, "rgb"],
    [codestream, "ycbcr"],
  ]);
});
