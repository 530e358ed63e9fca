import sharp from "sharp";

/** A file whose bytes are made when they are read: as large as a scan, without the disk. */
export interface VirtualFile {
  readonly size: number;
  read(offset: number, length: number): Uint8Array<ArrayBuffer>;
}

const tileSize = 256;
/** Every tile has a place of its own of this many bytes, about what a scanner's tile has. */
const slotBytes = 16 * 1024;
const SHORT = 3;
const LONG = 4;
const RATIONAL = 5;
const LONG8 = 16;

interface Level {
  readonly side: number;
  readonly across: number;
  /** Index of its first tile among all. */
  readonly first: number;
}

/**
 * A pyramidal BigTIFF of `side` x `side` pixels at 0.25 um/px, levels a fourth of each other, JPEG
 * tiles whose colour tells their place.
 */
export async function virtualTiff(side: number): Promise<VirtualFile> {
  const levels = levelsOf(side);
  const tiles = levels.reduce((sum, { across }) => sum + across ** 2, 0);
  const jpegs = await Promise.all(Array.from({ length: 8 }, (_, shade) => tileOf(shade)));
  const header = headerOf(levels);
  const size = header.length + tiles * slotBytes;
  return { size, read: (offset, length) => readFrom(header, jpegs, offset, length) };
}

function levelsOf(side: number): Level[] {
  const levels: Level[] = [];
  let first = 0;
  for (let width = side; ; width = Math.ceil(width / 4)) {
    const across = Math.ceil(width / tileSize);
    levels.push({ side: width, across, first });
    first += across ** 2;
    if (width <= 2 * tileSize) return levels;
  }
}

/** Violet discs on pink, lighter or darker by the shade. */
async function tileOf(shade: number): Promise<Uint8Array> {
  const centre = 40 + shade * 24;
  const svg = `<svg width="256" height="256"><rect width="256" height="256" fill="rgb(226 ${150 + shade * 10} 200)"/><circle cx="${centre}" cy="${centre}" r="30" fill="rgb(88 56 156)"/></svg>`;
  return sharp(Buffer.from(svg)).removeAlpha().jpeg({ quality: 85 }).toBuffer();
}

type Field = readonly [tag: number, type: number, count: number, value: number];

function fieldsOf({ side, across }: Level, table: number): readonly Field[] {
  const count = across ** 2;
  const perCentimetre = 40_000 + 2 ** 32; // the fraction 40000/1, low half first
  return [
    [256, LONG, 1, side],
    [257, LONG, 1, side],
    [258, SHORT, 3, 0x0008_0008_0008],
    [259, SHORT, 1, 7],
    [262, SHORT, 1, 6],
    [277, SHORT, 1, 3],
    [282, RATIONAL, 1, perCentimetre],
    [283, RATIONAL, 1, perCentimetre],
    [296, SHORT, 1, 3],
    [322, SHORT, 1, tileSize],
    [323, SHORT, 1, tileSize],
    [324, LONG8, count, table],
    [325, LONG8, count, table + count * 8],
  ];
}

const directoryBytes = 8 + 13 * 20 + 8;

/** BigTIFF header and directories, with the tables of tiles behind them. */
function headerOf(levels: readonly Level[]): Uint8Array {
  let table = 16 + levels.length * directoryBytes;
  const total = table + levels.reduce((sum, { across }) => sum + across ** 2 * 16, 0);
  const view = new DataView(new ArrayBuffer(total));
  const long = (at: number, value: number) => view.setBigUint64(at, BigInt(value), true);
  long(0, 0x4949 + 43 * 2 ** 16 + 8 * 2 ** 32);
  long(8, 16);
  for (const [at, level] of levels.entries()) {
    const start = 16 + at * directoryBytes;
    const count = level.across ** 2;
    const fields = fieldsOf(level, table);
    long(start, fields.length);
    for (const [index, [tag, type, values, value]] of fields.entries()) {
      const field = start + 8 + index * 20;
      view.setUint16(field, tag, true);
      view.setUint16(field + 2, type, true);
      long(field + 4, values);
      long(field + 12, count === 1 && type === LONG8 ? tableValue(tag, total, level) : value);
    }
    long(start + directoryBytes - 8, at === levels.length - 1 ? 0 : start + directoryBytes);
    for (let tile = 0; tile < count; tile += 1) {
      long(table + tile * 8, total + (level.first + tile) * slotBytes);
      long(table + (count + tile) * 8, slotBytes);
    }
    table += count * 16;
  }
  return new Uint8Array(view.buffer);
}

/** A table of one value stands in the field itself. */
function tableValue(tag: number, total: number, { first }: Level): number {
  return tag === 324 ? total + first * slotBytes : slotBytes;
}

function readFrom(
  header: Uint8Array,
  jpegs: readonly Uint8Array[],
  offset: number,
  length: number,
): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  if (offset < header.length) bytes.set(header.subarray(offset, offset + length));
  const first = Math.max(0, Math.floor((offset - header.length) / slotBytes));
  for (let slot = first; header.length + slot * slotBytes < offset + length; slot += 1) {
    const jpeg = jpegs[slot % jpegs.length] ?? new Uint8Array();
    const at = header.length + slot * slotBytes - offset;
    const from = Math.max(0, -at);
    if (from < jpeg.length)
      bytes.set(jpeg.subarray(from, from + Math.max(0, length - at - from)), at + from);
  }
  return bytes;
}
