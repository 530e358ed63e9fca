import type { Level0Point, Level0Rect } from "#core/geometry.ts";
import { onScreen } from "#stores/view-geometry.ts";
import type { View } from "#stores/view-store.ts";

type Pixels = readonly [x: number, y: number];

/** Where the canvas stands over the slide: level-0 pixels to device pixels, turned and mirrored. */
export interface Projection {
  /** Device pixels for one level-0 pixel. */
  readonly scale: number;
  /** Device pixels for one CSS pixel. */
  readonly density: number;
  /** Device pixels of the canvas. */
  readonly size: { readonly width: number; readonly height: number };
  /** The point of the slide at `middle`, about which all is reckoned: large slides keep their digits. */
  readonly centre: Level0Point;
  readonly middle: Pixels;
  /** Where on the screen a step to the slide's right and down leads: unit vectors. */
  readonly right: Pixels;
  readonly down: Pixels;
}

export function projectionOf(view: View, density: number): Projection {
  const bare = { ...view, zoom: 1, centre: [0, 0], size: { width: 0, height: 0 } } as const;
  const { width, height } = view.size;
  return {
    scale: view.zoom * density,
    density,
    size: { width: Math.round(width * density), height: Math.round(height * density) },
    centre: view.centre,
    middle: [(width * density) / 2, (height * density) / 2],
    right: onScreen(bare, [1, 0]),
    down: onScreen(bare, [0, 1]),
  };
}

/** Device pixels from the canvas' top left. */
export function toDevice(projection: Projection, [x, y]: Level0Point): Pixels {
  const { scale, centre, middle, right, down } = projection;
  const [across, along] = [(x - centre[0]) * scale, (y - centre[1]) * scale];
  return [
    middle[0] + right[0] * across + down[0] * along,
    middle[1] + right[1] * across + down[1] * along,
  ];
}

/** Whether the slide's axes lie along the screen's: what is drawn can stand on whole pixels. */
export const isUpright = ({ right }: Projection): boolean => right[0] === 0 || right[1] === 0;

/** The corners of a rectangle in device pixels, around it from its own top left. */
export function cornersOf(projection: Projection, rect: Level0Rect): readonly Pixels[] {
  const { x, y, width, height } = rect;
  const corners: readonly Level0Point[] = [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ];
  return corners.map((corner) => toDevice(projection, corner));
}

/** The upright box around what the canvas shows, in level-0 pixels. */
export function boxInView({ scale, size, centre, middle, right, down }: Projection): Level0Rect {
  const across = Math.max(middle[0], size.width - middle[0]) / scale;
  const along = Math.max(middle[1], size.height - middle[1]) / scale;
  const halfWidth = Math.abs(right[0]) * across + Math.abs(right[1]) * along;
  const halfHeight = Math.abs(down[0]) * across + Math.abs(down[1]) * along;
  return {
    x: centre[0] - halfWidth,
    y: centre[1] - halfHeight,
    width: 2 * halfWidth,
    height: 2 * halfHeight,
  };
}

/** Whether any of the upright box around a rectangle is to be seen on the canvas. */
export function isOnCanvas(projection: Projection, rect: Level0Rect): boolean {
  const corners = cornersOf(projection, rect);
  const { width, height } = projection.size;
  return (
    corners.some(([x]) => x < width) &&
    corners.some(([x]) => x > 0) &&
    corners.some(([, y]) => y < height) &&
    corners.some(([, y]) => y > 0)
  );
}
