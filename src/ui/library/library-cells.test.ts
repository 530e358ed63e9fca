import { beforeEach, expect, test, vi } from "vitest";
import { tableOf } from "#pipeline/cells/cell-table.ts";
import { fakeCell } from "#test/fake-answer.ts";
import { analyseKept, fileOf, openKept, visitOf } from "#test/library-visit.ts";
import { type MemoryLibrary, memoryLibrary } from "#test/memory-library.ts";
import type { OpenSession } from "#test/open-session.ts";

const searched = [{ x: 0, y: 0, width: 100, height: 100 }];
const cells = [fakeCell(0, 0, 0), fakeCell(40, 0, 1)];
const patience = { timeout: 20_000 };

let library: MemoryLibrary;
beforeEach(() => {
  library = memoryLibrary();
});

/** A page on which the slide is open and analysed. */
async function visit(text = "tissue"): Promise<OpenSession> {
  const page = visitOf(async () => library);
  await openKept(page, fileOf(text));
  await analyseKept(page);
  return page;
}

const isReady = ({ stores }: OpenSession) =>
  vi.waitFor(() => expect(stores.cells.getState().state.kind).toBe("ready"), patience);

/** Two cells in the first of four patches; then the person stops the search. */
async function findSome(page: OpenSession): Promise<void> {
  void page.session.findCells();
  const { progress, options } = page.engine.call("cells");
  progress({ stage: "cells", done: 0, total: 4 });
  options.onCells?.({ cells, searched });
  progress({ stage: "cells", done: 1, total: 4 });
  page.session.stopFindingCells();
  await isReady(page);
}

const keptPaths = () => [...library.files.kept.keys()].filter((path) => path.includes("/cells/"));

test("cells that were found are there on the next visit, with their measures", async () => {
  const first = await visit();
  await findSome(first);
  await first.session.keeper.flush();
  await first.session.dispose();
  const second = await visit();
  await isReady(second);
  const [before, now] = [first, second].map(({ stores }) => stores.cells.getState());
  expect(now?.table).toEqual(tableOf(cells));
  expect(now?.columns).toEqual(before?.columns);
  expect(now?.source).toEqual(before?.source);
});

test("a search that was stopped is gone on with on the next visit", async () => {
  const first = await visit();
  await findSome(first);
  await first.session.dispose();
  const second = await visit();
  await isReady(second);
  void second.session.goOnFindingCells();
  expect(second.engine.call("cells").options).toMatchObject({ area: null, searched });
});

test("cells that came from the library are not written there again", async () => {
  const first = await visit();
  await findSome(first);
  await first.session.dispose();
  const write = vi.spyOn(library.files, "write");
  const second = await visit();
  await isReady(second);
  await second.session.keeper.flush();
  expect(write.mock.calls.filter(([path]) => path.includes("/cells"))).toEqual([]);
});

test("cells of one slide are not another's", async () => {
  const first = await visit();
  await findSome(first);
  await first.session.dispose();
  const other = await visit("other tissue");
  await other.session.keeper.flush();
  expect(other.stores.cells.getState()).toMatchObject({ state: { kind: "none" }, table: null });
});

test("a tab that does not keep the slide keeps none of its cells", async () => {
  const first = await visit();
  library.elsewhere.add(first.stores.library.getState().keptDigest ?? "");
  const second = await visit();
  await findSome(second);
  await second.session.keeper.flush();
  expect(keptPaths()).toEqual([]);
});

test("cells of a slide that is forgotten while they are written do not come back", async () => {
  const page = await visit();
  await findSome(page);
  const digest = page.stores.library.getState().keptDigest ?? "";
  await page.session.keeper.forget([digest]);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(keptPaths()).toEqual([]);
});
