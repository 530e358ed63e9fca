import { describe, expect, test } from "vitest";
import type { Level0Point } from "#core/geometry.ts";
import {
  type Draft,
  type DrawingTool,
  draftShape,
  finished,
  moved,
  pressed,
  released,
  withoutLastPoint,
} from "./draft.ts";

const reach = 4;

function begun(tool: DrawingTool, at: Level0Point = [10, 10]): Draft {
  const step = pressed(null, tool, at, reach);
  if (step.kind !== "drawing") throw new Error("done at once");
  return step.draft;
}

describe("a box or line", () => {
  test("is dragged from one end to the other", () => {
    const draft = moved(begun("rectangle"), [30, 50], reach);
    expect(released(draft, [30, 50], reach)).toEqual({
      kind: "done",
      geometry: { kind: "rectangle", rect: { x: 10, y: 10, width: 20, height: 40 } },
    });
    expect(released(begun("line"), [13.333, 50], reach)).toEqual({
      kind: "done",
      geometry: {
        kind: "line",
        lines: [
          [
            [10, 10],
            [13.33, 50],
          ],
        ],
      },
    });
  });

  test("or clicked at one end and then at the other", () => {
    const waiting = released(begun("ellipse"), [11, 10], reach);
    expect(waiting.kind).toBe("drawing");
    const step = pressed(begun("ellipse"), "ellipse", [2, 0], reach);
    expect(step).toMatchObject({
      kind: "done",
      geometry: { kind: "ellipse", rect: { x: 2, y: 0 } },
    });
  });

  test("without an area is none", () => {
    expect(released(begun("rectangle"), [10, 90], reach)).toEqual({ kind: "done", geometry: null });
  });
});

describe("a polygon", () => {
  const corners: readonly Level0Point[] = [
    [10, 10],
    [90, 10],
    [90, 90],
  ];
  const drawn = (points: readonly Level0Point[]): Draft =>
    points.slice(1).reduce(
      (draft, point) => {
        const step = pressed(draft, "polygon", point, reach);
        if (step.kind !== "drawing") throw new Error("done too early");
        return step.draft;
      },
      begun("polygon", points[0]),
    );

  test("is done where it is clicked at its first corner, or twice at its last", () => {
    for (const end of [
      [12, 11],
      [91, 89],
    ] as const) {
      const step = pressed(drawn(corners), "polygon", end, reach);
      expect(step).toEqual({ kind: "done", geometry: { kind: "polygon", polygons: [[corners]] } });
    }
  });

  test("of two corners is not done yet", () => {
    expect(pressed(drawn(corners.slice(0, 2)), "polygon", [10, 10], reach).kind).toBe("drawing");
  });

  test("loses its last corner, and with its only one itself", () => {
    expect(withoutLastPoint(drawn(corners))?.points).toEqual(corners.slice(0, 2));
    expect(withoutLastPoint(begun("polygon"))).toBeNull();
  });

  test("that is all on one line is none", () => {
    const draft = drawn([
      [0, 0],
      [50, 50],
      [99, 99],
    ]);
    expect(finished(draft)).toEqual({ kind: "done", geometry: null });
  });
});

describe("freehand", () => {
  test("leaves a point where it went far enough and closes when let go", () => {
    const way: readonly Level0Point[] = [
      [12, 10],
      [60, 10],
      [60, 60],
      [61, 61],
      [10, 60],
    ];
    const draft = way.reduce((before, point) => moved(before, point, reach), begun("freehand"));
    expect(draft.points).toHaveLength(4);
    expect(released(draft, [10, 60], reach)).toMatchObject({
      geometry: {
        kind: "polygon",
        polygons: [
          [
            [
              [10, 10],
              [60, 10],
              [60, 60],
              [10, 60],
            ],
          ],
        ],
      },
    });
  });

  test("that crosses itself is sound all the same", () => {
    const way: readonly Level0Point[] = [
      [80, 10],
      [80, 80],
      [4, 80],
      [4, 90],
      [10, 90],
    ];
    const draft = way.reduce((before, point) => moved(before, point, reach), begun("freehand"));
    const step = released(draft, [10, 90], reach);
    const geometry = step.kind === "done" ? step.geometry : null;
    expect(geometry?.kind === "polygon" && geometry.polygons[0]?.[0]).toHaveLength(4);
  });
});

test("a point is set by one press", () => {
  expect(pressed(null, "point", [1.239, 2], reach)).toEqual({
    kind: "done",
    geometry: { kind: "point", points: [[1.24, 2]] },
  });
});

test("what is drawn so far follows the pointer", () => {
  expect(draftShape(moved(begun("line"), [20, 10], reach))).toEqual({
    kind: "line",
    lines: [
      [
        [10, 10],
        [20, 10],
      ],
    ],
  });
});
