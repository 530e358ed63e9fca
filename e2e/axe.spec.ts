import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { ReadingRoom } from "./pages/reading-room.ts";

/** Milliseconds: loading and reading the demo slide on two busy cores. */
const reading = 300_000;

const themes = ["light", "dark"] as const;

test("nothing serious stands in the way before a slide is open", async ({ page }) => {
  const room = new ReadingRoom(page);
  await room.open({ file: "nothing", pack: "none/manifest.json" });
  await expect(room.viewer.stage).toContainText("This link is about nothing");
  await nothingSerious(page, "the empty page");
});

test("nor on a slide, an answer, any panel, the keys and the commands", async ({ page }) => {
  test.setTimeout(900_000);
  const room = new ReadingRoom(page);
  await room.open();
  await room.viewer.rendered();
  await nothingSerious(page, "an open slide");

  const turn = await room.conversation.ask("Where are the lymphocytes?");
  await turn.answered(reading);
  await turn.chips.first().click();
  await room.viewer.rendered();
  await nothingSerious(page, "an answer");

  const openers = page.getByRole("navigation", { name: "Panels" }).locator("button[aria-expanded]");
  for (const opener of await openers.all()) {
    await opener.click();
    await expect(opener).toHaveAttribute("aria-expanded", "true");
    await nothingSerious(page, `the panel ${await opener.getAttribute("aria-label")}`);
    await opener.click();
  }
  await page.keyboard.press("Control+k");
  await nothingSerious(page, "the list of commands");
});

/** What axe calls serious or critical, in both themes; each with where it is. */
async function nothingSerious(page: Page, where: string): Promise<void> {
  for (const colorScheme of themes) {
    await test.step(`${where}, ${colorScheme}`, async () => {
      await page.emulateMedia({ colorScheme });
      const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
      const serious = violations
        .filter(({ impact }) => impact === "serious" || impact === "critical")
        .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
      expect.soft(serious).toEqual([]);
    });
  }
}
