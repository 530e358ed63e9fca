import { viewAt } from "#stores/view-geometry.ts";
import type { View } from "#stores/view-store.ts";
import { type Drawing, emptyDrawing } from "#ui/overlay/drawing.ts";
import type { Overlay } from "#ui/overlay/overlay.ts";
import { projectionOf } from "#ui/overlay/projection.ts";

/** CSS and device pixels of the square canvas that overlays are tested on. */
const side = 600;

/** Classes 0 to 3 in red, green, blue and hidden. */
const palette = new Uint8Array(1024);
palette.set([255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 255, 255, 255, 0]);

export const squareView = (
  zoom: number,
  centre: readonly [x: number, y: number],
  rotation = 0,
  isFlipped = false,
): View => viewAt({ zoom, centre, size: { width: side, height: side }, rotation, isFlipped });

/** What an overlay painted, pixel by pixel. */
export interface Painted {
  at(x: number, y: number): readonly number[];
  /** Opacity along a row, summed: the width of what it crosses. */
  ink(y: number, from: number, to: number): number;
  /** Opacity of all, 0..1. */
  mean(): number;
}

/** Paints and copies at once: the browser clears what it has shown. */
export function painted(
  { overlay, canvas }: { readonly overlay: Overlay; readonly canvas: HTMLCanvasElement },
  drawing: Partial<Drawing>,
  view: View,
): Painted {
  overlay.paint({ ...emptyDrawing, palette, ...drawing }, projectionOf(view, 1));
  const copy = Object.assign(document.createElement("canvas"), { width: side, height: side });
  const context = copy.getContext("2d", { willReadFrequently: true });
  if (context === null) throw new Error("no 2D canvas");
  context.drawImage(canvas, 0, 0);
  const { data } = context.getImageData(0, 0, side, side);
  return {
    at: (x, y) => [...data.subarray(4 * (y * side + x), 4 * (y * side + x) + 4)],
    ink: (y, from, to) => {
      let ink = 0;
      for (let x = from; x < to; x += 1) ink += (data[4 * (y * side + x) + 3] ?? 0) / 255;
      return ink;
    },
    mean: () => {
      let ink = 0;
      for (let at = 3; at < data.length; at += 4) ink += (data[at] ?? 0) / 255;
      return ink / side ** 2;
    },
  };
}
