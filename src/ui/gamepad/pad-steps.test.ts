import { describe, expect, test } from "vitest";
import { heldOn, type PadState, padStep } from "./pad-steps.ts";

/** Hand-written: a pad with some axes and some buttons, the rest at rest. */
function pad(axes: readonly number[], down: Readonly<Record<number, number>> = {}): PadState {
  const buttons = Array.from({ length: 17 }, (_, at) => down[at] ?? 0);
  return { axes: [0, 1, 2, 3].map((at) => axes[at] ?? 0), buttons };
}

const nothing = new Set<never>();
const step = (state: PadState, milliseconds = 10) => padStep(state, nothing, milliseconds);

describe("the left stick", () => {
  test("at rest, or worn and a little off, moves nothing", () => {
    expect(step(pad([]))).toMatchObject({ right: 0, down: 0, zoom: 1 });
    expect(step(pad([0.1, 0.1]))).toMatchObject({ right: 0, down: 0 });
  });

  test("pressed to the right moves 900 screen pixels in a second, whatever the frames", () => {
    const perFrame = (milliseconds: number) => step(pad([1, 0]), milliseconds).right;
    expect(100 * perFrame(10)).toBeCloseTo(900, 6);
    expect(50 * perFrame(20)).toBeCloseTo(900, 6);
  });

  test("half way moves much slower than half as fast", () => {
    const { right } = step(pad([0.5, 0]), 10);
    expect(right).toBeGreaterThan(1);
    expect(right).toBeLessThan(2);
  });

  test("is no faster in its corners", () => {
    const { right, down } = step(pad([1, 1]), 10);
    expect(Math.hypot(right, down)).toBeCloseTo(9, 6);
  });

  test("after a page was held up moves no further than in a tenth of a second", () => {
    expect(step(pad([0, 1]), 5000).down).toBeCloseTo(90, 6);
  });
});

describe("magnifying", () => {
  test("the right stick up magnifies three times in a second", () => {
    expect(step(pad([0, 0, 0, -1]), 100).zoom ** 10).toBeCloseTo(3, 6);
  });

  test("down undoes up", () => {
    expect(step(pad([0, 0, 0, -1])).zoom * step(pad([0, 0, 0, 1])).zoom).toBeCloseTo(1, 12);
  });

  test("sideways, the right stick does nothing", () => {
    expect(step(pad([0, 0, 1, 0]))).toMatchObject({ right: 0, down: 0, zoom: 1 });
  });

  test("the right trigger magnifies, the left one takes back, both together rest", () => {
    expect(step(pad([], { 7: 1 })).zoom).toBeGreaterThan(1);
    expect(step(pad([], { 6: 1 })).zoom).toBeLessThan(1);
    expect(step(pad([], { 6: 1, 7: 1 })).zoom).toBe(1);
  });

  test("stick and trigger together are no faster than one", () => {
    const both = step(pad([0, 0, 0, -1], { 7: 1 })).zoom;
    expect(both).toBe(step(pad([], { 7: 1 })).zoom);
  });
});

describe("buttons", () => {
  test("act once when pressed and once when let go", () => {
    const down = pad([], { 0: 1, 3: 1 });
    expect(step(down).pressed).toEqual(["a", "y"]);
    const held = heldOn(down);
    expect(padStep(down, held, 10)).toMatchObject({ pressed: [], released: [] });
    expect(padStep(pad([], { 0: 1 }), held, 10)).toMatchObject({ pressed: [], released: ["y"] });
  });

  test.each([
    [0, "a"],
    [1, "b"],
    [3, "y"],
    [4, "left"],
    [5, "right"],
    [9, "start"],
  ])("button %i is %s", (at, name) => {
    expect(step(pad([], { [at]: 1 })).pressed).toEqual([name]);
  });

  test("barely touched they are not pressed", () => {
    expect(step(pad([], { 0: 0.3 })).pressed).toEqual([]);
  });

  test("a pad with fewer axes and buttons than usual is no fault", () => {
    expect(step({ axes: [1], buttons: [1] })).toMatchObject({ pressed: ["a"], zoom: 1 });
  });
});
