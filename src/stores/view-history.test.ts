import { expect, test } from "vitest";
import { isSameStandpoint, type Standpoint } from "./standpoint.ts";
import { noHistory, settledAt, wentBack, wentForward } from "./view-history.ts";

const at = (x: number, zoom = 1): Standpoint => ({
  centre: [x, 0],
  zoom,
  rotation: 0,
  isFlipped: false,
});
const seen = (...xs: number[]) => xs.map((x) => at(x)).reduce(settledAt, noHistory);

test("back goes through the views in reverse, forward returns", () => {
  const back = wentBack(wentBack(seen(0, 100, 200)));
  expect(back.now).toEqual(at(0));
  expect(wentForward(back).now).toEqual(at(100));
  expect(wentForward(wentForward(back))).toEqual(seen(0, 100, 200));
});

test("there is nothing before the first view and nothing after the last", () => {
  expect(wentBack(seen(0))).toEqual(seen(0));
  expect(wentForward(seen(0, 100))).toEqual(seen(0, 100));
  expect(wentBack(noHistory)).toEqual(noHistory);
});

test("a new view after going back begins another future", () => {
  const branched = settledAt(wentBack(seen(0, 100)), at(300));
  expect(branched.future).toEqual([]);
  expect(wentBack(branched).now).toEqual(at(0));
});

test("coming to rest where one already is changes nothing", () => {
  const history = wentBack(seen(0, 100));
  expect(settledAt(history, at(3))).toBe(history);
});

test("only the last hundred views before the present are kept", () => {
  const many = seen(...Array.from({ length: 130 }, (_, i) => i * 100));
  expect(many.past.length).toBe(100);
  expect(many.past[0]).toEqual(at(2900));
});

test("views are told apart by place on the screen, zoom, turn and flip", () => {
  expect(isSameStandpoint(at(0), at(7))).toBe(true);
  expect(isSameStandpoint(at(0, 4), at(7, 4))).toBe(false);
  expect(isSameStandpoint(at(0), at(0, 1.1))).toBe(false);
  expect(isSameStandpoint({ ...at(0), rotation: 359.8 }, at(0))).toBe(true);
  expect(isSameStandpoint({ ...at(0), rotation: 90 }, at(0))).toBe(false);
  expect(isSameStandpoint({ ...at(0), isFlipped: true }, at(0))).toBe(false);
});
