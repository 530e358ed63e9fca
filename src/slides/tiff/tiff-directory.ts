import type { ImageFileDirectory } from "geotiff";
import type { ByteSource } from "#slides/bytes/byte-source.ts";
import { brokenSlide } from "#slides/slide-faults.ts";
import type { ReadOptions } from "#slides/slide-source.ts";

/** How a directory's pixels are stored (TIFF 6.0; numbers are the format's own). */
export interface TiffDirectory {
  readonly width: number;
  readonly height: number;
  readonly isTiled: boolean;
  /** Size of a tile, or of a strip. */
  readonly tileWidth: number;
  readonly tileHeight: number;
  readonly compression: number;
  readonly photometric: number;
  readonly bits: readonly number[];
  readonly samples: number;
  readonly planar: number;
  readonly predictor: number;
  readonly extraSamples: readonly number[];
  readonly colourMap: ArrayLike<number> | null;
  readonly jpegTables: Uint8Array | null;
  readonly hasColourProfile: boolean;
  /** Bits: 1 reduced, 2 page, 8 Aperio's macro. */
  readonly subfileType: number;
  readonly description: string;
  readonly make: string | null;
  /** Pixels per unit: 2 is the inch, 3 the centimetre, 1 none. */
  readonly resolution: { readonly x: number; readonly y: number; readonly unit: number } | null;
  /** Byte offsets of SubIFDs. */
  readonly subDirectories: readonly number[];
  /** The stored bytes of tile or strip `index`, null where none is stored. */
  block(index: number, options?: ReadOptions): Promise<Uint8Array<ArrayBuffer> | null>;
}

/** Tables up to this many entries are read at once, larger ones where they are asked for. */
const smallTable = 2 ** 15;

export async function parseDirectory(
  file: ImageFileDirectory,
  bytes: ByteSource,
): Promise<TiffDirectory> {
  const isTiled = file.hasTag("TileWidth");
  const [width, height] = [await number(file, 256, 0), await number(file, 257, 0)];
  const rows = await number(file, 278, height);
  const samples = await number(file, 277, 1);
  const offsets = table(file, isTiled ? 324 : 273);
  const lengths = table(file, isTiled ? 325 : 279);
  const tables = await numbers(file, 347);
  return {
    width,
    height,
    isTiled,
    tileWidth: isTiled ? await number(file, 322, 0) : width,
    tileHeight: isTiled ? await number(file, 323, 0) : Math.min(rows, height),
    compression: await number(file, 259, 1),
    photometric: await number(file, 262, 1),
    bits: (await numbers(file, 258)) ?? [1],
    samples,
    planar: await number(file, 284, 1),
    predictor: await number(file, 317, 1),
    extraSamples: (await numbers(file, 338)) ?? [],
    colourMap: await numbers(file, 320),
    jpegTables: tables === null ? null : Uint8Array.from(tables),
    hasColourProfile: file.hasTag(34675),
    subfileType: await number(file, 254, 0),
    description: await text(file, 270),
    make: (await text(file, 271)) || null,
    resolution: await resolution(file),
    subDirectories: (await numbers(file, 330)) ?? [],
    block: async (index, options = {}) => {
      const [offset, length] = [await offsets(index), await lengths(index)];
      if (offset === 0 || length === 0) return null;
      return bytes.read(offset, length, options);
    },
  };

  function table(from: ImageFileDirectory, tag: number): (index: number) => Promise<number> {
    return async (index) => {
      const known = from.deferredArrays.get(tag);
      if (known !== undefined && known.length <= smallTable) await from.loadValue(tag);
      const value = Number(await from.loadValueIndexed(tag, index));
      if (Number.isSafeInteger(value)) return value;
      throw brokenSlide(`${bytes.name} does not say where its tile ${index} lies.`);
    };
  }
}

async function numbers(file: ImageFileDirectory, tag: number): Promise<number[] | null> {
  const value: unknown = await file.loadValue(tag);
  if (typeof value === "number" || typeof value === "bigint") return [Number(value)];
  if (value === undefined || value === null || typeof value !== "object") return null;
  return Array.from(value as ArrayLike<number | bigint>, Number);
}

async function number(file: ImageFileDirectory, tag: number, otherwise: number): Promise<number> {
  return (await numbers(file, tag))?.[0] ?? otherwise;
}

async function text(file: ImageFileDirectory, tag: number): Promise<string> {
  const value: unknown = await file.loadValue(tag);
  return typeof value === "string" ? value.replace(/\0+$/, "") : "";
}

async function resolution(file: ImageFileDirectory): Promise<TiffDirectory["resolution"]> {
  const x = await numbers(file, 282);
  const y = (await numbers(file, 283)) ?? x;
  if (x === null || y === null) return null;
  const ratio = ([top = 0, bottom = 0]: readonly number[]) => (bottom === 0 ? 0 : top / bottom);
  return { x: ratio(x), y: ratio(y), unit: await number(file, 296, 2) };
}
