import { expect, test } from "@playwright/test";
import sharp, { type Region } from "sharp";
import { DisplayPart } from "./pages/display.ts";
import { ReadingRoom } from "./pages/reading-room.ts";

/** No models are asked for: the tissue alone is looked at. */
const looking = { slide: "demo/slide.dzi", pack: "none/manifest.json" };

test("hands of a pathologist: magnify, turn, mirror, go, come back, send, save", async ({
  page,
  context,
}) => {
  const room = new ReadingRoom(page);
  const display = new DisplayPart(page);
  const { viewer, statusLine } = room;
  await room.open(looking);
  await viewer.rendered();
  await page.mouse.move(5, 5); // off the tissue: keys act about the middle of the window

  await test.step("keys 1 to 7 magnify", async () => {
    await viewer.press("4");
    await expect(statusLine).toContainText("10× ");
    await viewer.press("5");
    await expect(statusLine).toContainText("20× ");
    await viewer.rendered();
  });

  const straight = await viewer.spread();
  await test.step("turned, what was to the right lies below; mirrored, left is right", async () => {
    expect(straight.right).toEqual({ x: 1, y: 0 });
    await viewer.press("Shift+R");
    await expect(statusLine).toContainText("turned 90°");
    await expect.poll(async () => (await viewer.spread()).right).toEqual({ x: 0, y: -1 });
    await viewer.press("Shift+M");
    await expect(statusLine).toContainText("turned 90°, mirrored");
    await expect.poll(async () => (await viewer.spread()).right).toEqual({ x: 0, y: 1 });
    await page.waitForTimeout(700); // a view is remembered once somebody rested at it for half a second
  });

  await test.step("a link opens the same view in another window", async () => {
    await room.openPanel("Display");
    await display.goTo("1500", "1200");
    await viewer.rendered();
    await page.mouse.move(5, 5);
    await expect(statusLine).toContainText("x 1,500, y 1,200 µm");
    await expect(display.address).toHaveValue(/view=3000/);
    const other = new ReadingRoom(await context.newPage());
    await other.page.goto(await display.address.inputValue());
    await other.viewer.rendered();
    await expect(other.statusLine).toContainText("turned 90°, mirrored");
    await expect(other.statusLine).toContainText("x 1,500, y 1,200 µm");
    await expect(other.statusLine).toContainText("20× ");
    await other.page.close();
  });

  await test.step("a picture of the view is what is seen", async () => {
    await page.keyboard.press("Escape");
    await viewer.rendered();
    const seen = await viewer.stage.screenshot();
    await room.openPanel("Display");
    const { name, bytes } = await display.savedPicture();
    expect(name).toMatch(/^slide-x3000-y2400-20x\.png$/);
    const middle = { left: 350, top: 300, width: 300, height: 250 };
    const [a, b] = await Promise.all([seen, bytes].map((png) => pixelsOf(png, middle)));
    const box = await viewer.stage.boundingBox();
    const { width, height, format } = await sharp(bytes).metadata();
    expect([format, width, height]).toEqual(["png", box?.width, box?.height]);
    expect(meanDifference(a, b)).toBeLessThan(2);
  });

  await test.step("back and forward", async () => {
    await page.keyboard.press("Escape");
    await page.mouse.move(5, 5);
    await page.keyboard.press("Alt+ArrowLeft");
    await viewer.rendered();
    await expect(statusLine).not.toContainText("x 1,500, y 1,200 µm");
    await page.keyboard.press("Alt+ArrowRight");
    await viewer.rendered();
    await expect(statusLine).toContainText("x 1,500, y 1,200 µm");
  });
});

test("a link to a file of somebody's computer asks for it and then stands there", async ({
  page,
}) => {
  const room = new ReadingRoom(page);
  await room.open({ file: "unseen", view: "2000,1500,0.5,90", pack: "none/manifest.json" });
  await expect(room.viewer.stage).toContainText("This link is about unseen");
  const panel = await room.openPanel("Slides");
  await panel.getByLabel("Slide folder").setInputFiles("fixtures/slides");
  await room.viewer.rendered();
  await expect(room.statusLine).toContainText("turned 90°");
  await expect(room.statusLine).toContainText("x 1,000, y 750 µm");
});

const pixelsOf = (png: Buffer, part: Region): Promise<Buffer> =>
  sharp(png).removeAlpha().extract(part).raw().toBuffer();

function meanDifference(a: Buffer | undefined, b: Buffer | undefined): number {
  if (a === undefined || b === undefined || a.length !== b.length) return Number.NaN;
  return a.reduce((sum, value, i) => sum + Math.abs(value - (b[i] ?? 0)), 0) / a.length;
}
