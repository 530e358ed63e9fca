import { readFileSync } from "node:fs";

/** The truth beside a drawn slide; formats in `training/hwsi/draw/truth.py`. */
export interface SlideTruth {
  readonly tissues: readonly string[];
  /** Share of a tissue in the patch at (column, row) of the 256-pixel grid, 0..1. */
  share(column: number, row: number, tissue: string): number;
  readonly cells: readonly TrueCell[];
}

export interface TrueCell {
  readonly x: number;
  readonly y: number;
  readonly cellClass: number;
  /** Longer half axis in level-0 pixels. */
  readonly reach: number;
}

const HEADER_BYTES = 8;
const CELL_BYTES = 8;

export function readTruth(folder: string): SlideTruth {
  const patches = JSON.parse(readFileSync(`${folder}/patches.json`, "utf8")) as PatchesFile;
  return {
    tissues: patches.tissues,
    share: (column, row, tissue) => {
      const shares = patches.shares[row * patches.columns + column];
      return (shares?.[patches.tissues.indexOf(tissue)] ?? 0) / 1000;
    },
    cells: readCells(readFileSync(`${folder}/cells.bin`)),
  };
}

interface PatchesFile {
  readonly columns: number;
  readonly tissues: readonly string[];
  readonly shares: readonly (readonly number[])[];
}

function readCells(bytes: Buffer): TrueCell[] {
  return Array.from({ length: bytes.readUInt32LE(4) }, (_, index) => {
    const at = HEADER_BYTES + index * CELL_BYTES;
    return {
      x: bytes.readUInt16LE(at) / 4,
      y: bytes.readUInt16LE(at + 2) / 4,
      reach: Math.max(bytes.readUInt8(at + 4), bytes.readUInt8(at + 5)) / 4,
      cellClass: bytes.readUInt8(at + 7) % 4,
    };
  });
}
