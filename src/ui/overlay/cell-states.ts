/** What a person made of a cell; the numbers stand in the shaders too. */
export const CELL_STATE = { normal: 0, highlighted: 1, selected: 2, hidden: 3 } as const;

/** Masks are 1 for each cell that is meant, in the order of cells [n]. */
export interface StateMarks {
  readonly highlighted?: Uint8Array | null;
  readonly hidden?: Uint8Array | null;
  /** One cell. */
  readonly pointed?: number | null;
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
  /** Calls `upload` once for all changes since the last time; not at all without one. */
  flush(upload: (first: number, bytes: Uint8Array) => void): void;
}

/** `slots` [n] is the slot of each cell; the first flush gives all of them. */
export function createCellStates(slots: Uint32Array): CellStates {
  const bytes = new Uint8Array(slots.length);
  let version = 0;
  let [from, to] = [0, slots.length];
  return {
    bytes,
    version: () => version,
    mark: (marks) => {
      let changed = false;
      for (let cell = 0; cell < slots.length; cell += 1) {
        const slot = slots[cell] ?? 0;
        const state = stateOf(cell, marks);
        if (bytes[slot] === state) continue;
        bytes[slot] = state;
        if (slot < from) from = slot;
        if (slot >= to) to = slot + 1;
        changed = true;
      }
      if (changed) version += 1;
    },
    flush: (upload) => {
      if (from >= to) return;
      upload(from, bytes.subarray(from, to));
      [from, to] = [slots.length, 0];
    },
  };
}

function stateOf(cell: number, { highlighted, hidden, pointed, selected }: StateMarks): number {
  if (cell === selected) return CELL_STATE.selected;
  if (hidden?.[cell] === 1) return CELL_STATE.hidden;
  return cell === pointed || highlighted?.[cell] === 1 ? CELL_STATE.highlighted : 0;
}
