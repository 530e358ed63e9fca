/** What a person made of a cell; the numbers stand in the shaders too. */
export const CELL_STATE = { normal: 0, highlighted: 1, selected: 2, hidden: 3 } as const;

/** Masks are 1 for each cell that is meant, in the order of cells [n]. */
export interface StateMarks {
  readonly highlighted?: Uint8Array | null;
  readonly hidden?: Uint8Array | null;
  /** One cell. */
  readonly selected?: number | null;
}

/** The state of every cell in the order of slots, given to the graphics card in one piece. */
export interface CellStates {
  /** [n] */
  readonly bytes: Uint8Array;
  /** Grows with every change: what was made from an older one is stale. */
  version(): number;
  /** The state of every cell anew; cells that keep theirs are not given again. */
  mark(marks: StateMarks): void;
  /** Lights one cell besides, until another is pointed at; in no time, however many cells there are. */
  point(cell: number | null): void;
  /** Calls `upload` once for all slots changed since the last time; not at all without one. */
  flush(upload: (first: number, end: number) => void): void;
}

/** `slots` [n] is the slot of each cell; the first flush gives all of them. */
export function createCellStates(slots: Uint32Array): CellStates {
  const bytes = new Uint8Array(slots.length);
  let version = 0;
  let [from, to] = [0, slots.length];
  /** The slot pointed at, and the state it has otherwise. */
  let lit: { readonly slot: number; readonly state: number } | null = null;
  const put = (slot: number, state: number): boolean => {
    if (bytes[slot] === state) return false;
    bytes[slot] = state;
    if (slot < from) from = slot;
    if (slot >= to) to = slot + 1;
    return true;
  };
  return {
    bytes,
    version: () => version,
    mark: (marks) => {
      lit = null;
      let changed = false;
      for (let cell = 0; cell < slots.length; cell += 1) {
        if (put(slots[cell] ?? 0, stateOf(cell, marks))) changed = true;
      }
      if (changed) version += 1;
    },
    point: (cell) => {
      const slot = cell === null ? undefined : slots[cell];
      if (slot === lit?.slot) return;
      if (lit !== null && put(lit.slot, lit.state)) version += 1;
      const state = slot === undefined ? undefined : bytes[slot];
      lit = slot === undefined || state === undefined ? null : { slot, state };
      if (lit?.state === CELL_STATE.normal && put(lit.slot, CELL_STATE.highlighted)) version += 1;
    },
    flush: (upload) => {
      if (from >= to) return;
      upload(from, to);
      [from, to] = [slots.length, 0];
    },
  };
}

function stateOf(cell: number, { highlighted, hidden, selected }: StateMarks): number {
  if (cell === selected) return CELL_STATE.selected;
  if (hidden?.[cell] === 1) return CELL_STATE.hidden;
  return highlighted?.[cell] === 1 ? CELL_STATE.highlighted : CELL_STATE.normal;
}
