import type { Level0Rect } from "#core/geometry.ts";
import type { PixelBounds } from "./level-grid.ts";
import { resampleBand, type Taps, tapsOver, touched } from "./resample.ts";
import type { RgbImage } from "./slide-source.ts";

/** About as many stored rows are held at a time, so that a large read never holds its whole source. */
const rowsHeld = 1024;
/** Largest read: four regions of 4096x4096. */
const largestReadPixels = 2 ** 26;

/** Stored pixels of one scale; `downsample` is level-0 pixels on one side of one of them. */
export interface StoredLevel {
  readonly downsample: number;
  /** The pixels inside `bounds`, white where the level ends. */
  assemble(bounds: PixelBounds): Promise<RgbImage>;
}

/**
 * `rect` (level-0 pixels) at a downsample, from the stored pixels of `level`: averaged where they
 * are finer. A RangeError where the caller asked for nothing or too much.
 */
export async function readRect(
  rect: Level0Rect,
  downsample: number,
  level: StoredLevel,
): Promise<RgbImage> {
  const { width, height } = outputSize(rect, downsample);
  const down = level.downsample;
  const columns = tapsOver(rect.x / down, rect.width / down / width, width);
  const rows = tapsOver(rect.y / down, rect.height / down / height, height);
  return { width, height, data: await resample(columns, rows, level) };
}

async function resample(columns: Taps, rows: Taps, level: StoredLevel): Promise<Uint8Array> {
  const data = new Uint8Array(columns.length * rows.length * 3);
  const across = touched(columns);
  const bandRows = Math.ceil(rowsHeld / rows.reach);
  for (let from = 0; from < rows.length; from += bandRows) {
    const to = Math.min(from + bandRows, rows.length);
    const down = touched(rows, from, to);
    const bounds = { x0: across.start, x1: across.end, y0: down.start, y1: down.end };
    const input = await level.assemble(bounds);
    resampleBand(columns, rows, { input, left: bounds.x0, top: bounds.y0, from, to }, data);
  }
  return data;
}

function outputSize(rect: Level0Rect, downsample: number): { width: number; height: number } {
  const width = Math.max(1, Math.round(rect.width / downsample));
  const height = Math.max(1, Math.round(rect.height / downsample));
  const isPlaced = Number.isFinite(rect.x) && Number.isFinite(rect.y) && downsample > 0;
  if (isPlaced && rect.width > 0 && rect.height > 0 && width * height <= largestReadPixels) {
    return { width, height };
  }
  throw new RangeError(`cannot read ${JSON.stringify(rect)} at a downsample of ${downsample}`);
}
