import { beforeEach, describe, expect, test } from "vitest";
import type { NamedArea } from "#core/area.ts";
import { ParaffinError } from "#core/errors.ts";
import { CELL_MEASURES } from "#pipeline/cells/cell-columns.ts";
import { tableOf } from "#pipeline/cells/cell-table.ts";
import type { FoundCells } from "#pipeline/cells/find-cells.ts";
import { fakeCell } from "#test/fake-answer.ts";
import { type FakeEngine, settled } from "#test/fake-engine.ts";
import { analysedSession } from "#test/open-session.ts";
import type { Session } from "./session.ts";
import type { Stores } from "./stores.ts";

const core = { x: 0, y: 0, width: 100, height: 100 };
const found: FoundCells = { cells: [fakeCell(0, 0, 0), fakeCell(40, 0, 1)], searched: [core] };

const lost = new ParaffinError("worker-lost", "It ended.", "Try again.");

let engine: FakeEngine;
let stores: Stores;
let session: Session;
const cells = () => stores.cells.getState();

beforeEach(async () => {
  ({ engine, stores, session } = await analysedSession());
});

/** The engine has found the cells of one of four patches. */
function begin(where: NamedArea | null = null): void {
  void session.findCells(where);
  engine.call("cells").progress({ stage: "cells", done: 0, total: 4 });
  engine.call("cells").options.onCells?.(found);
  engine.call("cells").progress({ stage: "cells", done: 1, total: 4 });
}

describe("the search for cells", () => {
  test("shows cells as they are found, then measures all of them", async () => {
    begin();
    expect(cells()).toMatchObject({ state: { kind: "working", done: 1, total: 4 }, source: null });
    expect(cells().table?.count).toBe(2);
    engine.call("cells").resolve();
    await expect.poll(() => cells().state.kind).toBe("ready");
    expect([...cells().columns.keys()]).toEqual(CELL_MEASURES.map(({ name }) => name));
    expect(cells().columns.get("Nucleus: Area µm^2")).toEqual(Float32Array.of(64, 64));
    expect(cells().source).toEqual({
      kind: "segmented",
      area: null,
      within: null,
      searched: [core],
      patches: { done: 1, total: 4 },
    });
  });

  test("of a part of the slide is told that part and keeps its name", async () => {
    const area = { name: "this view", rings: [] };
    void session.findCells(area);
    expect(engine.call("cells").options.area).toBe(area);
    engine.call("cells").resolve();
    await expect.poll(() => cells().source).toMatchObject({ area: "this view" });
  });

  test("that is stopped keeps what it found, and nothing where it found nothing", async () => {
    void session.findCells();
    session.stopFindingCells();
    await expect.poll(() => cells().state.kind).toBe("none");
    begin();
    session.stopFindingCells();
    await expect.poll(() => cells().state.kind).toBe("ready");
    expect(cells()).toMatchObject({ table: { count: 2 }, source: { patches: { done: 1 } } });
  });

  test("that fails keeps what it found and says why it ended", async () => {
    begin();
    engine.call("cells").reject(lost);
    await expect.poll(() => cells().state.kind).toBe("ready");
    expect(cells()).toMatchObject({
      state: { fault: { kind: "worker-lost" } },
      table: { count: 2 },
      source: { searched: [core], patches: { done: 1, total: 4 } },
    });
    expect(cells().columns.get("Nucleus: Area µm^2")).toEqual(Float32Array.of(64, 64));
  });

  test("that finds nothing leaves the cells that were there before", async () => {
    begin();
    session.stopFindingCells();
    await expect.poll(() => cells().state.kind).toBe("ready");
    const { table } = cells();
    void session.findCells({ name: "this view", rings: [] });
    expect(cells().table).toBeNull();
    engine.call("cells").reject(lost);
    await settled();
    expect(cells().state).toMatchObject({ kind: "ready", fault: { kind: "worker-lost" } });
    expect(cells().table).toBe(table);
  });

  test("that fails before it found anything says so, and where it was to search", async () => {
    const where = { name: "this view", rings: [] };
    void session.findCells(where);
    engine.call("cells").reject(lost);
    await settled();
    expect(cells().state).toMatchObject({ kind: "failed", fault: { kind: "worker-lost" }, where });
  });

  test("ends with its slide and with its scale", async () => {
    begin();
    const { options } = engine.call("cells");
    void session.giveScale(0.25);
    await settled();
    expect(options.signal?.aborted).toBe(true);
    expect(cells()).toMatchObject({ state: { kind: "none" }, table: null });
  });

  test("times a patch", () => {
    begin();
    expect(cells().patchMilliseconds).toBeGreaterThanOrEqual(0);
  });
});

describe("a stopped search that is gone on with", () => {
  const where = { name: "Annotation 1", rings: [] };
  const next = { x: 100, y: 0, width: 100, height: 100 };

  async function goOn(): Promise<void> {
    begin(where);
    engine.call("cells").reject(lost);
    await expect.poll(() => cells().state.kind).toBe("ready");
    void session.goOnFindingCells();
  }

  test("leaves out what was searched, in the same part of the slide", async () => {
    await goOn();
    expect(engine.call("cells").options).toMatchObject({ area: where, searched: [core] });
    expect(cells()).toMatchObject({ state: { kind: "working" }, table: { count: 2 } });
  });

  test("counts on, and ends with all cells measured, none of them twice", async () => {
    await goOn();
    engine.call("cells").progress({ stage: "cells", done: 0, total: 3 });
    expect(cells().state).toMatchObject({ done: 1, total: 4, doneBefore: 1 });
    const more = fakeCell(140, 0, 2);
    engine.call("cells").options.onCells?.({ cells: [more], searched: [next] });
    engine.call("cells").progress({ stage: "cells", done: 3, total: 3 });
    engine.call("cells").resolve();
    await expect.poll(() => cells().state).toEqual({ kind: "ready", fault: null });
    expect(cells().table).toEqual(tableOf([...found.cells, more]));
    expect(cells().columns.get("Nucleus: Hematoxylin OD mean")).toEqual(
      Float32Array.of(0.5, 0.5, 0.5),
    );
    expect(cells().source).toMatchObject({
      area: "Annotation 1",
      searched: [core, next],
      patches: { done: 4, total: 4 },
    });
    void session.goOnFindingCells();
    expect(cells().state.kind).toBe("ready");
  });
});
