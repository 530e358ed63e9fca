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
  expect(upload.mock.calls).toEqual([[0, new Uint8Array(5)]]);
});

test("a highlight of 100,000 of a million cells is one upload", () => {
  const states = statesOf(1_000_000);
  states.flush(() => undefined);
  const highlighted = new Uint8Array(1_000_000).map((_, cell) => (cell % 10 === 0 ? 1 : 0));
  const upload = vi.fn();
  states.mark({ highlighted });
  states.flush(upload);
  expect(upload).toHaveBeenCalledOnce();
  const [first, bytes] = upload.mock.calls[0] as [number, Uint8Array];
  expect(first).toBe(9);
  expect(bytes.filter((state) => state === CELL_STATE.highlighted).length).toBe(100_000);
});

test("only the slots between the first and the last change are given", () => {
  const states = statesOf(100);
  states.flush(() => undefined);
  states.mark({ pointed: 89, selected: 80 });
  const upload = vi.fn();
  states.flush(upload);
  const bytes = Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0, 0, 2);
  expect(upload.mock.calls).toEqual([[10, bytes]]);
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
  states.mark({ pointed: 1 });
  const lit = states.version();
  states.mark({ pointed: 1 });
  expect(states.version()).toBe(lit);
  states.mark({ pointed: 2 });
  expect(states.version()).toBeGreaterThan(lit);
});
