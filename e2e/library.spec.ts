import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, expect, test } from "@playwright/test";
import { chromiumFlags, chromiumPath } from "../.ci/chromium.mjs";
import { LibraryPart } from "./pages/library.ts";
import { ReadingRoom } from "./pages/reading-room.ts";
import { serveFolder } from "./pages/serve-folder.ts";

/** Large enough to be zoomed into twice. */
const large = { slide: "slides/unseen.dzi" };
const largeName = "unseen";
const small = { slide: "small/painted-png.dzi", mpp: "0.5" };
const slideName = "painted-png";

let profile: string;
test.beforeEach(() => {
  profile = mkdtempSync(join(tmpdir(), "paraffin-profile-"));
});
test.afterEach(() => rmSync(profile, { recursive: true, force: true }));

/** A browser with the profile of this test: what it keeps outlives it. */
async function openBrowser(baseURL: string | undefined): Promise<BrowserContext> {
  return chromium.launchPersistentContext(profile, {
    executablePath: chromiumPath(),
    args: [...chromiumFlags],
    viewport: { width: 1440, height: 900 },
    ...(baseURL !== undefined && { baseURL }),
  });
}

/** Without the models: what is tested here needs none of them. */
async function openRoom(context: BrowserContext, asked: Record<string, string>) {
  const page = await context.newPage();
  await page.route("**/pack/**", (route) => route.abort());
  await serveFolder(page, "small", "fixtures/slides-small");
  await serveFolder(page, "slides", "fixtures/slides");
  const room = new ReadingRoom(page);
  await room.open(asked);
  return { page, room, library: new LibraryPart(page) };
}

test("the browser closed and opened again has slide, view and picture in place", async ({
  baseURL,
}) => {
  const first = await openBrowser(baseURL);
  const before = await openRoom(first, large);
  await before.room.openPanel("Slides");
  await expect(before.library.row(largeName)).toContainText("open now");
  const overview = await before.room.viewer.scaleBar.getAttribute("aria-label");
  await expect.poll(() => before.library.keptZoom()).not.toBeNull();
  const fitted = (await before.library.keptZoom()) ?? 0;
  await before.room.viewer.button("Zoom in").click();
  await before.room.viewer.button("Zoom in").click();
  await expect.poll(() => before.library.keptZoom()).toBeGreaterThan(2.5 * fitted);
  await expect(before.room.viewer.scaleBar).not.toHaveAttribute("aria-label", overview ?? "");
  await expect(before.library.picture(largeName)).toBeVisible();
  const zoomed = await before.room.viewer.scaleBar.getAttribute("aria-label");
  await first.close();

  const second = await openBrowser(baseURL);
  const after = await openRoom(second, {});
  await after.room.openPanel("Slides");
  await expect(after.library.row(largeName)).toContainText("opened today");
  await after.library.openSlide(largeName);
  await expect(after.room.viewer.scaleBar).toHaveAttribute("aria-label", zoomed ?? "");
  await second.close();
});

test("slides go out as one file, are forgotten for good, and come back in", async ({ baseURL }) => {
  const context = await openBrowser(baseURL);
  const { room, library } = await openRoom(context, small);
  await room.openPanel("Slides");
  await expect(library.rows).toHaveCount(1);
  await expect(library.part).toContainText("are kept in this browser");
  const file = await library.exportAll();
  await library.forget(slideName);
  await room.open({}); // the demo slide: nothing brings the forgotten one back
  await room.openPanel("Slides");
  await expect(library.rows).toHaveCount(1);
  await expect(library.row(slideName)).toHaveCount(0);
  await library.importFile(Buffer.from("not a library"));
  await expect(library.fault).toContainText("no library of Paraffin");
  await library.importFile(file);
  await expect(library.row(slideName)).toBeVisible();
  await context.close();
});

test("a second tab says that the first one keeps the slide", async ({ baseURL }) => {
  const context = await openBrowser(baseURL);
  const first = await openRoom(context, small);
  await first.room.openPanel("Slides");
  await expect(first.library.row(slideName)).toContainText("open now");
  const second = await openRoom(context, small);
  await second.room.openPanel("Slides");
  await expect(second.library.fault).toContainText("Another tab has this slide open");
  await context.close();
});

test("a browser that refuses to keep anything still shows slides", async ({ page }) => {
  const room = new ReadingRoom(page);
  const library = new LibraryPart(page);
  await page.addInitScript(() => {
    const refuse = () => {
      throw new DOMException("The operation is insecure.", "SecurityError");
    };
    IDBFactory.prototype.open = refuse;
  });
  await serveFolder(page, "small", "fixtures/slides-small");
  await room.open(small);
  await expect(room.viewer.scaleBar).toBeVisible();
  await room.openPanel("Slides");
  await expect(library.fault).toContainText("does not let this page keep anything");
});
