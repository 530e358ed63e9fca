import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import sharp, { type Sharp, type TiffOptions } from "sharp";
import type { RgbImage } from "#slides/slide-source.ts";
import {
  type DicomElements,
  dicomBytes,
  encapsulated,
  smallLevel,
  syntaxes,
} from "./dicom-file.ts";
import { fixture } from "./fixtures.ts";
import {
  encodeGolden,
  goldenDownsamples,
  goldenFolder,
  goldenPlaces,
  goldenPyramids,
} from "./golden-reads.ts";
import { encodeJpeg2000 } from "./jpeg2000-encoder.ts";
import { painting } from "./painting.ts";
import { averageSquares, crop } from "./pixels.ts";

/** The levels of a slide as libvips reads them, and the tiles of the finest. */
export interface LevelsRead {
  readonly levels: readonly RgbImage[];
  readonly tile: { readonly width: number; readonly height: number };
}

/** Part of the painting with the edge of its disc, of sizes that halve twice. */
const picture = crop(painting, 96, 60, 144, 96);
const tiled = { tile: true, tileWidth: 48, tileHeight: 48, pyramid: true } as const;
const small = crop(painting, 200, 60, 40, 24);

/** Writes the slides with libvips (through sharp) and OpenJPEG, and what libvips reads in them. */
export async function writeGoldenReads(): Promise<void> {
  const folder = fixture(goldenFolder);
  await mkdir(folder, { recursive: true });
  const reads: Record<string, readonly string[]> = {};
  const files = [...(await tiffs()), ...(await dicoms())];
  for (const { file, bytes, reference } of files) {
    await writeFile(join(folder, file), bytes);
    reads[file] = goldensOf(await reference);
  }
  for (const { file } of goldenPyramids) reads[file] = goldensOf(await pyramidOf(file));
  await writeFile(join(folder, "reads.json"), `${JSON.stringify(reads, null, 1)}\n`);
}

/** Means over each pixel's area of the coarsest level that is fine enough, in doubles. */
function goldensOf({ levels, tile }: LevelsRead): readonly string[] {
  const [finest] = levels;
  if (finest === undefined) throw new Error("a slide without levels");
  return goldenDownsamples.flatMap((downsample) => {
    const at = levels.findLastIndex((_, index) => 2 ** index <= downsample);
    const level = levels[at] ?? finest;
    const side = downsample / 2 ** at;
    return goldenPlaces(finest, tile, downsample).map(({ x, y, width, height }) => {
      const part = crop(level, x / 2 ** at, y / 2 ** at, width / 2 ** at, height / 2 ** at);
      return encodeGolden(Uint8Array.from(averageSquares(part, side), Math.round));
    });
  });
}

async function tiffs() {
  const written = async (file: string, options: TiffOptions, of = picture) => {
    const raw = { width: of.width, height: of.height, channels: 3 } as const;
    const scale = { xres: 4000, yres: 4000, resolutionUnit: "cm" } as const;
    const bytes = await sharp(of.data, { raw })
      .tiff({ ...scale, ...options })
      .toBuffer();
    const { tileWidth: side = 48 } = options;
    const tile = { width: side, height: side };
    return { file, bytes, reference: pagesOf(bytes).then((levels) => ({ levels, tile })) };
  };
  const alone = { tile: true, tileWidth: 16, tileHeight: 16 } as const;
  return Promise.all([
    written("raw.tif", { ...alone, compression: "none" }, small),
    written("deflate.tif", { ...tiled, compression: "deflate", predictor: "none" }),
    written("lzw.tif", { ...tiled, compression: "lzw", predictor: "horizontal" }),
    written("jpeg-ycbcr.tif", { ...tiled, compression: "jpeg", quality: 85 }),
    // From a quality of 90 on libvips stores RGB.
    written("jpeg-rgb.tif", { ...tiled, compression: "jpeg", quality: 90 }),
  ]);
}

async function pagesOf(bytes: Buffer): Promise<RgbImage[]> {
  const { pages = 1 } = await sharp(bytes).metadata();
  return Promise.all(Array.from({ length: pages }, (_, page) => decoded(sharp(bytes, { page }))));
}

async function decoded(image: Sharp): Promise<RgbImage> {
  const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: new Uint8Array(data) };
}

/** 40x24 pixels in frames of 16x16, three across and two down. */
async function dicoms() {
  const scale = { "52009229 SQ": [{ "00289110 SQ": [{ "00280030 DS": "0.00025\\0.00025" }] }] };
  const places = [0, 16].flatMap((y) => [0, 16, 32].map((x) => ({ x, y })));
  const frames = places.map(({ x, y }) => crop(small, x, y, 16, 16));
  const raw = { width: 16, height: 16, channels: 3 } as const;
  const jpegs = await Promise.all(
    frames.map(({ data }) => sharp(data, { raw }).jpeg({ quality: 85 }).toBuffer()),
  );
  const shown = await Promise.all(jpegs.map((jpeg) => decoded(sharp(jpeg))));
  const codestreams = await Promise.all(frames.map(encodeJpeg2000));
  const tile = { width: 16, height: 16 };
  const exact = { levels: [small], tile };
  const level = joined(
    small,
    places.map((place, at) => ({ ...place, image: shown[at] ?? small })),
  );
  const file = (colour: string): DicomElements => ({
    ...smallLevel,
    ...scale,
    "00280004 CS": colour,
  });
  const native = new Uint8Array(Buffer.concat(frames.map(({ data }) => data)));
  const { jpeg, jpeg2000 } = syntaxes;
  return [
    { file: "native.dcm", bytes: dicomBytes(file("RGB"), native), reference: exact },
    {
      file: "jpeg.dcm",
      bytes: dicomBytes(file("YBR_FULL_422"), encapsulated(jpegs), { syntax: jpeg }),
      reference: { levels: [level], tile },
    },
    {
      file: "jpeg2000.dcm",
      bytes: dicomBytes(file("RGB"), encapsulated(codestreams), { syntax: jpeg2000 }),
      reference: exact,
    },
  ];
}

/** Tiles laid beside each other; what goes beyond the size is cut. */
function joined(
  { width, height }: { readonly width: number; readonly height: number },
  tiles: readonly { readonly x: number; readonly y: number; readonly image: RgbImage }[],
): RgbImage {
  const data = new Uint8Array(width * height * 3).fill(255);
  for (const { x, y, image } of tiles) {
    const shown = Math.min(image.width, width - x);
    for (let row = 0; row < Math.min(image.height, height - y); row += 1) {
      const from = row * image.width * 3;
      data.set(image.data.subarray(from, from + shown * 3), ((y + row) * width + x) * 3);
    }
  }
  return { width, height, data };
}

/** The levels of a .dzi of fixtures/slides-small: of each tile what it shares with none. */
export async function pyramidOf(file: string): Promise<LevelsRead> {
  const said = await readFile(fixture("slides-small", file), "utf8");
  const [side = 0, overlap = 0] = ["TileSize", "Overlap"].map((word) =>
    Number(new RegExp(`${word}="(\\d+)"`).exec(said)?.[1]),
  );
  const levels: RgbImage[] = [];
  for (let down = 0; down <= 9; down += 1) {
    const folder = fixture("slides-small", `${file.replace(".dzi", "_files")}`, String(9 - down));
    const tiles = (await readdir(folder)).map(async (name) => {
      const [column = 0, row = 0] = name.split(/[_.]/).map(Number);
      const image = await decoded(sharp(join(folder, name)).removeAlpha());
      const [left, top] = [column > 0 ? overlap : 0, row > 0 ? overlap : 0];
      const own = crop(
        image,
        left,
        top,
        Math.min(side, image.width - left),
        Math.min(side, image.height - top),
      );
      return { x: column * side, y: row * side, image: own };
    });
    const size = { width: Math.ceil(300 / 2 ** down), height: Math.ceil(220 / 2 ** down) };
    levels.push(joined(size, await Promise.all(tiles)));
  }
  return { levels, tile: { width: side, height: side } };
}
