import { expect, test, vi } from "vitest";
import { CELL_STATE, createCellStates } from "./cell-states.ts";

/** Slots in the reverse order of cells. */
const statesOf = (count: number) =>
  createCellStates(Uint32Array.from({ length: count }, (_, cell) => count - 1 - cell));

test("the first upload is of every cell, none follows without a change", () => {
  const states = statesOf(5);
  const upload = vi.fn();
  states.flush(upload);
  states.flush(upload);
  states.mark({});
  states.flush(upload);
  expect(upload.mock.calls).toEqual([[0, 5]]);
});

test("a highlight of 100,000 of a million cells is one upload", () => {
  const states = statesOf(1_000_000);
  states.flush(() => undefined);
  const highlighted = new Uint8Array(1_000_000).map((_, cell) => (cell % 10 === 0 ? 1 : 0));
  const upload = vi.fn();
  states.mark({ highlighted });
  states.flush(upload);
  expect(upload.mock.calls).toEqual([[9, 1_000_000]]);
  expect(states.bytes.filter((state) => state === CELL_STATE.highlighted).length).toBe(100_000);
});

test("only the slots between the first and the last change are given", () => {
  const states = statesOf(100);
  states.flush(() => undefined);
  states.mark({ selected: 80 });
  states.point(89);
  const upload = vi.fn();
  states.flush(upload);
  expect(upload.mock.calls).toEqual([[10, 20]]);
  expect([...states.bytes.subarray(10, 20)]).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0, 2]);
});

test("what is selected is seen although hidden, what is hidden is not lit", () => {
  const states = createCellStates(Uint32Array.of(0, 1, 2));
  const all = Uint8Array.of(1, 1, 1);
  states.mark({ hidden: all, highlighted: all, selected: 1 });
  const { hidden, selected } = CELL_STATE;
  expect([...states.bytes]).toEqual([hidden, selected, hidden]);
});

test("every change makes what was drawn before stale", () => {
  const states = statesOf(3);
  states.point(1);
  const lit = states.version();
  states.point(1);
  states.mark({ highlighted: Uint8Array.of(0, 1, 0) });
  expect([...states.bytes]).toEqual([0, CELL_STATE.highlighted, 0]);
  states.mark({ selected: 2 });
  expect(states.version()).toBeGreaterThan(lit);
});

test("the cell pointed at is lit until another is, and keeps what it was", () => {
  const states = createCellStates(Uint32Array.of(0, 1, 2));
  const { highlighted, hidden, selected } = CELL_STATE;
  states.mark({ selected: 0, hidden: Uint8Array.of(0, 0, 1) });
  states.point(1);
  expect([...states.bytes]).toEqual([selected, highlighted, hidden]);
  states.point(2);
  expect([...states.bytes]).toEqual([selected, 0, hidden]);
  states.point(0);
  states.point(null);
  expect([...states.bytes]).toEqual([selected, 0, hidden]);
});
