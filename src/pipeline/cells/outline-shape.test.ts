import { describe, expect, test } from "vitest";
import { circularityOf, eccentricityOf, outlineShape } from "./outline-shape.ts";

/** Corners on an ellipse of half axes a and b, turned by an angle, around a place on the slide. */
function ellipse(a: number, b: number, angle: number, corners = 2000): number[] {
  return Array.from({ length: corners }, (_, corner) => {
    const turn = (2 * Math.PI * corner) / corners;
    const [x, y] = [a * Math.cos(turn), b * Math.sin(turn)];
    return [
      90_000 + x * Math.cos(angle) - y * Math.sin(angle),
      70_000 + x * Math.sin(angle) + y * Math.cos(angle),
    ];
  }).flat();
}

/** The same outline, followed the other way round. */
function turned(outline: readonly number[]): number[] {
  const points = outline.flatMap((x, at) => (at % 2 === 0 ? [[x, outline[at + 1] ?? 0]] : []));
  return points.toReversed().flat();
}

const square = [10, 20, 16, 20, 16, 26, 10, 26];

describe("the outline of", () => {
  test("a circle has two axes of its diameter, no eccentricity, circularity 1", () => {
    const shape = outlineShape(ellipse(12, 12, 0));
    expect(shape.area).toBeCloseTo(Math.PI * 144, 2);
    expect(shape.perimeter).toBeCloseTo(2 * Math.PI * 12, 3);
    expect([shape.major, shape.minor].map((axis) => axis.toFixed(3))).toEqual(["24.000", "24.000"]);
    expect(circularityOf(shape)).toBeCloseTo(1, 5);
    expect(eccentricityOf(shape)).toBeCloseTo(0, 2);
  });

  test.each([0, 0.3, Math.PI / 2, 2.5])("an ellipse turned by %f has its own axes", (angle) => {
    const shape = outlineShape(ellipse(20, 12, angle));
    expect(shape.area).toBeCloseTo(Math.PI * 240, 2);
    expect(shape.major).toBeCloseTo(40, 3);
    expect(shape.minor).toBeCloseTo(24, 3);
    expect(eccentricityOf(shape)).toBeCloseTo(0.8, 5);
  });

  test("a square of side s has axes of 2 s / sqrt 3 and circularity pi / 4", () => {
    const shape = outlineShape(square);
    expect([shape.area, shape.perimeter]).toEqual([36, 24]);
    expect(shape.major).toBeCloseTo(12 / Math.sqrt(3), 10);
    expect(shape.minor).toBeCloseTo(12 / Math.sqrt(3), 10);
    expect(circularityOf(shape)).toBeCloseTo(Math.PI / 4, 10);
    expect(eccentricityOf(shape)).toBeCloseTo(0, 6);
  });

  test("anything measures the same whichever way it is followed", () => {
    expect(outlineShape(turned(square))).toEqual(outlineShape(square));
  });

  test("a line has no area, no axes and no eccentricity", () => {
    const shape = outlineShape([0, 0, 10, 0]);
    expect(shape).toEqual({ area: 0, perimeter: 20, major: 0, minor: 0 });
    expect(eccentricityOf(shape)).toBeNaN();
    expect(circularityOf(outlineShape([]))).toBeNaN();
  });
});
