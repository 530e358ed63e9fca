import {
  LEFT_OUT_REASONS,
  type LeftOutPatch,
  type LeftOutReason,
} from "#pipeline/quality/left-out.ts";
import { HATCH, HATCH_LINES } from "./hatch.ts";
import { isOnCanvas, type Projection } from "./projection.ts";

/** Hatches the patches that are not analysed; the hatch stays on the tissue while it moves. */
export function drawLeftOut(
  context: CanvasRenderingContext2D,
  patches: readonly LeftOutPatch[],
  projection: Projection,
): void {
  const { scale, left, top, density } = projection;
  const visible = patches.filter(({ place }) => isOnCanvas(context.canvas, place.rect, projection));
  context.setTransform(1, 0, 0, 1, 0, 0);
  for (const reason of LEFT_OUT_REASONS) {
    const own = visible.filter((patch) => patch.reason === reason);
    if (own.length === 0) continue;
    const tile = tileOf(reason, density);
    const pattern = context.createPattern(tile, "repeat");
    if (pattern === null) continue;
    const [across, down] = [(left * scale) % tile.width, (top * scale) % tile.height];
    pattern.setTransform(new DOMMatrix().translate(-across, -down));
    context.fillStyle = pattern;
    for (const { place } of own) {
      const [x, y] = [(place.rect.x - left) * scale, (place.rect.y - top) * scale];
      const [right, bottom] = [x + place.rect.width * scale, y + place.rect.height * scale];
      const [fromX, fromY] = [Math.round(x), Math.round(y)];
      context.fillRect(fromX, fromY, Math.round(right) - fromX, Math.round(bottom) - fromY);
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
  for (const { colour, width } of HATCH.strokes) {
    if (context === null) break;
    context.strokeStyle = colour;
    context.lineWidth = width;
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
