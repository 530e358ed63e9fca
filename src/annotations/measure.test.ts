import { describe, expect, test } from "vitest";
import type { Geometry } from "./annotation.ts";
import { measuresOf } from "./measure.ts";

const rect = { x: 1000, y: 500, width: 400, height: 200 };

describe("at half a micron per pixel", () => {
  const measure = (geometry: Geometry) => measuresOf(geometry, 0.5);

  test("a line of 300 by 400 pixels is 250 microns long, and has no area", () => {
    const lines = [
      [
        [100, 100],
        [400, 500],
      ],
    ] as const;
    expect(measure({ kind: "line", lines })).toEqual({
      lengthMicrons: 250,
      squareMicrons: null,
      perimeterMicrons: null,
    });
  });

  test("a bent line is as long as its parts", () => {
    const lines = [
      [
        [0, 0],
        [3, 4],
        [3, 10],
      ],
    ] as const;
    expect(measure({ kind: "line", lines }).lengthMicrons).toBe(5.5);
  });

  test("a rectangle of 400 by 200 pixels has 20,000 square microns and 600 around", () => {
    expect(measure({ kind: "rectangle", rect })).toEqual({
      lengthMicrons: null,
      squareMicrons: 20_000,
      perimeterMicrons: 600,
    });
  });

  test("an ellipse in that box has pi / 4 of it; a circle pi times its diameter around", () => {
    expect(measure({ kind: "ellipse", rect }).squareMicrons).toBeCloseTo(5000 * Math.PI, 6);
    const circle = { kind: "ellipse", rect: { ...rect, height: 400 } } as const;
    expect(measure(circle).perimeterMicrons).toBeCloseTo(200 * Math.PI, 9);
    // Halves of the axes 2 : 1, whose perimeter is 9.688448220547675 times the shorter half.
    expect(measure({ kind: "ellipse", rect }).perimeterMicrons).toBeCloseTo(9.68844822 * 50, 4);
  });

  test("a flat ellipse goes twice along its length", () => {
    const flat = { kind: "ellipse", rect: { ...rect, height: 0 } } as const;
    expect(measure(flat).perimeterMicrons).toBeCloseTo(400, 0);
    expect(measure({ kind: "ellipse", rect: { ...rect, width: 0, height: 0 } })).toMatchObject({
      perimeterMicrons: 0,
    });
  });

  test("a triangle, either way round, and far from the corner of the slide", () => {
    const ring = [
      [100_000, 80_000],
      [100_006, 80_000],
      [100_006, 80_008],
    ] as const;
    for (const turned of [ring, ring.toReversed()]) {
      const { squareMicrons, perimeterMicrons } = measure({
        kind: "polygon",
        polygons: [[turned]],
      });
      expect(squareMicrons).toBe(6);
      expect(perimeterMicrons).toBe(12);
    }
  });

  test("a hole is no area, and its edge is perimeter; parts add up", () => {
    const box = (x: number, side: number) =>
      [
        [x, 0],
        [x + side, 0],
        [x + side, side],
        [x, side],
      ] as const;
    const polygons = [[box(0, 10), box(2, 4)], [box(100, 2)]];
    expect(measure({ kind: "polygon", polygons })).toEqual({
      lengthMicrons: null,
      squareMicrons: (100 - 16 + 4) / 4,
      perimeterMicrons: (40 + 16 + 8) / 2,
    });
  });
});

test("a slide without a scale measures nothing, and a point never does", () => {
  const nothing = { lengthMicrons: null, squareMicrons: null, perimeterMicrons: null };
  expect(measuresOf({ kind: "rectangle", rect }, null)).toEqual(nothing);
  expect(measuresOf({ kind: "point", points: [[1, 2]] }, 0.25)).toEqual(nothing);
});
