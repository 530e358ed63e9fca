import { expect, test } from "vitest";
import type { Standpoint } from "#stores/standpoint.ts";
import { keepTogether, type Tie } from "./keep-together.ts";

const at = (x: number, rotation = 0): Standpoint => ({
  centre: [x, 0],
  zoom: 1,
  rotation,
  isFlipped: false,
});

/** Two views 100 apart; like a viewer, each tells of its move when it is drawn. */
function pair(rounding = 0) {
  let isTied = true;
  const told: string[] = [];
  let [first, second] = [at(0), at(100)];
  const tie: Tie = keepTogether(
    {
      seenFrom: ({ centre, rotation }) => at(centre[0] - 100, rotation),
      stand: (to) => {
        told.push(`first ${to.centre[0]}`);
        first = at(to.centre[0] + rounding, to.rotation);
      },
    },
    {
      seenFrom: ({ centre, rotation }) => at(centre[0] + 100, rotation),
      stand: (to) => {
        told.push(`second ${to.centre[0]}`);
        second = at(to.centre[0] + rounding, to.rotation);
      },
    },
    () => isTied,
  );
  return {
    told,
    moveFirst: (x: number) => {
      first = at(x);
    },
    moveSecond: (x: number) => {
      second = at(x);
    },
    draw: () => {
      tie.firstMoved(first);
      tie.secondMoved(second);
    },
    part: () => {
      isTied = false;
    },
  };
}

test("the second follows the first, and what follows leads nobody", () => {
  const { told, moveFirst, draw } = pair();
  moveFirst(10);
  for (let frame = 0; frame < 3; frame += 1) draw();
  expect(told).toEqual(["second 110"]);
});

test("the first follows the second", () => {
  const { told, moveSecond, draw } = pair();
  draw();
  moveSecond(150);
  for (let frame = 0; frame < 3; frame += 1) draw();
  expect(told).toEqual(["second 100", "first 50"]);
});

test("a viewer's rounding starts no chase", () => {
  const { told, moveFirst, draw } = pair(1e-9);
  moveFirst(10);
  for (let frame = 0; frame < 50; frame += 1) draw();
  expect(told).toEqual(["second 110"]);
});

test("hands change from one to the other in the middle of a move", () => {
  const { told, moveFirst, moveSecond, draw } = pair();
  moveFirst(10);
  draw();
  moveSecond(120);
  draw();
  moveFirst(30);
  draw();
  draw();
  expect(told).toEqual(["second 110", "first 20", "second 130"]);
});

test("parted, each moves alone", () => {
  const { told, moveFirst, moveSecond, draw, part } = pair();
  part();
  moveFirst(10);
  draw();
  moveSecond(500);
  draw();
  expect(told).toEqual([]);
});
