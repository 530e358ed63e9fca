import { expect, test } from "@playwright/test";
import { ReadingRoom } from "./pages/reading-room.ts";

/** Milliseconds: loading and reading the demo slide on two busy cores; one answer on them. */
const reading = 240_000;
const answering = 120_000;

test("a slide is asked about before the models are ready, and answers with tissue behind its words", async ({
  page,
}) => {
  test.setTimeout(900_000);
  const room = new ReadingRoom(page);
  const { viewer, conversation } = room;
  await room.open();
  const first = await conversation.ask("Where are the lymphocytes?");
  const second = await conversation.ask("What is the diagnosis?");

  await test.step("both questions wait in a visible queue, the slide is already there", async () => {
    await expect(first.article).toContainText("Number 1 in the queue");
    await expect(second.article).toContainText("Number 2 in the queue");
    await viewer.rendered();
    await expect(viewer.scaleBar).toBeVisible();
    await expect(room.statusLine).toContainText("slide 0.5 µm/px, from the slide's file");
  });

  await test.step("the first is answered, then the second", async () => {
    await first.speaking(reading);
    await first.answered(answering);
    await second.answered(answering);
    await expect(first.article).toContainText(/First words after [\d.]+ s, all after [\d.]+ s/);
    await expect(first.article).toContainText("Looked for: lymphocytes");
    await expect(first.unlike).toHaveCount(0);
  });

  await test.step("a chip flies to its patch and counts its cells", async () => {
    const chip = second.chips.first();
    const id = (await chip.textContent()) ?? "";
    const overview = await viewer.scaleBar.getAttribute("aria-label");
    await chip.click();
    await viewer.rendered();
    await expect(chip).toHaveAttribute("aria-pressed", "true");
    await expect(viewer.scaleBar).not.toHaveAttribute("aria-label", overview ?? "");
    await expect(viewer.legend).toContainText(id);
    const row = second.evidence.row(id);
    await expect(row).toHaveAttribute("aria-pressed", "true");
    let cells = 0;
    for (const name of ["inflammatory", "epithelial", "spindle", "other"]) {
      const count = await viewer.legendCount(name);
      expect(count).toBe(await second.evidence.count(row, name));
      cells += count;
    }
    expect(cells).toBeGreaterThan(0);
    expect(await viewer.cellsDrawn()).toBe(cells);
  });

  await test.step("H hides the evidence and shows it again", async () => {
    await viewer.press("h");
    await expect(viewer.overlay).toHaveAccessibleName("No evidence drawn");
    await viewer.press("h");
    await expect(viewer.overlay).toHaveAccessibleName(/^Evidence drawn/);
  });

  await test.step("the same question without the image is answered beside it", async () => {
    await second.button("Ask without the image").click();
    await expect(second.blind).toContainText(/all after/, { timeout: answering });
  });
});

test("stopping keeps what was written; a worker that dies takes only its own answer with it", async ({
  page,
}) => {
  test.setTimeout(900_000);
  const room = new ReadingRoom(page);
  const { conversation } = room;
  await room.open();
  await conversation.stopAtFirstWords();
  const stopped = await conversation.ask("Write a short report.");
  await stopped.speaking(reading);
  await expect(stopped.article).toContainText("Stopped early, at your request.");
  await expect(stopped.answer).toHaveText(/\w/);

  const lost = await conversation.ask("Describe the findings.");
  await room.killWorker("llm"); // while the cells of its patches are still being found
  await expect(lost.fault).toBeVisible({ timeout: answering });
  await expect(stopped.answer).toHaveText(/\w/);
  await lost.button("Retry").click();
  await lost.answered(answering);
});
