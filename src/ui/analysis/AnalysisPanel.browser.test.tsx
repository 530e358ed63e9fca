import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { ParaffinError } from "#core/errors.ts";
import { fakeCell } from "#test/fake-answer.ts";
import type { FakeEngine } from "#test/fake-engine.ts";
import { analysedSession } from "#test/open-session.ts";
import { RoomProvider } from "#ui/session/room.tsx";
import type { Stores } from "#ui/session/stores.ts";
import { AnalysisPanel } from "./AnalysisPanel.tsx";
import { CellsStatus } from "./CellsStatus.tsx";
import "#ui/theme/theme.css";

let root: Root;
let engine: FakeEngine;
let stores: Stores;

/** 500 x 500 um at 0.5 um/px: a quarter of a square millimetre. */
const searched = [{ x: 0, y: 0, width: 1000, height: 1000 }];
/** Thirty cells of 8 um and ten of 16 um on a side, the large ones of another class. */
const cells = Array.from({ length: 40 }, (_, at) =>
  at < 30 ? fakeCell(20 * at, 100, 0, 16) : fakeCell(50 * (at - 30), 500, 1, 32),
);

const panel = () => page.getByRole("region", { name: "Analysis" });
const findButton = () => page.getByRole("button", { name: "Find the cells of the slide" });
const search = () => page.getByRole("status", { name: "Search for cells" });
const stopped = () => page.getByRole("status", { name: "Stopped search" });
const bars = () => page.getByRole("group", { name: "Cells by area" }).getByRole("button");
const rowsOf = (label: string) =>
  page
    .getByRole("table", { name: `${label}, by class` })
    .getByRole("row")
    .elements()
    .slice(1)
    .map((row) => [...row.children].map((cell) => cell.textContent).join(" | "));

beforeEach(async () => {
  localStorage.clear();
  const open = await analysedSession();
  ({ engine, stores } = open);
  document.body.innerHTML = '<div id="root"></div>';
  root = createRoot(document.getElementById("root") ?? document.body);
  root.render(
    <RoomProvider room={open}>
      <section aria-label="Analysis">
        <AnalysisPanel />
      </section>
      <footer>
        <CellsStatus />
      </footer>
    </RoomProvider>,
  );
});

afterEach(() => root.unmount());

async function findAll(): Promise<void> {
  await findButton().click();
  engine.call("cells").progress({ stage: "cells", done: 0, total: 12 });
  engine.call("cells").options.onCells?.({ cells, searched });
  engine.call("cells").progress({ stage: "cells", done: 12, total: 12 });
  engine.call("cells").resolve();
  await expect.element(page.getByText("40 cells in 0.25 mm² of searched tissue.")).toBeVisible();
}

describe("the search for cells", () => {
  test("says what it takes, then how far it is, and ends when cancelled", async () => {
    await expect.element(panel()).toHaveTextContent("12 patches. How long it takes is known");
    await findButton().click();
    engine.call("cells").progress({ stage: "cells", done: 0, total: 12 });
    engine.call("cells").options.onCells?.({ cells, searched });
    engine.call("cells").progress({ stage: "cells", done: 3, total: 12 });
    await expect.element(search()).toHaveTextContent("3 of 12 patches, 40 cells so far");
    await expect.element(page.getByRole("contentinfo")).toHaveTextContent("3 of 12 patches");
    await search().getByRole("button", { name: "Cancel" }).click();
    await expect
      .element(stopped())
      .toHaveTextContent("Stopped: cells of 3 of 12 patches are kept.");
    await expect.element(page.getByText("40 cells in 0.25 mm² of searched tissue.")).toBeVisible();
  });

  test("that fails midway keeps its cells, says why, and goes on from there", async () => {
    await findButton().click();
    engine.call("cells").options.onCells?.({ cells, searched });
    engine.call("cells").progress({ stage: "cells", done: 3, total: 12 });
    engine.call("cells").reject(new ParaffinError("worker-lost", "The worker ended.", "Go on."));
    await expect.element(panel()).toHaveTextContent("The worker ended.");
    await stopped().getByRole("button", { name: "Go on with the other 9" }).click();
    expect(engine.call("cells").options.searched).toEqual(searched);
    engine.call("cells").progress({ stage: "cells", done: 0, total: 9 });
    await expect.element(search()).toHaveTextContent("3 of 12 patches, 40 cells so far");
    engine.call("cells").progress({ stage: "cells", done: 9, total: 9 });
    engine.call("cells").resolve();
    await expect.element(page.getByText("40 cells in 0.25 mm² of searched tissue.")).toBeVisible();
    await expect.element(stopped()).not.toBeInTheDocument();
    await expect.element(panel()).not.toHaveTextContent("The worker ended.");
  });

  test("that fails says why and can be tried again", async () => {
    await findButton().click();
    engine.call("cells").reject(new ParaffinError("worker-lost", "The worker ended.", "Retry it."));
    await expect.element(panel()).toHaveTextContent("The worker ended.");
    await panel().getByRole("button", { name: "Retry" }).click();
    expect(engine.call("cells").isSettled).toBe(false);
  });
});

describe("what the cells come to", () => {
  test("is counted by class, with shares and densities, and says its area", async () => {
    await findAll();
    expect(rowsOf("All cells found")).toEqual([
      "inflammatory | 30 | 75.0 % | 120",
      "epithelial | 10 | 25.0 % | 40",
      "spindle | 0 | 0.0 % | 0",
      "other | 0 | 0.0 % | 0",
      "all | 40 | 100.0 % | 160",
    ]);
    await expect.element(panel()).toHaveTextContent("small ones are missed");
    await expect.element(panel()).toHaveTextContent("Median 64 µm²; half of the cells from 64");
  });

  test("is counted in the selected annotation alone when asked", async () => {
    await findAll();
    const rect = { x: 0, y: 490, width: 1000, height: 100 };
    stores.annotations.getState().shapeDrawn({ kind: "rectangle", rect });
    const label = page.getByRole("combobox", { name: "Counted in" });
    await expect.poll(() => label.getByRole("option").elements().length).toBe(2);
    await userEvent.selectOptions(label, "annotation");
    await expect
      .element(page.getByText(/^10 cells in 0.025 mm²|^10 cells in 25,000 µm²/))
      .toBeVisible();
  });

  test("is picked out on the slide by a bar, and let go by the same bar", async () => {
    await findAll();
    const last = bars().last();
    await last.click();
    await expect.element(last).toHaveAttribute("aria-pressed", "true");
    const { highlight } = stores.cells.getState();
    expect(highlight?.count).toBe(10);
    expect([...(highlight?.mask ?? [])].slice(30)).toEqual(new Array(10).fill(1));
    await expect.element(page.getByText(/^10 cells picked out: Area/)).toBeVisible();
    await last.click();
    expect(stores.cells.getState().highlight).toBeNull();
  });

  test("can be gone through bar by bar with the arrow keys", async () => {
    await findAll();
    (bars().first().element() as SVGGElement).focus();
    await userEvent.keyboard("{ArrowRight}{Enter}");
    expect(document.activeElement).toBe(bars().nth(1).element());
    expect(stores.cells.getState().highlight?.label).toMatch(/^Area .* µm², all cells found$/);
  });

  test("is saved as a table of all cells", async () => {
    await findAll();
    const saved = vi.spyOn(URL, "createObjectURL");
    await page.getByRole("button", { name: "Save all cells as CSV" }).click();
    await expect.poll(() => saved.mock.calls.length).toBe(1);
    const [file] = saved.mock.calls[0] ?? [];
    if (!(file instanceof Blob)) throw new Error("no file was saved");
    const lines = (await file.text()).trimEnd().split("\r\n");
    saved.mockRestore();
    expect(lines).toHaveLength(41);
    expect(lines[0]).toContain("Nucleus: Area µm^2");
  });
});
