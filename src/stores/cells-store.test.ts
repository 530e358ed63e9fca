import { beforeEach, expect, test } from "vitest";
import { noColumns } from "#pipeline/cells/cell-columns.ts";
import { tableOf } from "#pipeline/cells/cell-table.ts";
import { fakeCell } from "#test/fake-answer.ts";
import { type CellsSource, createCellsStore, stoppedSearch } from "./cells-store.ts";

const table = tableOf([fakeCell(0, 0, 1), fakeCell(40, 0, 0)]);
const source: CellsSource = { kind: "imported", name: "cells.geojson" };
const highlight = { label: "all", count: 2, mask: Uint8Array.of(1, 1) };

let store: ReturnType<typeof createCellsStore>;
beforeEach(() => {
  store = createCellsStore();
});

test("cells grow while they are looked for and have columns when all are there", () => {
  const { segmentingStarted, segmentingAdvanced, cellsGrown, cellsReady } = store.getState();
  segmentingStarted(1000);
  segmentingAdvanced({ done: 4, total: 8 }, 3000);
  cellsGrown(table);
  expect(store.getState()).toMatchObject({
    state: { kind: "working", done: 4, total: 8, startedAt: 1000, updatedAt: 3000 },
    table,
    source: null,
  });
  cellsReady({ table, columns: new Map([["x", new Float32Array(2)]]), source });
  expect(store.getState()).toMatchObject({ state: { kind: "ready" }, table, source });
  expect([...store.getState().columns.keys()]).toEqual(["x"]);
});

test("what comes after the work has ended changes nothing", () => {
  const { segmentingStarted, segmentingAdvanced, cellsGrown, cellsLeft } = store.getState();
  segmentingStarted(1000);
  cellsLeft();
  segmentingAdvanced({ done: 4, total: 8 }, 3000);
  cellsGrown(table);
  expect(store.getState()).toMatchObject({ state: { kind: "none" }, table: null });
});

test("other cells take the highlight away, the time of a patch stays", () => {
  const { cellsReady, cellsHighlighted, patchTimed, cellsLeft } = store.getState();
  patchTimed(120);
  cellsReady({ table, columns: noColumns, source });
  cellsHighlighted(highlight);
  expect(store.getState().highlight).toBe(highlight);
  cellsReady({ table, columns: noColumns, source });
  expect(store.getState().highlight).toBeNull();
  cellsLeft();
  expect(store.getState()).toMatchObject({ table: null, source: null, patchMilliseconds: 120 });
});

test("a search that ended early can be gone on with, unless nobody knows what it was to search", () => {
  const patches = { done: 1, total: 2 };
  const stopped = { kind: "segmented", area: null, searched: [], patches } as const;
  const tellOf = (source: CellsSource) => {
    store.getState().cellsReady({ table, columns: noColumns, source });
    return stoppedSearch(store.getState());
  };
  expect(tellOf(stopped)).toMatchObject({ table, where: null });
  const within = { name: "Annotation 1", rings: [] };
  expect(tellOf({ ...stopped, area: "Annotation 1", within })).toMatchObject({ where: within });
  expect(tellOf({ ...stopped, area: "Annotation 1" })).toBeNull();
  expect(tellOf({ ...stopped, patches: { done: 2, total: 2 } })).toBeNull();
  expect(tellOf(source)).toBeNull();
});
