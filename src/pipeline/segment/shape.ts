import type { LabelMap } from "./flood.ts";
import { at } from "./levels.ts";
import { PATCH } from "./rules.ts";

/** Size and second moments of one cell, in pixels; the box ends before x1 and y1. */
export interface CellShape {
  area: number;
  first: number;
  x0: number;
  y0: number;
  x1: number;
  y1: number;
  centreX: number;
  centreY: number;
  varianceX: number;
  varianceY: number;
  covariance: number;
}

function emptyShape(first: number): CellShape {
  return {
    area: 0,
    first,
    x0: PATCH,
    y0: PATCH,
    x1: 0,
    y1: 0,
    centreX: 0,
    centreY: 0,
    varianceX: 0,
    varianceY: 0,
    covariance: 0,
  };
}

function addPixel(shape: CellShape, x: number, y: number) {
  const px = x + 0.5;
  const py = y + 0.5;
  shape.area++;
  shape.x0 = Math.min(shape.x0, x);
  shape.y0 = Math.min(shape.y0, y);
  shape.x1 = Math.max(shape.x1, x + 1);
  shape.y1 = Math.max(shape.y1, y + 1);
  shape.centreX += px;
  shape.centreY += py;
  shape.varianceX += px * px;
  shape.varianceY += py * py;
  shape.covariance += px * py;
}

/** Turns sums into means; each pixel counts as a unit square, hence 1/12. */
function finishMoments(shape: CellShape) {
  const { area } = shape;
  shape.centreX /= area;
  shape.centreY /= area;
  shape.varianceX = shape.varianceX / area - shape.centreX ** 2 + 1 / 12;
  shape.varianceY = shape.varianceY / area - shape.centreY ** 2 + 1 / 12;
  shape.covariance = shape.covariance / area - shape.centreX * shape.centreY;
}

/** The shape of each cell of a label map; cell k is at index k - 1. */
export function shapesOf({ labels }: LabelMap): CellShape[] {
  const shapes: CellShape[] = [];
  for (let i = 0; i < labels.length; i++) {
    const label = at(labels, i);
    if (label === 0) continue;
    const shape = shapes[label - 1] ?? emptyShape(i);
    shapes[label - 1] = shape;
    addPixel(shape, i % PATCH, Math.floor(i / PATCH));
  }
  for (const shape of shapes) finishMoments(shape);
  return shapes;
}
