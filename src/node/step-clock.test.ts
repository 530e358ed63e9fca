import { expect, test } from "vitest";
import { startSteps } from "./step-clock.ts";

test("time goes to the step under way, and a step may be entered again", () => {
  let now = 100;
  const clock = startSteps("slide", () => now);
  now = 110;
  clock.enter("models");
  now = 140;
  clock.enter("cells");
  now = 150;
  clock.enter("models");
  clock.enter("models");
  now = 155;
  expect(clock.times()).toEqual({ slide: 10, models: 35, cells: 10, total: 55 });
});

test("the step under way counts up to now, also when asked twice", () => {
  let now = 0;
  const clock = startSteps("slide", () => now);
  now = 4;
  expect(clock.times()).toEqual({ slide: 4, total: 4 });
  now = 9;
  expect(clock.times()).toEqual({ slide: 9, total: 9 });
});
