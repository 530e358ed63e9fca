import type { StagePlace } from "#stores/display-store.ts";
import { mostScaleBarPixels, scaleBarLength } from "#ui/viewer/scale-bar.ts";

interface Scale {
  /** CSS pixels for one level-0 pixel. */
  readonly zoom: number;
  readonly micronsPerPixel: number;
  readonly place: StagePlace | null;
}

/** CSS pixels of the box around the bar. */
const margin = { outside: 12, across: 10, down: 6 };
const lineHeight = 17;

/** The scale bar of the page, drawn into a picture: dark on light, whatever the theme. */
export function drawScaleBar(
  context: CanvasRenderingContext2D,
  { zoom, micronsPerPixel, place }: Scale,
): void {
  const density = devicePixelRatio;
  const { width, label } = scaleBarLength(zoom, micronsPerPixel, mostScaleBarPixels);
  const size = { width: width + 2 * margin.across, height: lineHeight + 8 + 2 * margin.down };
  const stage = { width: context.canvas.width / density, height: context.canvas.height / density };
  const left = place === null ? margin.outside : place[0] * (stage.width - size.width);
  const top =
    place === null
      ? stage.height - size.height - margin.outside
      : place[1] * (stage.height - size.height);
  context.save();
  context.filter = "none";
  context.scale(density, density);
  context.translate(left, top);
  context.fillStyle = "#fafafa";
  context.fillRect(0, 0, size.width, size.height);
  context.strokeStyle = "#1b1b1f";
  context.lineWidth = 1.5;
  context.beginPath();
  const [from, to] = [margin.across, margin.across + width];
  context.moveTo(from, margin.down);
  context.lineTo(from, margin.down + 6);
  context.lineTo(to, margin.down + 6);
  context.lineTo(to, margin.down);
  context.stroke();
  context.fillStyle = "#1b1b1f";
  context.font = "12px system-ui, sans-serif";
  context.textAlign = "center";
  context.textBaseline = "top";
  context.fillText(label, size.width / 2, margin.down + 10);
  context.restore();
}
