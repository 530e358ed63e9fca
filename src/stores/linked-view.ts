import type { Level0Point } from "#core/geometry.ts";
import type { SlideDescription } from "#slides/slide-source.ts";
import { type Standpoint, wholeTurn } from "./standpoint.ts";
import { turned } from "./view-geometry.ts";

/** What of a slide decides where and how large it is shown. */
export type SlideGeometry = Pick<SlideDescription, "width" | "height" | "micronsPerPixel">;

/** Two slides in the order they are mapped: from the one that leads to the one that follows. */
export interface SlidePair {
  readonly from: SlideGeometry;
  readonly to: SlideGeometry;
}

/** How one slide lies to another: which points lie on each other, and how the second is turned. */
export interface ViewLink {
  /** Level-0 points of the two slides that are the same place of the tissue. */
  readonly fromPoint: Level0Point;
  readonly toPoint: Level0Point;
  /** The second is seen mirrored to the first. */
  readonly isMirrored: boolean;
  /** Degrees: the second's rotation less the first's; mirrored, where turns run against each other, their sum. */
  readonly turn: number;
  /** CSS pixels of the second for one of the first, of the same length; 1 where both scales are known. */
  readonly enlargement: number;
}

/** Whether both say how large they are; if not, a pixel of one counts as a pixel of the other. */
export const areComparable = ({ from, to }: SlidePair): boolean =>
  from.micronsPerPixel !== null && to.micronsPerPixel !== null;

/** The middle of one slide on the middle of the other, at the same scale: where aligning begins. */
export function linkOfMiddles({ from, to }: SlidePair): ViewLink {
  const middleOf = ({ width, height }: SlideGeometry): Level0Point => [width / 2, height / 2];
  return {
    fromPoint: middleOf(from),
    toPoint: middleOf(to),
    isMirrored: false,
    turn: 0,
    enlargement: 1,
  };
}

/** The two as they stand now; their sizes too where nobody knows how large they are. */
export function linkBetween(from: Standpoint, to: Standpoint, pair: SlidePair): ViewLink {
  const isMirrored = from.isFlipped !== to.isFlipped;
  return {
    fromPoint: from.centre,
    toPoint: to.centre,
    isMirrored,
    turn: wholeTurn(isMirrored ? to.rotation + from.rotation : to.rotation - from.rotation),
    enlargement: areComparable(pair) ? 1 : to.zoom / from.zoom,
  };
}

/** The same link, seen from the other slide. */
export function turnedAround(link: ViewLink): ViewLink {
  return {
    fromPoint: link.toPoint,
    toPoint: link.fromPoint,
    isMirrored: link.isMirrored,
    turn: link.isMirrored ? link.turn : wholeTurn(-link.turn),
    enlargement: 1 / link.enlargement,
  };
}

/** From where the second slide shows what the first shows from `view`: each length as long, each way the same. */
export function linkedView(view: Standpoint, pair: SlidePair, link: ViewLink): Standpoint {
  const { fromPoint, toPoint, isMirrored, turn, enlargement } = link;
  const [x, y] = view.centre;
  // A view is mirrored after it is turned, so that in a mirrored slide turns run the other way.
  const [right, down] = turned(x - fromPoint[0], y - fromPoint[1], isMirrored ? turn : -turn);
  const size = pixelsFor(pair) / enlargement;
  return {
    centre: [toPoint[0] + (isMirrored ? -right : right) * size, toPoint[1] + down * size],
    zoom: view.zoom / size,
    rotation: wholeTurn(isMirrored ? turn - view.rotation : view.rotation + turn),
    isFlipped: view.isFlipped !== isMirrored,
  };
}

/** Level-0 pixels of the second slide that are as long as one of the first. */
function pixelsFor({ from, to }: SlidePair): number {
  if (from.micronsPerPixel === null || to.micronsPerPixel === null) return 1;
  return from.micronsPerPixel / to.micronsPerPixel;
}
