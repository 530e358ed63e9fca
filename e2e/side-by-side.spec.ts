import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { ReadingRoom } from "./pages/reading-room.ts";
import { micronsPerScreenPixel, SideBySidePart } from "./pages/side-by-side.ts";

/** No models are asked for: the tissue alone is looked at. */
const looking = { slide: "demo/slide.dzi", pack: "none/manifest.json" };

/** A folder with one small slide, at 0.25 µm/px where the demo slide is at 0.5. */
let folder: string;
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "paraffin-beside-"));
  for (const name of ["painted-png.dzi", "painted-png_files"]) {
    cpSync(join("fixtures/slides-small", name), join(folder, name), { recursive: true });
  }
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a second slide beside the first: the same scale, one view for both, and gone again", async ({
  page,
}) => {
  const room = new ReadingRoom(page);
  const beside = new SideBySidePart(page);
  const { viewer } = room;
  await room.open(looking);
  await viewer.rendered();
  const scaleOfFirst = () => micronsPerScreenPixel(viewer.scaleBar);

  await test.step("another slide, scanned finer, opens at the scale of the first", async () => {
    await room.openPanel("Display");
    await beside.openFolder(folder);
    await page.keyboard.press("Escape");
    await beside.rendered();
    await expect(beside.pane).toContainText("Questions are about the slide on the left.");
    expect(await beside.micronsPerScreenPixel()).toBeCloseTo(await scaleOfFirst(), 2);
  });

  await test.step("magnified at the left, the right follows", async () => {
    const before = await beside.micronsPerScreenPixel();
    await viewer.press("5");
    await expect(room.statusLine).toContainText("20× ");
    await viewer.rendered();
    await expect.poll(() => beside.micronsPerScreenPixel()).toBeCloseTo(await scaleOfFirst(), 2);
    expect(await beside.micronsPerScreenPixel()).toBeLessThan(before / 2);
  });

  await test.step("F6 leads to the right slide, whose keys move both", async () => {
    await page.keyboard.press("F6");
    await expect(beside.image).toBeFocused();
    const position = await room.statusLine.textContent();
    await page.keyboard.press("ArrowRight");
    await expect(room.statusLine).not.toHaveText(position ?? "");
  });

  await test.step("unlinked, only one of them is magnified", async () => {
    await beside.link.uncheck();
    const right = await beside.micronsPerScreenPixel();
    await viewer.press("3");
    await expect(room.statusLine).toContainText("5× ");
    expect(await beside.micronsPerScreenPixel()).toBeCloseTo(right, 4);
    await beside.link.check();
    await expect.poll(() => beside.micronsPerScreenPixel()).toBeCloseTo(await scaleOfFirst(), 1);
  });

  await test.step("one that is no slide says so and leaves the first", async () => {
    await room.openPanel("Display");
    await beside.openFiles("package.json");
    await page.keyboard.press("Escape");
    await expect(beside.pane.getByRole("alert")).toBeVisible();
    await expect(viewer.image).toBeVisible();
  });

  await test.step("closed, the first has the stage to itself", async () => {
    await beside.close();
    const [image, stage] = [await viewer.image.boundingBox(), await viewer.stage.boundingBox()];
    expect(image?.width).toBe(stage?.width);
  });
});
