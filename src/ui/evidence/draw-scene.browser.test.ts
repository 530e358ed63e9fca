import { describe, expect, test } from "vitest";
import type { EvidencePatch } from "#pipeline/answer.ts";
import { fakeCell, fakeLeftOut, fakePatch } from "#test/fake-answer.ts";
import type { Projection } from "#ui/overlay/projection.ts";
import { drawScene } from "./draw-scene.ts";
import type { PatchState, Scene } from "./scene.ts";

const colours = ["#0072B2", "#D55E00", "#009E73", "#CC79A7"];

function canvasOf(width = 600, height = 600): CanvasRenderingContext2D {
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (context === null) throw new Error("no 2D canvas");
  return context;
}

/** A canvas of 600 pixels with this point of the slide at its top left. */
const projectionAt = (scale: number, left: number, top: number): Projection => ({
  scale,
  density: 1,
  size: { width: 600, height: 600 },
  centre: [left + 300 / scale, top + 300 / scale],
  middle: [300, 300],
  right: [1, 0],
  down: [0, 1],
});

const sceneWith = (patch: EvidencePatch, state: PatchState, isLit = false): Scene => ({
  turnId: 1,
  showsCells: true,
  hiddenClasses: new Set(),
  leftOut: [],
  patches: [{ patch, state, isLit, isExplained: state !== "kept" }],
});

const at = (context: CanvasRenderingContext2D, x: number, y: number): readonly number[] => [
  ...context.getImageData(x, y, 1, 1).data,
];

/** Painted opacity along a row, summed: the width in device pixels of what the row crosses. */
function inkAcross(context: CanvasRenderingContext2D, y: number, from: number, to: number): number {
  const { data } = context.getImageData(from, y, to - from, 1);
  let ink = 0;
  for (let i = 3; i < data.length; i += 4) ink += (data[i] ?? 0) / 255;
  return ink;
}

describe("cells", () => {
  const patch = { ...fakePatch(1, 1000, 1000, 0.5), cells: [fakeCell(1100, 1100, 1, 64)] };

  test.each([1, 2, 6])(
    "are outlined 1.5 device pixels wide in their class's colour at a scale of %f",
    (scale) => {
      const context = canvasOf();
      const projection = projectionAt(scale, 1100 - 60 / scale, 1132 - 200 / scale);
      drawScene(context, sceneWith(patch, "cited"), projection, colours);
      expect(inkAcross(context, 200, 54, 66)).toBeCloseTo(1.5, 1);
      const [red = 0, green = 0, blue = 0, alpha = 0] = at(context, 60, 200);
      expect(alpha).toBeGreaterThan(120);
      expect([red, green, blue].map((value) => Math.round(value / 32))).toEqual([7, 3, 0]);
    },
  );

  test("are never filled", () => {
    const context = canvasOf();
    const projection = projectionAt(2, 1000, 1000);
    drawScene(context, sceneWith(patch, "selected"), projection, colours);
    expect(at(context, 264, 264)[3]).toBe(0);
  });

  test("of a hidden class and of a kept patch are not drawn", () => {
    const projection = projectionAt(2, 1000, 1000);
    const hidden = canvasOf();
    const scene = { ...sceneWith(patch, "cited"), hiddenClasses: new Set([1]) };
    drawScene(hidden, scene, projection, colours);
    expect(inkAcross(hidden, 264, 190, 210)).toBe(0);
    const kept = canvasOf();
    drawScene(kept, sceneWith(patch, "kept"), projection, colours);
    expect(inkAcross(kept, 264, 190, 210)).toBe(0);
  });

  test("are left out where they would smear: a patch smaller than 160 pixels", () => {
    const context = canvasOf();
    const projection = projectionAt(0.5, 900, 900);
    drawScene(context, sceneWith(patch, "cited"), projection, colours);
    expect(inkAcross(context, 116, 56, 170)).toBe(0);
  });

  test("keep their place to a pixel far out on a large slide", () => {
    const far = 180_000;
    const distant = {
      ...fakePatch(1, far, far, 0.5),
      cells: [fakeCell(far + 100, far + 100, 0, 64)],
    };
    const context = canvasOf();
    const projection = projectionAt(2, far + 50, far + 50);
    drawScene(context, sceneWith(distant, "cited"), projection, colours);
    expect(inkAcross(context, 160, 97, 103)).toBeCloseTo(1.5, 1);
    expect(inkAcross(context, 160, 104, 130)).toBe(0);
  });
});

describe("patches", () => {
  const patch = { ...fakePatch(3, 100, 100, 0.5), cells: [] };
  const projection = projectionAt(1, 0, 0);

  test.each([
    ["kept", 1],
    ["cited", 3],
    ["selected", 3],
  ] as const)("%s have a frame of %i device pixels outside their tissue", (state, line) => {
    const context = canvasOf();
    drawScene(context, sceneWith(patch, state), projection, colours);
    expect(inkAcross(context, 200, 101, 355)).toBe(0);
    const { data } = context.getImageData(100 - line, 200, line, 1);
    for (let i = 3; i < data.length; i += 4) expect(data[i]).toBe(255);
  });

  test("selected are eosin pink, cited violet", () => {
    const colourOf = (state: PatchState) => {
      const context = canvasOf();
      drawScene(context, sceneWith(patch, state), projection, colours);
      return at(context, 98, 200).slice(0, 3);
    };
    const [red = 0, , blue = 0] = colourOf("selected");
    expect(red).toBeGreaterThan(blue);
    const cited = colourOf("cited");
    expect(cited[2]).toBeGreaterThan(cited[0] ?? 255);
  });

  test("carry their number above the frame, where it covers no tissue of theirs", () => {
    const context = canvasOf();
    drawScene(context, sceneWith(patch, "cited"), projection, colours);
    expect(at(context, 99, 90)[3]).toBe(255);
    expect(inkAcross(context, 110, 101, 355)).toBe(0);
  });

  test("that are pointed at are filled at most 15 %", () => {
    const context = canvasOf();
    drawScene(context, sceneWith(patch, "kept", true), projection, colours);
    const [, , , alpha = 255] = at(context, 200, 200);
    expect(alpha).toBeGreaterThan(0);
    expect(alpha / 255).toBeLessThanOrEqual(0.15);
  });

  test("leave a cleared canvas when there is no scene", () => {
    const context = canvasOf();
    drawScene(context, sceneWith(patch, "cited"), projection, colours);
    drawScene(context, null, projection, colours);
    expect(inkAcross(context, 200, 0, 600)).toBe(0);
  });
});

describe("what is not analysed", () => {
  const nothing: Scene = {
    turnId: null,
    showsCells: true,
    hiddenClasses: new Set(),
    patches: [],
    leftOut: fakeLeftOut.patches,
  };
  /** The three patches, one for each reason, fill the canvas from left to right at this place. */
  const projection = projectionAt(0.78125, 0, 1024);
  const drawn = () => {
    const context = canvasOf();
    drawScene(context, nothing, projection, colours);
    return context;
  };
  const opacities = (context: CanvasRenderingContext2D, x: number, y: number, side: number) => {
    const { data } = context.getImageData(x, y, side, side);
    return Array.from({ length: side * side }, (_, pixel) => (data[pixel * 4 + 3] ?? 0) / 255);
  };

  test.each([
    ["pen", 0],
    ["fold", 200],
    ["blurred", 400],
  ] as const)("is hatched over %s, and covers at most 15 % of it", (_, x) => {
    const ink = opacities(drawn(), x + 20, 20, 120);
    expect(Math.max(...ink)).toBeGreaterThan(0.5);
    expect(ink.filter((opacity) => opacity === 0).length).toBeGreaterThan(ink.length / 2);
    expect(ink.reduce((sum, opacity) => sum + opacity, 0) / ink.length).toBeLessThanOrEqual(0.15);
  });

  test("is told apart by direction: pen rises, fold falls, out of focus lies", () => {
    const context = drawn();
    const likeness = (x: number, right: number, down: number) => {
      const [here, there] = [
        opacities(context, x + 40, 40, 96),
        opacities(context, x + 40 + right, 40 + down, 96),
      ];
      return here.reduce((sum, opacity, at) => sum + Math.abs(opacity - (there[at] ?? 0)), 0);
    };
    expect(likeness(0, 3, -3)).toBeLessThan(likeness(0, 3, 3) / 4);
    expect(likeness(200, 3, 3)).toBeLessThan(likeness(200, 3, -3) / 4);
    expect(likeness(400, 3, 0)).toBeLessThan(likeness(400, 0, 3) / 4);
  });

  test("ends with its patch, and stays on the tissue while it moves", () => {
    const context = drawn();
    expect(inkAcross(context, 210, 0, 600)).toBe(0);
    const moved = canvasOf();
    drawScene(moved, nothing, projectionAt(0.78125, 7 / 0.78125, 1024), colours);
    const [before, after] = [opacities(context, 27, 20, 100), opacities(moved, 20, 20, 100)];
    expect(Math.max(...before.map((ink, at) => Math.abs(ink - (after[at] ?? 0))))).toBeLessThan(
      0.05,
    );
  });
});
