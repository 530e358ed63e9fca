import { mkdtempSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, expect, test } from "@playwright/test";
import { qupathFaults } from "#test/qupath-form.ts";
import { realData } from "#test/real-data.ts";
import { chromiumFlags, chromiumPath } from "../.ci/chromium.mjs";
import { ExchangePart } from "./pages/exchange.ts";
import { LibraryPart } from "./pages/library.ts";
import { ReadingRoom } from "./pages/reading-room.ts";
import { serveFolder } from "./pages/serve-folder.ts";

/** Milliseconds: loading the models, reading the slide and answering on two busy cores. */
const patience = 300_000;
const file = "CMU-1-Small-Region.svs";
const question = "Is there tumour?";

const profile = mkdtempSync(join(tmpdir(), "paraffin-profile-"));
test.afterAll(() => rmSync(profile, { recursive: true, force: true }));

test("a real slide: asked, marked, counted, sent, fetched back, and all there after the browser was closed", async ({
  baseURL,
}) => {
  const { path, missing } = realData("slides", file);
  test.skip(missing !== null, missing ?? "");
  test.setTimeout(3 * patience);
  const bytes = await readFile(path);

  const first = await openBrowser(baseURL);
  const before = await openRoom(first);
  await before.room.drop([{ name: file, bytes }]);
  await before.room.viewer.rendered();

  await test.step("a question is answered, what is in view is marked", async () => {
    const turn = await before.room.conversation.ask(question);
    await turn.answered(patience);
    await before.exchange.open("Annotations");
    await before.page.keyboard.press("Control+k");
    await before.page.keyboard.type("Annotate what is in view");
    await before.page.keyboard.press("Enter");
    await before.exchange.annotations.getByLabel("Name", { exact: true }).fill("Seen");
    await before.exchange.annotations.getByLabel("Name", { exact: true }).press("Enter");
    await expect(before.exchange.rows).toHaveCount(1);
  });

  await test.step("the cells of the slide are found and saved as CSV", async () => {
    await before.exchange.open("Analysis");
    await before.exchange.findCells(patience);
    const [head = "", ...rows] = (
      await before.exchange.saved(before.exchange.analysis, "Save all cells as CSV")
    )
      .trim()
      .split("\n");
    expect(head).toContain("Nucleus: Area µm^2");
    expect(rows.length).toBeGreaterThan(100);
  });

  await test.step("what is exported as GeoJSON has QuPath's form and comes back the same", async () => {
    const { exchange } = before;
    await exchange.open("Annotations");
    const sent = await exchange.saved(exchange.annotations, "Export GeoJSON");
    expect(qupathFaults(sent)).toEqual([]);
    expect(await exchange.saved(exchange.annotations, "Measures as CSV")).toContain("Seen");
    await exchange.rows.getByRole("button", { name: "Delete Seen" }).click();
    await expect(exchange.rows).toHaveCount(0);
    await exchange.importFile(sent);
    await expect(exchange.report).toContainText("all as they were");
    await expect(exchange.rows).toHaveCount(1);
    const again = await exchange.saved(exchange.annotations, "Export GeoJSON");
    isSame(featuresOf(again), featuresOf(sent));
  });
  const kept = async (part: "annotations" | "conversation") =>
    JSON.stringify(await before.library.kept(part));
  await expect.poll(() => kept("annotations")).toContain("Seen");
  await expect.poll(() => kept("conversation")).toContain(question);
  await first.close();

  const second = await openBrowser(baseURL);
  const after = await openRoom(second);
  await after.room.drop([{ name: file, bytes }]);
  await after.room.viewer.rendered();
  await test.step("opened again, the answer and the mark are in place", async () => {
    const turn = after.room.conversation.turn(question);
    await expect(turn.answer).toHaveText(/\w/);
    await expect(turn.evidence.rows.first()).toBeVisible();
    await after.exchange.open("Annotations");
    await expect(after.exchange.rows).toHaveCount(1);
    await expect(after.exchange.rows).toContainText("Seen");
  });
  await second.close();
});

function isSame(found: readonly string[], wanted: readonly string[]): void {
  expect(found).toHaveLength(wanted.length);
  const known = new Set(wanted);
  expect(found.filter((feature) => !known.has(feature)).slice(0, 3)).toEqual([]);
}

/** What a file says of each object; a cell is known by its outline, its id comes of its centre. */
function featuresOf(text: string): readonly string[] {
  const { features } = JSON.parse(text) as { features: readonly Feature[] };
  return features.map(({ id, properties, ...rest }) => {
    const isAnnotation = properties.objectType === "annotation";
    return JSON.stringify({ ...rest, properties, ...(isAnnotation && { id }) });
  });
}

interface Feature {
  readonly id: string;
  readonly properties: { readonly objectType: string };
}

async function openBrowser(baseURL: string | undefined) {
  return chromium.launchPersistentContext(profile, {
    executablePath: chromiumPath(),
    args: [...chromiumFlags],
    viewport: { width: 1440, height: 900 },
    ...(baseURL !== undefined && { baseURL }),
  });
}

async function openRoom(context: Awaited<ReturnType<typeof openBrowser>>) {
  const page = await context.newPage();
  await serveFolder(page, "small", "fixtures/slides-small");
  const room = new ReadingRoom(page);
  await room.open({ slide: "small/painted-png.dzi" });
  await room.viewer.rendered();
  return { page, room, library: new LibraryPart(page), exchange: new ExchangePart(page) };
}
