import { beforeEach, describe, expect, test } from "vitest";
import type { StoreApi } from "zustand/vanilla";
import type { Geometry } from "#annotations/annotation.ts";
import { idNumber, someAnnotations } from "#test/some-annotations.ts";
import {
  type AnnotationStore,
  createAnnotationStore,
  selectedAnnotation,
  shownAnnotations,
} from "./annotation-store.ts";

const box = (x: number): Geometry => ({
  kind: "rectangle",
  rect: { x, y: 0, width: 9, height: 9 },
});
let store: StoreApi<AnnotationStore>;
const now = () => store.getState();
const names = () => now().annotations.map(({ name }) => name);

beforeEach(() => {
  store = createAnnotationStore();
});

describe("drawing", () => {
  test("names what is drawn, selects it and puts the tool away", () => {
    now().toolChosen("rectangle");
    now().shapeDrawn(box(0));
    expect(names()).toEqual(["Annotation 1"]);
    expect(selectedAnnotation(now())?.name).toBe("Annotation 1");
    expect(now().tool).toBe("move");
  });

  test("no name comes twice, whatever was deleted", () => {
    for (const x of [0, 10]) now().shapeDrawn(box(x));
    now().annotationDeleted(now().annotations[0]?.id ?? "");
    now().shapeDrawn(box(20));
    expect(names()).toEqual(["Annotation 2", "Annotation 3"]);
  });

  test("points are set one after another", () => {
    now().toolChosen("point");
    now().shapeDrawn({ kind: "point", points: [[1, 1]] });
    expect(now().tool).toBe("point");
  });

  test("with a tool shows what was hidden", () => {
    now().allToggled();
    now().toolChosen("line");
    expect(now().isHidden).toBe(false);
  });
});

describe("undo and redo", () => {
  test("go through drawing, reshaping, naming and deleting", () => {
    now().shapeDrawn(box(0));
    const { id = "" } = now().annotations[0] ?? {};
    now().shapeChanged({ id, geometry: box(5) });
    now().annotationDescribed(id, { name: "Margin" });
    now().annotationDeleted(id);
    const seen = [];
    for (let step = 0; step < 5; step += 1) {
      now().undone();
      seen.push(now().annotations.map(({ name, geometry }) => [name, geometry]));
    }
    expect(seen).toEqual([
      [["Margin", box(5)]],
      [["Annotation 1", box(5)]],
      [["Annotation 1", box(0)]],
      [],
      [],
    ]);
    for (let step = 0; step < 3; step += 1) now().redone();
    expect(names()).toEqual(["Margin"]);
  });

  test("what was undone is gone after another step", () => {
    now().shapeDrawn(box(0));
    now().undone();
    now().shapeDrawn(box(1));
    now().redone();
    expect(now().annotations.map(({ geometry }) => geometry)).toEqual([box(1)]);
  });

  test("pulling a shape about is one step", () => {
    now().shapeDrawn(box(0));
    const { id = "" } = now().annotations[0] ?? {};
    for (const x of [1, 2, 3]) now().shapePulled({ id, geometry: box(x) });
    expect(shownAnnotations(now())[0]?.geometry).toEqual(box(3));
    now().shapeChanged({ id, geometry: box(3) });
    now().undone();
    expect(shownAnnotations(now())[0]?.geometry).toEqual(box(0));
  });

  test("an import is one step; what has the same id takes the place", () => {
    now().annotationsImported(someAnnotations);
    const renamed = someAnnotations.slice(0, 1).map((one) => ({ ...one, name: "Renamed" }));
    now().annotationsImported(renamed);
    expect(now().annotations).toEqual([...renamed, ...someAnnotations.slice(1)]);
    now().undone();
    expect(now().annotations).toEqual(someAnnotations);
    now().undone();
    expect(now().annotations).toEqual([]);
  });
});

describe("what is shown", () => {
  test("is all but what is hidden", () => {
    now().annotationsLoaded(someAnnotations);
    now().visibilityToggled(idNumber(2));
    expect(shownAnnotations(now())).toHaveLength(someAnnotations.length - 1);
    now().visibilityToggled(idNumber(2));
    expect(shownAnnotations(now())).toHaveLength(someAnnotations.length);
    now().allToggled();
    expect(shownAnnotations(now())).toEqual([]);
  });
});

test("what was kept comes back without a step to undo, and brings its classes", () => {
  const own = { name: "Perineural", colour: "#123456" };
  now().annotationsLoaded(someAnnotations.map((one) => ({ ...one, classification: own })));
  expect(now().past.before).toEqual([]);
  expect(now().classes.filter(({ name }) => name === "Perineural")).toEqual([own]);
});

test("another slide begins with nothing, not even a past", () => {
  now().shapeDrawn(box(0));
  now().toolChosen("line");
  now().slideLeft();
  expect(now()).toMatchObject({ annotations: [], selectedId: null, tool: "move" });
  now().undone();
  expect(now().annotations).toEqual([]);
});
