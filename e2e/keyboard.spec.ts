import { expect, test } from "@playwright/test";
import { DisplayPart } from "./pages/display.ts";
import { Keyboard } from "./pages/keyboard.ts";
import { ReadingRoom } from "./pages/reading-room.ts";

/** Milliseconds: loading and reading the demo slide on two busy cores. */
const reading = 300_000;

test("from opening a slide to flying through an answer's evidence, without a mouse", async ({
  page,
}) => {
  test.setTimeout(900_000);
  const room = new ReadingRoom(page);
  const keys = new Keyboard(page);
  const { viewer, conversation } = room;
  await room.open({ file: "nothing" });

  await test.step("a slide is opened from the list of commands", async () => {
    await page.keyboard.press("Control+l");
    await page.keyboard.type("slides");
    await page.keyboard.press("Enter");
    await expect(room.panel("Slides")).toBeFocused();
    await keys.tabTo("Open the demo slide");
    await page.keyboard.press("Enter");
    await viewer.rendered();
    await page.keyboard.press("Escape");
  });

  const question = "Where are the lymphocytes?";
  await test.step("a question is asked", async () => {
    await page.keyboard.press("/");
    await expect(conversation.question).toBeFocused();
    await page.keyboard.type(question);
    await page.keyboard.press("Enter");
    await expect(conversation.turn(question).article).toBeVisible();
    await conversation.turn(question).answered(reading);
  });

  const turn = conversation.turn(question);
  await test.step("arrows go through the evidence, Enter flies there", async () => {
    await page.keyboard.press("Escape");
    await expect(viewer.image).toBeFocused();
    await page.keyboard.press("e");
    await expect(turn.evidence.rows.first()).toBeFocused();
    await page.keyboard.press("ArrowDown");
    const row = turn.evidence.rows.nth(1);
    await expect(row).toBeFocused();
    await page.keyboard.press("Enter");
    await viewer.rendered();
    await expect(row).toHaveAttribute("aria-pressed", "true");
    const id = (await row.getAttribute("aria-label"))?.match(/^P\d+/)?.[0] ?? "";
    await expect(viewer.legend).toContainText(id);
  });

  await test.step("a chip of the answer is reached and flown to the same way", async () => {
    await turn.evidence.rows.first().focus();
    await keys.tabTo(/^P\d+, \w+ evidence$/, "Shift+Tab");
    await page.keyboard.press("Enter");
    await viewer.rendered();
    await expect(turn.answer.locator("[aria-pressed=true]").first()).toBeVisible();
  });

  await test.step("Escape leads back to the question, then to the slide", async () => {
    await page.keyboard.press("Escape");
    await expect(conversation.question).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(viewer.image).toBeFocused();
  });

  await test.step("the evidence is stepped through from the slide, and hidden", async () => {
    await page.keyboard.press("n");
    await viewer.rendered();
    await page.keyboard.press("h");
    await expect(viewer.overlay).toHaveAccessibleName(/^No evidence drawn/);
    await page.keyboard.press("h");
    await page.keyboard.press("Shift+C");
    await expect(new DisplayPart(page).panel).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(viewer.image).toBeFocused();
  });

  await test.step("every stop of the Tab key has a name and is seen", async () => {
    expect(await keys.unseenStops()).toEqual([]);
  });
});
