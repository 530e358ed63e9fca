/** A rectangle in level-0 pixels: the full-resolution grid of the slide, origin top left. */
export interface Level0Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A point in level-0 pixels. */
export type Level0Point = readonly [x: number, y: number];
