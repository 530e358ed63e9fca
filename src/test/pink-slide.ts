import { ParaffinError } from "#core/errors.ts";
import type { Level0Rect } from "#core/geometry.ts";
import type { OpenSlide } from "#engine/engine.ts";
import type { SlideDescription } from "#slides/slide-source.ts";
import { describedAs } from "./described-as.ts";

const tileSize = 256;

export interface FakeSlideOptions {
  readonly micronsPerPixel?: number | null;
  readonly width?: number;
  readonly height?: number;
  /** Tiles that cannot be had, as "level/column_row". */
  readonly missing?: readonly string[];
}

/** A slide drawn when asked: pink tissue, a violet disc every 64 level-0 pixels. */
export function fakeSlide(options: FakeSlideOptions = {}): OpenSlide {
  const { width = 2048, height = 1536, micronsPerPixel = 0.5, missing = [] } = options;
  let description: SlideDescription = {
    name: "fake",
    width,
    height,
    micronsPerPixel,
    scaleOrigin: micronsPerPixel === null ? null : "file",
    ...describedAs({ width, height, tileSize }),
    objectivePower: 20,
  };
  return {
    description,
    source: {
      describe: async () => description,
      setMicronsPerPixel: async (given) => {
        description = { ...description, micronsPerPixel: given, scaleOrigin: "person" };
        return description;
      },
      read: async (rect, target) => readPink(rect, (description.micronsPerPixel ?? 1) / target),
      readTile: async (level, column, row) => {
        if (missing.includes(`${level}/${column}_${row}`)) throw missingTile(level, column, row);
        const scale = 2 ** level;
        return drawTile(scale, column, row, Math.ceil(width / scale), Math.ceil(height / scale));
      },
      readPicture: () => Promise.reject(new Error("a fake slide has no pictures")),
      dispose: async () => {},
    },
  };
}

const missingTile = (level: number, column: number, row: number): ParaffinError =>
  new ParaffinError(
    "slide-tile-missing",
    `Tile ${column}, ${row} of level ${level} could not be had.`,
    "Check that the folder is whole.",
  );

function readPink({ width, height }: Level0Rect, factor: number) {
  const [columns, rows] = [Math.round(width * factor), Math.round(height * factor)];
  const data = new Uint8Array(columns * rows * 3);
  for (let i = 0; i < data.length; i += 3) data.set([226, 170, 200], i);
  return { width: columns, height: rows, data };
}

function drawTile(scale: number, column: number, row: number, width: number, height: number) {
  const [left, top] = [column * tileSize, row * tileSize];
  const canvas = new OffscreenCanvas(
    Math.min(tileSize, width - left),
    Math.min(tileSize, height - top),
  );
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("no 2D canvas");
  context.fillStyle = "rgb(226 170 200)";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = "rgb(88 56 156)";
  const step = 64 / scale;
  for (let y = step / 2 - (top % step); y < canvas.height + step && step >= 4; y += step) {
    for (let x = step / 2 - (left % step); x < canvas.width + step; x += step) {
      context.beginPath();
      context.arc(x, y, step / 5, 0, 2 * Math.PI);
      context.fill();
    }
  }
  return canvas.convertToBlob({ type: "image/png" });
}
