import { beforeEach, describe, expect, test } from "vitest";
import { ParaffinError } from "#core/errors.ts";
import { CELL_MEASURES } from "#pipeline/cells/cell-columns.ts";
import type { FoundCells } from "#pipeline/cells/find-cells.ts";
import { fakeCell } from "#test/fake-answer.ts";
import { type FakeEngine, settled } from "#test/fake-engine.ts";
import { analysedSession } from "#test/open-session.ts";
import type { Session } from "./session.ts";
import type { Stores } from "./stores.ts";

const core = { x: 0, y: 0, width: 100, height: 100 };
const found: FoundCells = { cells: [fakeCell(0, 0, 0), fakeCell(40, 0, 1)], searched: [core] };

let engine: FakeEngine;
let stores: Stores;
let session: Session;
const cells = () => stores.cells.getState();

beforeEach(async () => {
  ({ engine, stores, session } = await analysedSession());
});

/** The engine has found the cells of one of four patches. */
function begin(): void {
  void session.findCells();
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
    begin();
    session.stopFindingCells();
    await expect.poll(() => cells().state.kind).toBe("ready");
    expect(cells()).toMatchObject({ table: { count: 2 }, source: { patches: { done: 1 } } });
    void session.findCells();
    session.stopFindingCells();
    await expect.poll(() => cells().state.kind).toBe("none");
  });

  test("that fails says so", async () => {
    begin();
    engine.call("cells").reject(new ParaffinError("worker-lost", "It ended.", "Try again."));
    await settled();
    expect(cells().state).toMatchObject({ kind: "failed", fault: { kind: "worker-lost" } });
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
