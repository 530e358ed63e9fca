import { describe, expect, test } from "vitest";
import type { Level0Point } from "#core/geometry.ts";
import {
  linkBetween,
  linkedView,
  linkOfMiddles,
  type SlidePair,
  turnedAround,
  type ViewLink,
} from "./linked-view.ts";
import type { Standpoint } from "./standpoint.ts";
import { onScreen, onSlide, viewAt } from "./view-geometry.ts";

const he = { width: 8000, height: 6000, micronsPerPixel: 0.5 };
const ihc = { width: 20_000, height: 16_000, micronsPerPixel: 0.25 };
const unknown = { width: 1000, height: 500, micronsPerPixel: null };
const pair: SlidePair = { from: he, to: ihc };
const back: SlidePair = { from: ihc, to: he };

const straight: Standpoint = { centre: [4000, 3000], zoom: 0.5, rotation: 0, isFlipped: false };
const size = { width: 500, height: 800 };
const windowOf = (standpoint: Standpoint) => viewAt({ ...standpoint, size });

describe("at first", () => {
  test("the middles lie on each other and a micron is as long in both", () => {
    const seen = linkedView(straight, pair, linkOfMiddles(pair));
    expect(seen).toEqual({ centre: [10_000, 8000], zoom: 0.25, rotation: 0, isFlipped: false });
  });

  test("a move of 100 µm in one is a move of 100 µm in the other", () => {
    const moved: Standpoint = { ...straight, centre: [4200, 3000] };
    expect(linkedView(moved, pair, linkOfMiddles(pair)).centre).toEqual([10_400, 8000]);
  });
});

test("where a scale is unknown, a pixel counts as a pixel", () => {
  const unlike = { from: he, to: unknown };
  const moved: Standpoint = { ...straight, centre: [4010, 3000] };
  const seen = linkedView(moved, unlike, linkOfMiddles(unlike));
  expect(seen).toMatchObject({ centre: [510, 250], zoom: 0.5 });
});

test("sizes set by hand are kept where a scale is unknown, and only there", () => {
  const byHand: Standpoint = { ...straight, zoom: 2 };
  expect(linkBetween(straight, byHand, { from: he, to: unknown }).enlargement).toBe(4);
  expect(linkBetween(straight, byHand, pair).enlargement).toBe(1);
});

describe("a section turned by 90°", () => {
  const aligned: Standpoint = { centre: [100, 200], zoom: 0.25, rotation: 90, isFlipped: false };
  const link = linkBetween(straight, aligned, pair);

  test("stays where it was aligned", () => {
    expect(linkedView(straight, pair, link)).toEqual(aligned);
  });

  test("is moved along the screen, not along its own sides", () => {
    const moved = linkedView({ ...straight, centre: [4100, 3000] }, pair, link);
    expect(moved.centre).toEqual([100, 0]);
  });

  test("turns on with the other", () => {
    expect(linkedView({ ...straight, rotation: 300 }, pair, link).rotation).toBe(30);
  });
});

/** Every way two slides can lie: turned, mirrored, one or both. */
const ways = [0, 90, 37.5, 281].flatMap((turn) =>
  [0, 130].flatMap((rotation) =>
    [true, false].flatMap((isFlipped) =>
      [true, false].map((isOtherFlipped) => ({ turn, rotation, isFlipped, isOtherFlipped })),
    ),
  ),
);

describe.each(ways)(
  "turned $turn and $rotation, mirrored $isFlipped and $isOtherFlipped",
  (way) => {
    const first: Standpoint = { ...straight, rotation: way.rotation, isFlipped: way.isFlipped };
    const second: Standpoint = {
      centre: [700, 900],
      zoom: 0.25,
      rotation: way.turn,
      isFlipped: way.isOtherFlipped,
    };
    const link: ViewLink = linkBetween(first, second, pair);

    test("the view that was linked is the view that is shown", () => {
      const seen = linkedView(first, pair, link);
      expect(seen.centre).toEqual(second.centre);
      expect(seen.zoom).toBe(second.zoom);
      expect(seen.rotation).toBeCloseTo(second.rotation, 9);
      expect(seen.isFlipped).toBe(second.isFlipped);
    });

    test("the same place stays under the same point of the screen, however the first moves", () => {
      // A point of the tissue: where it lies in each slide is told by the linked views.
      const [x, y] = [120, 610];
      const here = onSlide(windowOf(first), x, y);
      const there = onSlide(windowOf(linkedView(first, pair, link)), x, y);
      const moved: Standpoint = {
        centre: [3700, 3300],
        zoom: 0.8,
        rotation: first.rotation + 61,
        isFlipped: !first.isFlipped,
      };
      const seen = windowOf(linkedView(moved, pair, link));
      expectNear(onScreen(seen, there), onScreen(windowOf(moved), here));
    });

    test("there and back again is where one was", () => {
      const moved: Standpoint = { ...first, centre: [123, 456], zoom: 3 };
      const again = linkedView(linkedView(moved, pair, link), back, turnedAround(link));
      expectNear(again.centre, moved.centre);
      expect(again.zoom).toBeCloseTo(moved.zoom, 9);
      expect(again.rotation).toBeCloseTo(moved.rotation, 9);
      expect(again.isFlipped).toBe(moved.isFlipped);
    });
  },
);

function expectNear(a: Level0Point, b: Level0Point): void {
  expect(Math.hypot(a[0] - b[0], a[1] - b[1])).toBeLessThan(1e-6);
}
