import { type Annotation, labelOf } from "./annotation.ts";
import { measuresOf } from "./measure.ts";
import { boundsOf } from "./outline.ts";

const head = [
  ...["id", "name", "class", "kind", "x_px", "y_px", "width_px", "height_px"],
  ...["length_um", "area_um2", "perimeter_um", "note"],
];

/**
 * Annotations as a table (RFC 4180, one row each): the box in level-0 pixels, then what it measures;
 * what it has no measure of, and all where the slide has no scale, is empty.
 */
export function measuresCsv(
  annotations: readonly Annotation[],
  micronsPerPixel: number | null,
): string {
  const rows = annotations.map((annotation, index) => {
    const { id, geometry, classification, note } = annotation;
    const { x, y, width, height } = boundsOf(geometry);
    const measures = measuresOf(geometry, micronsPerPixel);
    return [
      ...[id, labelOf(annotation, index), classification?.name ?? "", geometry.kind],
      ...[x, y, width, height].map(written),
      ...[measures.lengthMicrons, measures.squareMicrons, measures.perimeterMicrons].map(written),
      note,
    ];
  });
  return [head, ...rows].map((row) => `${row.map(quoted).join(",")}\r\n`).join("");
}

const written = (value: number | null): string =>
  value === null ? "" : String(Number(value.toFixed(2)));

/** What a spreadsheet would take for a formula is told to be text. */
function quoted(value: string): string {
  const text = /^[=+@\t\r]|^-(?!\d)/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
