import type { LeftOutReason } from "#pipeline/quality/left-out.ts";

/**
 * How each reason is hatched, on the tissue and in the legend: dark lines with a light edge, so
 * that they show on pale tissue and on ink, less than 15 % of it in all. Neutral, for violet, pink
 * and the cells' colours mean something else; told apart by direction, not by colour. CSS pixels.
 */
export const HATCH = {
  spacing: 12,
  strokes: [
    { rgb: [255, 255, 255], opacity: 0.3, width: 2.5 },
    { rgb: [24, 24, 28], opacity: 0.75, width: 0.75 },
  ],
} as const;

/** A stroke's colour as style sheets write it. */
export const strokeColour = ({ rgb, opacity }: (typeof HATCH.strokes)[number]): string =>
  `rgb(${rgb.join(" ")} / ${opacity})`;

type Point = readonly [x: number, y: number];

/** Lines of a tile of `HATCH.spacing` pixels, which repeats. */
export const HATCH_LINES: Readonly<Record<LeftOutReason, readonly (readonly [Point, Point])[]>> = {
  pen: diagonal(([x, y]) => [x, HATCH.spacing - y]),
  fold: diagonal((point) => point),
  blurred: [
    [
      [0, HATCH.spacing / 2 - 0.5],
      [HATCH.spacing, HATCH.spacing / 2 - 0.5],
    ],
  ],
};

/** A falling diagonal and the corners of its neighbours, turned as asked. */
function diagonal(turned: (point: Point) => Point): readonly (readonly [Point, Point])[] {
  const { spacing } = HATCH;
  return [-spacing, 0, spacing].map((along) => [
    turned([along - 1, -1]),
    turned([along + spacing + 1, spacing + 1]),
  ]);
}
