import type { Projection } from "./projection.ts";

/**
 * How cells are drawn: as dots for many, as a dot each, as outlines, as outlines that may be filled.
 */
export type Detail = "density" | "points" | "outlines" | "fills";

/** CSS pixels across a usual cell from which each detail can be read. */
const FROM = { points: 2, outlines: 6, fills: 12 } as const;

export function detailOf(cellPixels: number): Detail {
  if (cellPixels >= FROM.fills) return "fills";
  if (cellPixels >= FROM.outlines) return "outlines";
  return cellPixels >= FROM.points ? "points" : "density";
}

/**
 * The detail of cells so many level-0 pixels across; null where they are not drawn. With
 * `outlinedFrom` (CSS pixels a level-0 pixel) they are outlined from there on, whatever their size.
 */
export function detailFor(
  diameter: number,
  outlinedFrom: number | null,
  { scale, density }: Pick<Projection, "scale" | "density">,
): Detail | null {
  const zoom = scale / density;
  const detail = detailOf(diameter * zoom);
  if (outlinedFrom === null) return detail;
  if (zoom < outlinedFrom) return null;
  return detail === "fills" ? detail : "outlines";
}

/** CSS pixels between the dots of the coarsest detail: near enough to be one picture. */
const DOT_SPACING = 7;

/** The side of the squares that share a dot, as a power of two of level-0 pixels. */
export function densityLevel(zoom: number): number {
  return Math.max(0, Math.ceil(Math.log2(DOT_SPACING / zoom)));
}
