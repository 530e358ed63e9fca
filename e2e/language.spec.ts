import { expect, test } from "@playwright/test";
import { DisplayPart } from "./pages/display.ts";
import { ReadingRoom } from "./pages/reading-room.ts";
import { SpanishRoom } from "./pages/spanish-room.ts";

/** Milliseconds: loading and reading the demo slide and answering, on two busy cores. */
const reading = 400_000;

test("the page is changed to Spanish, asked in it, and still speaks it on the next visit", async ({
  page,
}) => {
  test.setTimeout(900_000);
  const english = new ReadingRoom(page);
  const display = new DisplayPart(page);
  const room = new SpanishRoom(page);
  await english.open();
  const question = "Where are the lymphocytes?";

  await test.step("the language is chosen where the slide's display is", async () => {
    await english.viewer.rendered();
    await english.openPanel("Display");
    await display.language.selectOption("Español");
    expect(await room.language()).toBe("es");
    await expect(room.languageChoice).toHaveValue("es");
    await expect(english.conversation.question).toHaveCount(0);
  });

  await test.step("panels, scale and status are Spanish", async () => {
    for (const name of ["Preparaciones", "Visualización", "Anotaciones", "Capas"] as const) {
      await expect(room.panelButton(name)).toBeVisible();
    }
    await expect(room.scaleBar).toBeVisible();
    await expect(room.statusLine).toContainText("preparación 0,5 µm/px, según el archivo");
  });

  await test.step("a question is asked and answered by the Spanish controls", async () => {
    await room.question.fill(question);
    await room.ask.click();
    await room.answered(question, reading);
    await expect(room.turn(question)).toContainText(/Primeras palabras a los [\d,]+ s/);
    const chip = room.chips(question).first();
    await chip.click();
    await room.rendered();
    await expect(chip).toHaveAttribute("aria-pressed", "true");
  });

  await test.step("the next visit speaks it too", async () => {
    await page.reload();
    await expect(room.question).toBeVisible();
    expect(await room.language()).toBe("es");
    await expect(room.panelButton("Capas")).toBeVisible();
  });
});
