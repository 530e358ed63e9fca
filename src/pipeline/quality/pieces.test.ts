import { expect, test } from "vitest";
import { pieces } from "./pieces.ts";

const drawing = ["##..#", "...#.", "#....", "##..#"];
const size = { width: 5, height: 4 };
const isDrawn = (pixel: number) => drawing[Math.floor(pixel / 5)]?.[pixel % 5] === "#";

test("pieces hang together by sides and corners, but not around the edge", () => {
  const found = [...pieces(size, isDrawn)].map((piece) => piece.toSorted((a, b) => a - b));
  expect(found).toEqual([[0, 1], [4, 8], [10, 15, 16], [19]]);
});

test("nothing has no pieces", () => {
  expect([...pieces(size, () => false)]).toEqual([]);
});
