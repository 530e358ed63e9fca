import {
  LEFT_OUT_REASONS,
  type LeftOutPatch,
  type LeftOutReason,
} from "#pipeline/quality/left-out.ts";
import { HATCH, HATCH_LINES, strokeColour } from "#ui/overlay/hatch.ts";
import {
  cornersOf,
  isOnCanvas,
  isUpright,
  type Projection,
  toDevice,
} from "#ui/overlay/projection.ts";

/** Hatches the patches that are not analysed; the hatch stays on the tissue while it moves. */
export function drawLeftOut(
  context: CanvasRenderingContext2D,
  patches: readonly LeftOutPatch[],
  projection: Projection,
): void {
  const visible = patches.filter(({ place }) => isOnCanvas(projection, place.rect));
  context.setTransform(1, 0, 0, 1, 0, 0);
  for (const reason of LEFT_OUT_REASONS) {
    const own = visible.filter((patch) => patch.reason === reason);
    if (own.length === 0) continue;
    const tile = tileOf(reason, projection.density);
    const pattern = context.createPattern(tile, "repeat");
    if (pattern === null) continue;
    const [x, y] = toDevice(projection, [0, 0]);
    pattern.setTransform(new DOMMatrix().translate(x % tile.width, y % tile.height));
    context.fillStyle = pattern;
    for (const { place } of own) {
      context.beginPath();
      for (const corner of cornersOf(projection, place.rect)) {
        const [left = 0, top = 0] = isUpright(projection) ? corner.map(Math.round) : corner;
        context.lineTo(left, top);
      }
      context.fill();
    }
  }
}

const tiles = new Map<string, HTMLCanvasElement>();

/** One tile of a reason's hatch; there are as many as reasons and screens. */
function tileOf(reason: LeftOutReason, density: number): HTMLCanvasElement {
  const name = `${reason} ${density}`;
  const known = tiles.get(name);
  if (known !== undefined) return known;
  const side = Math.round(HATCH.spacing * density);
  const tile = Object.assign(document.createElement("canvas"), { width: side, height: side });
  const context = tile.getContext("2d");
  context?.scale(side / HATCH.spacing, side / HATCH.spacing);
  for (const stroke of HATCH.strokes) {
    if (context === null) break;
    context.strokeStyle = strokeColour(stroke);
    context.lineWidth = stroke.width;
    context.beginPath();
    for (const [from, to] of HATCH_LINES[reason]) {
      context.moveTo(...from);
      context.lineTo(...to);
    }
    context.stroke();
  }
  tiles.set(name, tile);
  return tile;
}
