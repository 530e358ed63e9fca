import type { Level0Point } from "#core/geometry.ts";
import type { Geometry } from "./annotation.ts";
import { boxBetween, roundedPoint } from "./edit.ts";
import { soundRing } from "./untangle.ts";

/** What can be drawn. */
export const DRAWING_TOOLS = [
  "point",
  "line",
  "rectangle",
  "ellipse",
  "polygon",
  "freehand",
] as const;
export type DrawingTool = (typeof DRAWING_TOOLS)[number];

/** What is being drawn: the points set so far and where the pointer is. */
export interface Draft {
  readonly tool: DrawingTool;
  readonly points: readonly Level0Point[];
  readonly pointer: Level0Point;
}

/** What a press, a move or a release does: the draft goes on, or it is done, with a shape or none. */
export type DraftStep =
  | { readonly kind: "drawing"; readonly draft: Draft }
  | { readonly kind: "done"; readonly geometry: Geometry | null };

const drawing = (draft: Draft): DraftStep => ({ kind: "drawing", draft });
const done = (geometry: Geometry | null): DraftStep => ({ kind: "done", geometry });

/**
 * The pointer goes down. A box or line that waits for its other end gets it; a polygon gets a corner,
 * or is done where the press is within `reach` level-0 pixels of its first or last one.
 */
export function pressed(
  draft: Draft | null,
  tool: DrawingTool,
  place: Level0Point,
  reach: number,
): DraftStep {
  if (tool === "point") return done({ kind: "point", points: [roundedPoint(place)] });
  if (draft === null) return drawing({ tool, points: [place], pointer: place });
  if (tool !== "polygon") return done(shapeOf({ ...draft, pointer: place }));
  const ends = [draft.points[0], draft.points.at(-1)];
  if (ends.some((end) => end !== undefined && distance(end, place) <= reach)) {
    return draft.points.length < 3 ? drawing(draft) : finished(draft);
  }
  return drawing({ ...draft, points: [...draft.points, place], pointer: place });
}

/** The pointer moves; freehand leaves a point every `reach` level-0 pixels while it is down. */
export function moved(draft: Draft, place: Level0Point, reach: number): Draft {
  const last = draft.points.at(-1);
  const isFar = last === undefined || distance(last, place) >= reach;
  const points = draft.tool === "freehand" && isFar ? [...draft.points, place] : draft.points;
  return { ...draft, points, pointer: place };
}

/** The pointer goes up: ends what was dragged; what was only clicked waits for its other end. */
export function released(draft: Draft, place: Level0Point, reach: number): DraftStep {
  if (draft.tool === "polygon") return drawing(draft);
  if (draft.tool === "freehand") return finished(draft);
  const [first] = draft.points;
  if (first === undefined || distance(first, place) <= reach) return drawing(draft);
  return done(shapeOf({ ...draft, pointer: place }));
}

/** Ends a polygon or freehand outline with the points it has. */
export function finished({ tool, points }: Draft): DraftStep {
  if (tool !== "polygon" && tool !== "freehand") return done(null);
  const sound = soundRing(points);
  return done(sound === null ? null : { kind: "polygon", polygons: [[sound.ring]] });
}

/** Without its last corner; null where none is left. */
export function withoutLastPoint(draft: Draft): Draft | null {
  const points = draft.points.slice(0, -1);
  return points.length === 0 ? null : { ...draft, points };
}

/** What a line or box is between its first point and the pointer; null without a length or area. */
function shapeOf({ tool, points: [first], pointer }: Draft): Geometry | null {
  if (first === undefined) return null;
  if (tool === "line") {
    const isLong = distance(first, pointer) > 0;
    return isLong ? { kind: "line", lines: [[roundedPoint(first), roundedPoint(pointer)]] } : null;
  }
  const rect = boxBetween(first, pointer);
  if ((tool !== "rectangle" && tool !== "ellipse") || rect.width * rect.height === 0) return null;
  return { kind: tool, rect };
}

/** What is drawn so far, to be shown and measured; an outline is not closed before it is done. */
export function draftShape(draft: Draft): Geometry {
  const { tool, points, pointer } = draft;
  if (tool === "rectangle" || tool === "ellipse") {
    return { kind: tool, rect: boxBetween(points[0] ?? pointer, pointer) };
  }
  return { kind: "line", lines: [[...points, pointer]] };
}

const distance = (a: Level0Point, b: Level0Point): number => Math.hypot(a[0] - b[0], a[1] - b[1]);
