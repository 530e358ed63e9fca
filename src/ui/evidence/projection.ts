import type { Level0Rect } from "#core/geometry.ts";

/** Where the canvas stands over the slide. */
export interface Projection {
  /** Device pixels for one level-0 pixel. */
  readonly scale: number;
  /** Level-0 pixels at the canvas' top left. */
  readonly left: number;
  readonly top: number;
  /** Device pixels for one CSS pixel. */
  readonly density: number;
}

/** Whether any of a rectangle is to be seen on a canvas of so many device pixels. */
export function isOnCanvas(
  { width, height }: { readonly width: number; readonly height: number },
  rect: Level0Rect,
  { scale, left, top }: Projection,
): boolean {
  const [x, y] = [(rect.x - left) * scale, (rect.y - top) * scale];
  return x < width && y < height && x + rect.width * scale > 0 && y + rect.height * scale > 0;
}
