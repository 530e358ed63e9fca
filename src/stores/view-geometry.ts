import type { Level0Point, Level0Rect } from "#core/geometry.ts";
import type { View } from "./view-store.ts";

/** A view with the box of what it shows. */
export function viewAt(view: Omit<View, "bounds">): View {
  return { ...view, bounds: boxOf(view) };
}

/** CSS pixels from the window's top left -> level-0 pixels. */
export function onSlide(view: Omit<View, "bounds">, x: number, y: number): Level0Point {
  const { zoom, centre, size, isFlipped } = view;
  const across = (x - size.width / 2) * (isFlipped ? -1 : 1);
  const [right, down] = turned(across / zoom, (y - size.height / 2) / zoom, -view.rotation);
  return [centre[0] + right, centre[1] + down];
}

/** Level-0 pixels -> CSS pixels from the window's top left. */
export function onScreen(
  { zoom, centre, size, rotation, isFlipped }: View,
  [x, y]: Level0Point,
): readonly [x: number, y: number] {
  const [right, down] = turned((x - centre[0]) * zoom, (y - centre[1]) * zoom, rotation);
  return [size.width / 2 + (isFlipped ? -right : right), size.height / 2 + down];
}

function boxOf(view: Omit<View, "bounds">): Level0Rect {
  const { zoom, centre, size, rotation } = view;
  const turn = turnOf(rotation);
  const [cos, sin] = [Math.abs(turn.cos), Math.abs(turn.sin)];
  const width = (size.width * cos + size.height * sin) / zoom;
  const height = (size.width * sin + size.height * cos) / zoom;
  return { x: centre[0] - width / 2, y: centre[1] - height / 2, width, height };
}

/** A vector turned clockwise (y goes down). */
export function turned(x: number, y: number, degrees: number): [x: number, y: number] {
  const { cos, sin } = turnOf(degrees);
  return [x * cos - y * sin, x * sin + y * cos];
}

/** Exact at quarter turns, where a cosine of 6e-17 would show in every printed number. */
function turnOf(degrees: number): { readonly cos: number; readonly sin: number } {
  const quarter = (((degrees / 90) % 4) + 4) % 4;
  if (Number.isInteger(quarter)) {
    return { cos: [1, 0, -1, 0][quarter] ?? 1, sin: [0, 1, 0, -1][quarter] ?? 0 };
  }
  const radians = (degrees * Math.PI) / 180;
  return { cos: Math.cos(radians), sin: Math.sin(radians) };
}
