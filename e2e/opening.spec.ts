import { expect, test } from "@playwright/test";
import { ReadingRoom } from "./pages/reading-room.ts";
import { serveFolder } from "./pages/serve-folder.ts";

test.beforeEach(({ page }) => serveFolder(page, "small", "fixtures/slides-small"));

test("a folder of this computer opens in place, with the scale it brings", async ({ page }) => {
  const room = new ReadingRoom(page);
  await room.open({ slide: "small/painted-png.dzi" });
  const panel = await room.openPanel("Slides");
  await panel.getByLabel("Slide folder").setInputFiles("fixtures/slides");
  await expect(panel).toContainText("unseen");
  await room.viewer.rendered();
  await expect(room.statusLine).toContainText("from the slide's file");
});

test("a folder with several slides says how many it found", async ({ page }) => {
  const room = new ReadingRoom(page);
  await room.open({ slide: "small/painted-png.dzi" });
  const panel = await room.openPanel("Slides");
  await panel.getByLabel("Slide folder").setInputFiles("fixtures/slides-small");
  await expect(room.slideFault).toContainText("3 .dzi files");
});

test("the page reads in the dark and in the light, as asked", async ({ page }) => {
  const room = new ReadingRoom(page);
  await room.open({ slide: "small/painted-png.dzi" });
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const toggle = page.getByRole("button", { name: /^Theme: / });
  await page.emulateMedia({ colorScheme: "dark" });
  const dark = await ground();
  await page.emulateMedia({ colorScheme: "light" });
  const light = await ground();
  expect(light).not.toBe(dark);
  await toggle.click();
  await expect(toggle).toHaveAccessibleName("Theme: light");
  await toggle.click();
  await expect(toggle).toHaveAccessibleName("Theme: dark");
  expect(await ground()).toBe(dark);
  await page.reload();
  await expect(toggle).toHaveAccessibleName("Theme: dark");
});
