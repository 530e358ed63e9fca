import { describe, expect, test } from "vitest";
import type { Geometry } from "./annotation.ts";
import { boxBetween, movedBy, withPointAt } from "./edit.ts";
import { annotationAround, lineAt, pointAt } from "./hit.ts";
import { areaOf, boundsOf, outlineOf, pointsOf } from "./outline.ts";

const rectangle: Geometry = { kind: "rectangle", rect: { x: 10, y: 20, width: 30, height: 40 } };
const line: Geometry = {
  kind: "line",
  lines: [
    [
      [0, 0],
      [100, 0],
    ],
  ],
};
const polygon: Geometry = {
  kind: "polygon",
  polygons: [
    [
      [
        [0, 0],
        [100, 0],
        [100, 100],
        [0, 100],
      ],
      [
        [40, 40],
        [60, 40],
        [60, 60],
        [40, 60],
      ],
    ],
  ],
};
const annotation = (id: string, geometry: Geometry) =>
  ({ id, geometry, name: "", classification: null, note: "", isLocked: false }) as const;

describe("editing", () => {
  test("a geometry is moved whole, to a hundredth of a pixel", () => {
    expect(movedBy(rectangle, [1.004, -2])).toEqual({
      kind: "rectangle",
      rect: { x: 11, y: 18, width: 30, height: 40 },
    });
    expect(boundsOf(movedBy(polygon, [5, 6]))).toEqual({ x: 5, y: 6, width: 100, height: 100 });
  });

  test("a corner of a box moves against the corner across, past it too", () => {
    const moved = withPointAt(rectangle, 0, [100, 100]);
    expect(moved).toEqual({ kind: "rectangle", rect: { x: 40, y: 60, width: 60, height: 40 } });
  });

  test("one point of a polygon moves, in a hole too", () => {
    const moved = withPointAt(polygon, 4, [45, 45]);
    expect(pointsOf(moved)[4]).toEqual([45, 45]);
    expect(pointsOf(moved).toSpliced(4, 1)).toEqual(pointsOf(polygon).toSpliced(4, 1));
  });

  test("a box may be drawn from any corner", () => {
    expect(boxBetween([9, 9], [1, 2])).toEqual({ x: 1, y: 2, width: 8, height: 7 });
  });
});

describe("what is at a place", () => {
  const all = [
    annotation("polygon", polygon),
    annotation("line", line),
    annotation("box", rectangle),
  ];

  test("a line within reach, the topmost first", () => {
    expect(lineAt(all, [50, 3], 5)?.id).toBe("line");
    expect(lineAt(all, [50, -6], 5)).toBeNull();
    expect(lineAt(all, [102, 50], 5)?.id).toBe("polygon");
  });

  test("the smallest area around it, but not in a hole", () => {
    expect(annotationAround(all, [20, 30])?.id).toBe("box");
    expect(annotationAround(all, [80, 80])?.id).toBe("polygon");
    expect(annotationAround(all, [50, 50])).toBeNull();
  });

  test("the nearest point within reach", () => {
    expect(pointAt(annotation("box", rectangle), [12, 21], 5)).toBe(0);
    expect(pointAt(annotation("box", rectangle), [25, 40], 5)).toBeNull();
  });
});

test("an ellipse's outline reaches the sides of its box", () => {
  const rect = { x: 100, y: 200, width: 60, height: 20 };
  const { rings } = outlineOf({ kind: "ellipse", rect });
  expect(boundsOf({ kind: "polygon", polygons: [rings] })).toEqual(rect);
});

test("points and lines cover no part of the slide", () => {
  expect(areaOf(line)).toBeNull();
  expect(areaOf({ kind: "point", points: [[1, 1]] })).toBeNull();
  expect(areaOf(rectangle)?.rings).toHaveLength(1);
});
