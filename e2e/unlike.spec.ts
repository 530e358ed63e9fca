import { expect, test } from "@playwright/test";
import { ReadingRoom } from "./pages/reading-room.ts";
import { serveFolder } from "./pages/serve-folder.ts";

/** Milliseconds: loading the models and answering on two busy cores. */
const patience = 300_000;

test("a painting that is no H&E is not answered about unless a person insists, and then with a warning", async ({
  page,
}) => {
  test.setTimeout(2 * patience);
  const room = new ReadingRoom(page);
  await serveFolder(page, "small", "fixtures/slides-small");
  await room.open({ slide: "small/painted-png.dzi" });
  const turn = await room.conversation.ask("Is there tumour necrosis?");
  await expect(turn.fault).toContainText("unlike the H&E the models know", { timeout: patience });
  await turn.button("Answer all the same").click();
  await turn.answered(patience);
  await expect(turn.unlike).toContainText("This slide is unlike the H&E the models know.");
  const panel = await room.openPanel("Slides");
  await expect(panel).toContainText(/unlike the H&E the models know \(score \d+\.\d, limit 1\)/);
});
