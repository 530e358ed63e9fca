import { expect, test } from "@playwright/test";
import { serve } from "#test/serve.ts";
import { ReadingRoom } from "./pages/reading-room.ts";

type Answer = Parameters<typeof serve>[0];

for (const { name, answer, says, remedy } of [
  {
    name: "that lets no other page read",
    answer: ((_, response) => response.end("II*")) as Answer,
    says: "its server does not let this page read it",
    remedy: "CORS",
  },
  {
    name: "that sends a large file only whole",
    answer: ((_, response) => {
      response.setHeader("Access-Control-Allow-Origin", "*");
      response.writeHead(200, { "Content-Length": 2 ** 30, "Content-Type": "image/tiff" });
      response.write("II*\0");
    }) as Answer,
    says: "its server sends it only whole",
    remedy: "range requests",
  },
]) {
  test(`a server ${name} is told, with what to do`, async ({ page }) => {
    const { address, stop } = await serve(answer);
    try {
      const room = new ReadingRoom(page);
      await room.open({ slide: `${address}/far.tif` });
      await expect(room.slideFault).toContainText(says);
      await expect(room.slideFault).toContainText(remedy);
      await expect(room.slideFault).toContainText("download the slide and drop it on the page");
    } finally {
      stop();
    }
  });
}

test("an opening that takes long can be cancelled, and begun again", async ({ page }) => {
  const { address, stop } = await serve(() => undefined);
  try {
    const room = new ReadingRoom(page);
    await room.open({ slide: `${address}/slow.zip` });
    await expect(page.getByText("Opening slow.zip.")).toBeVisible();
    await page.getByRole("main").getByRole("button", { name: "Cancel" }).click();
    await expect(room.slideFault).toContainText("Opening the slide was cancelled.");
    await room.slideFault.getByRole("button", { name: "Retry" }).click();
    await expect(page.getByText("Opening slow.zip.")).toBeVisible();
  } finally {
    stop();
  }
});
