import { type Annotation, colourOf, type Geometry } from "#annotations/annotation.ts";
import { boundsOf, outlineOf, pointsOf } from "#annotations/outline.ts";
import type { Level0Point } from "#core/geometry.ts";
import { onScreen } from "#stores/view-geometry.ts";
import type { View } from "#stores/view-store.ts";

/** What is drawn over the tissue; nothing of it covers a nucleus but thin lines. */
export interface MarkedScene {
  readonly annotations: readonly Annotation[];
  readonly selectedId: string | null;
  readonly isFilled: boolean;
  /** What is being drawn. */
  readonly draft: Geometry | null;
}

/** Device pixels (look: 1.5 at any zoom). */
const line = { usual: 1.5, selected: 3, casing: 2 } as const;
const casing = "rgb(255 255 255 / 0.75)";
/** Eosin: the current selection. */
const selectedColour = "#e0337f";
const draftColour = "#5b35a8";
/** Share of a colour in a filled area. */
const fill = "22"; // 13 %
/** CSS pixels. */
const [dot, handleSide] = [4, 8];
/** A shape of more points is reshaped where it was drawn, not here: its handles would cover it. */
export const mostHandles = 400;

/** Draws into a canvas of the window's size in device pixels. */
export function drawAnnotations(
  context: CanvasRenderingContext2D,
  { annotations, selectedId, isFilled, draft }: MarkedScene,
  view: View,
  density: number,
): void {
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, context.canvas.width, context.canvas.height);
  context.lineJoin = "round";
  const isVisible = ({ geometry }: Annotation) => isOnView(geometry, view, 2 * dot);
  const seen = annotations.filter(isVisible);
  const selected = seen.find(({ id }) => id === selectedId);
  for (const annotation of seen) {
    if (annotation === selected) continue;
    const style = { colour: colourOf(annotation), width: line.usual, isFilled };
    drawGeometry(context, annotation.geometry, style, view, density);
  }
  if (selected !== undefined) {
    const style = { colour: selectedColour, width: line.selected, isFilled };
    drawGeometry(context, selected.geometry, style, view, density);
    if (!selected.isLocked) drawHandles(context, selected.geometry, view, density);
  }
  if (draft !== null) {
    const style = { colour: draftColour, width: line.usual, isFilled: false };
    drawGeometry(context, draft, style, view, density);
  }
}

function isOnView(geometry: Geometry, { bounds, zoom }: View, margin: number): boolean {
  const { x, y, width, height } = boundsOf(geometry);
  const reach = margin / zoom;
  return (
    x - reach < bounds.x + bounds.width &&
    x + width + reach > bounds.x &&
    y - reach < bounds.y + bounds.height &&
    y + height + reach > bounds.y
  );
}

interface Style {
  readonly colour: string;
  readonly width: number;
  readonly isFilled: boolean;
}

function drawGeometry(
  context: CanvasRenderingContext2D,
  geometry: Geometry,
  { colour, width, isFilled }: Style,
  view: View,
  density: number,
): void {
  const { path, corner, isArea } = pathOf(geometry);
  const scale = view.zoom * density;
  placeAt(context, corner, view, density);
  if (isFilled && isArea) {
    context.fillStyle = colour + fill;
    context.fill(path, "evenodd");
  }
  context.strokeStyle = casing;
  context.lineWidth = (width + line.casing) / scale;
  context.stroke(path);
  context.strokeStyle = colour;
  context.lineWidth = width / scale;
  context.stroke(path);
  if (geometry.kind === "point")
    drawDots(context, geometry.points, { colour, width }, view, density);
}

/** Level-0 pixels from a corner nearby, so that large slides keep their precision. */
function placeAt(
  context: CanvasRenderingContext2D,
  corner: Level0Point,
  view: View,
  density: number,
): void {
  const [left, top] = onScreen(view, corner);
  const [rightX, rightY] = onScreen(view, [corner[0] + 1 / view.zoom, corner[1]]);
  const [downX, downY] = onScreen(view, [corner[0], corner[1] + 1 / view.zoom]);
  const scale = view.zoom * density;
  context.setTransform(
    (rightX - left) * scale,
    (rightY - top) * scale,
    (downX - left) * scale,
    (downY - top) * scale,
    left * density,
    top * density,
  );
}

interface PlacedPath {
  readonly path: Path2D;
  /** Level-0 pixels that the path counts from. */
  readonly corner: Level0Point;
  readonly isArea: boolean;
}

const paths = new WeakMap<Geometry, PlacedPath>();

function pathOf(geometry: Geometry): PlacedPath {
  const known = paths.get(geometry);
  if (known !== undefined) return known;
  const { rings, lines } = outlineOf(geometry);
  const { x, y } = boundsOf(geometry);
  const path = new Path2D();
  for (const [index, points] of [...rings, ...lines].entries()) {
    for (const [at, [px, py]] of points.entries()) {
      if (at === 0) path.moveTo(px - x, py - y);
      else path.lineTo(px - x, py - y);
    }
    if (index < rings.length) path.closePath();
  }
  const made = { path, corner: [x, y], isArea: rings.length > 0 } as const;
  paths.set(geometry, made);
  return made;
}

/** Points are as large at any zoom: a ring around the place, which stays to be seen. */
function drawDots(
  context: CanvasRenderingContext2D,
  points: readonly Level0Point[],
  { colour, width }: Pick<Style, "colour" | "width">,
  view: View,
  density: number,
): void {
  context.setTransform(density, 0, 0, density, 0, 0);
  for (const point of points) {
    const [x, y] = onScreen(view, point);
    context.beginPath();
    context.arc(x, y, dot, 0, 2 * Math.PI);
    context.strokeStyle = casing;
    context.lineWidth = (width + line.casing) / density;
    context.stroke();
    context.strokeStyle = colour;
    context.lineWidth = width / density;
    context.stroke();
  }
}

function drawHandles(
  context: CanvasRenderingContext2D,
  geometry: Geometry,
  view: View,
  density: number,
): void {
  const points = pointsOf(geometry);
  if (points.length > mostHandles) return;
  context.setTransform(density, 0, 0, density, 0, 0);
  context.fillStyle = "#ffffff";
  context.strokeStyle = selectedColour;
  context.lineWidth = line.usual / density;
  for (const point of points) {
    const [x, y] = onScreen(view, point);
    const [left, top] = [x - handleSide / 2, y - handleSide / 2];
    context.fillRect(left, top, handleSide, handleSide);
    context.strokeRect(left, top, handleSide, handleSide);
  }
}
