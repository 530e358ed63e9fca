import { expect, test } from "@playwright/test";
import { ReadingRoom } from "./pages/reading-room.ts";
import { serveFolder } from "./pages/serve-folder.ts";

const small = { slide: "small/painted-png.dzi", mpp: "0.5" };

test.beforeEach(({ page }) => serveFolder(page, "small", "fixtures/slides-small"));

test("a slide that is not there says so and can be tried again", async ({ page }) => {
  const room = new ReadingRoom(page);
  await room.open({ slide: "small/nothing.dzi" });
  await expect(room.slideFault).toContainText("nothing.dzi");
  await expect(room.slideFault.getByRole("button", { name: "Retry" })).toBeVisible();
  const panel = await room.openPanel("Slides");
  await panel.getByLabel("Address of a slide").fill("/small/painted-png.dzi");
  await panel.getByRole("button", { name: "Open address" }).click();
  await room.viewer.rendered();
});

test("a missing tile is said once, the rest of the slide stays, and Retry fetches it", async ({
  page,
}) => {
  const room = new ReadingRoom(page);
  const lost = "**/small/painted-png_files/9/0_0.png";
  await page.route(lost, (route) => route.fulfill({ status: 404 }));
  await room.open(small);
  await expect(room.slideFault).toContainText("9/0_0");
  await expect(room.slideFault).toHaveCount(1);
  await page.unroute(lost);
  await room.slideFault.getByRole("button", { name: "Retry" }).click();
  await room.viewer.rendered();
  await expect(room.slideFault).toHaveCount(0);
});

test("a slide without a scale is shown, and asks before it is read", async ({ page }) => {
  const room = new ReadingRoom(page);
  await room.open({ slide: "small/painted-webp.dzi" });
  const waiting = room.scaleDialog;
  await expect(waiting).toContainText("does not guess");
  await waiting.getByRole("button", { name: "0.5 (20×)" }).click();
  await waiting.getByRole("button", { name: "Use this scale" }).click();
  await expect(room.statusLine).toContainText("slide 0.5 µm/px, given by you");
  await expect(room.viewer.scaleBar).toBeVisible();
});

test("a broken manifest is told where the progress stands; the question asked stays", async ({
  page,
}) => {
  const room = new ReadingRoom(page);
  await page.route("**/pack/manifest.json", (route) => route.fulfill({ body: "{" }));
  await room.open(small);
  const turn = await room.conversation.ask("Is there necrosis?");
  await expect(room.progress.fault).toBeVisible();
  await expect(turn.article).toContainText("Waits for the models.");
  await page.unroute("**/pack/manifest.json");
  await room.progress.button("Retry").click();
  await expect(room.progress.fault).toHaveCount(0);
});

test("a model with one wrong byte is refused by name", async ({ page }) => {
  const room = new ReadingRoom(page);
  await page.route("**/pack/projectors.onnx", async (route) => {
    const response = await route.fetch();
    const body = await response.body();
    body[100] = (body[100] ?? 0) ^ 1;
    await route.fulfill({ response, body });
  });
  await room.open(small);
  await expect(room.progress.fault).toContainText("projectors", { timeout: 60_000 });
});

test("a browser without WebGPU says what that means", async ({ page }) => {
  const room = new ReadingRoom(page);
  await page.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, "gpu"));
  await room.open(small);
  await expect(room.progress.notes).toContainText("No WebGPU in this browser");
  await room.progress.notes.getByRole("button", { name: "Dismiss this note" }).click();
  await expect(room.progress.notes).toHaveCount(0);
});

test("a page that is not cross-origin isolated says what that means", async ({ page }) => {
  const room = new ReadingRoom(page);
  await page.route("**/*", async (route) => {
    if (route.request().resourceType() !== "document") return route.fallback();
    const response = await route.fetch();
    const { "cross-origin-opener-policy": _, ...headers } = response.headers();
    return route.fulfill({ response, headers });
  });
  await room.open(small);
  await expect(room.progress.notes).toContainText("not cross-origin isolated");
});

test("loading can be cancelled and resumed", async ({ page }) => {
  const room = new ReadingRoom(page);
  let isHeld = true;
  await page.route("**/pack/llm-decoder.onnx", async (route) => {
    if (!isHeld) await route.continue();
  });
  await room.open(small);
  await room.progress.cancel.click();
  await expect(room.progress.button("Load the models")).toBeVisible();
  isHeld = false;
  await room.progress.button("Load the models").click();
  await expect(room.progress.stage("Models")).toContainText("being started", { timeout: 60_000 });
});
