import { readFile } from "node:fs/promises";
import { expect, test } from "@playwright/test";
import { realData } from "#test/real-data.ts";
import { heldFile, serveRanges } from "#test/serve-ranges.ts";
import { virtualTiff } from "#test/virtual-tiff.ts";
import { ReadingRoom } from "./pages/reading-room.ts";
import { serveFolder } from "./pages/serve-folder.ts";

/** Milliseconds: loading the models, reading the slide and answering on two busy cores. */
const patience = 300_000;

test.beforeEach(({ page }) => serveFolder(page, "small", "fixtures/slides-small"));

for (const { file, scale, says } of [
  { file: "CMU-1-Small-Region.svs", scale: null, says: "Aperio SVS, JPEG, 1 level" },
  { file: "small_dicom.dcm", scale: "0.5", says: "DICOM, JPEG, 1 level" },
]) {
  const { path, missing } = realData("slides", file);
  test(`${file}, dropped on the page, is panned, asked about and answered with evidence`, async ({
    page,
  }) => {
    test.skip(missing !== null, missing ?? "");
    test.setTimeout(2 * patience);
    const room = new ReadingRoom(page);
    await room.open({ slide: "small/painted-png.dzi" });
    await room.viewer.rendered();
    await room.drop([{ name: file, bytes: await readFile(path) }]);
    if (scale !== null) await room.enterScale(scale);
    const panel = await room.openPanel("Slides");
    await expect(panel).toContainText(says);
    await room.viewer.rendered();
    await room.viewer.press("+");
    await room.viewer.press("ArrowRight");
    await room.viewer.rendered();
    const turn = await room.conversation.ask("Is there tumour?");
    await turn.answered(patience);
    await expect(turn.answer).toHaveText(/\w/);
    await expect(turn.evidence.rows.first()).toBeVisible();
  });
}

test("the label of an SVS is shown only when it is asked for", async ({ page }) => {
  const { path, missing } = realData("slides", "CMU-1-Small-Region.svs");
  test.skip(missing !== null, missing ?? "");
  const room = new ReadingRoom(page);
  await room.open({ slide: "small/painted-png.dzi" });
  await room.drop([{ name: "CMU-1-Small-Region.svs", bytes: await readFile(path) }]);
  const panel = await room.openPanel("Slides");
  await expect(panel.getByRole("img", { name: "label" })).toHaveCount(0);
  await panel.getByRole("button", { name: "Show label" }).click();
  await expect(panel.getByRole("img", { name: "label" })).toBeVisible();
});

test("a slide by address of another server is read in parts: the first view is under 5 % of it", async ({
  page,
}) => {
  const file = await virtualTiff(30_000);
  const served = await serveRanges(file, "large.tif");
  try {
    const room = new ReadingRoom(page);
    await room.open({ slide: served.address });
    await room.viewer.rendered();
    await expect(room.statusLine).toContainText("slide 0.25 µm/px, from the slide's file");
    expect(served.moved()).toBeGreaterThan(0);
    expect(served.moved() / file.size).toBeLessThan(0.05);
  } finally {
    served.stop();
  }
});

test("an SVS by address is the slide that its file is", async ({ page }) => {
  const { path, missing } = realData("slides", "CMU-1-Small-Region.svs");
  test.skip(missing !== null, missing ?? "");
  const served = await serveRanges(heldFile(await readFile(path)), "CMU-1-Small-Region.svs");
  try {
    const room = new ReadingRoom(page);
    await room.open({ slide: served.address });
    await room.viewer.rendered();
    await expect(room.statusLine).toContainText("slide 0.499 µm/px");
  } finally {
    served.stop();
  }
});

test("a slide without a scale can be measured over a known length", async ({ page }) => {
  const room = new ReadingRoom(page);
  await room.open({ slide: "small/painted-webp.dzi" });
  await room.viewer.rendered();
  await room.scaleDialog.getByRole("button", { name: "Measure on the slide" }).click();
  await room.drawLine([200, 300], [300, 300]);
  await page.getByLabel("Its length in microns").fill("25");
  await page.getByRole("button", { name: "Use this scale" }).click();
  await expect(room.statusLine).toContainText(/slide [\d.]+ µm\/px, given by you/);
});

test("memory stays bounded while a slide of 100,000 pixels a side is panned for a minute", async ({
  page,
}) => {
  test.setTimeout(patience);
  const served = await serveRanges(await virtualTiff(100_000), "huge.tif");
  try {
    const room = new ReadingRoom(page);
    await room.open({ slide: served.address, pack: "none/manifest.json" });
    await room.viewer.rendered();
    for (let zoom = 0; zoom < 7; zoom += 1) await room.viewer.press("+");
    const before = served.moved();
    const end = Date.now() + 60_000;
    for (let round = 0; Date.now() < end; round += 1) {
      const key = round % 2 === 0 ? "ArrowRight" : "ArrowDown";
      for (let step = 0; step < 20; step += 1) await room.viewer.press(key);
      await room.viewer.rendered();
    }
    expect(await room.memory()).toBeLessThan(1000 * 2 ** 20);
    // A hundred tiles of 16 KiB came and went.
    expect(served.moved() - before).toBeGreaterThan(100 * 16 * 1024);
  } finally {
    served.stop();
  }
});
