import { expect, test } from "@playwright/test";
import type { TurnPart } from "./pages/conversation.ts";
import { ReadingRoom } from "./pages/reading-room.ts";
import { serveFolder } from "./pages/serve-folder.ts";

/** Milliseconds for loading, reading a slide and answering on two busy cores. */
const patience = 300_000;

const QUESTIONS = [
  "What is the diagnosis?",
  "Is there tumour necrosis?",
  "What is the growth pattern?",
] as const;

/** Drawn slides of seeds that no training saw; their truths lie beside them (issue 2). */
const SLIDES = [
  {
    slide: "demo/slide.dzi",
    truths: [/solid carcinoma/, /Necrosis is present/, /The tumour grows in solid sheets/],
    citing: true,
  },
  {
    slide: "unseen/unseen.dzi",
    truths: [/gland-forming carcinoma/, /No necrosis is seen/, /The tumour forms glands/],
    citing: false,
  },
] as const;

for (const { slide, truths, citing } of SLIDES) {
  test(`three questions are answered truly of ${slide}`, async ({ page }) => {
    test.setTimeout(2 * patience);
    await serveFolder(page, "unseen", "fixtures/slides");
    const room = new ReadingRoom(page);
    await room.open({ slide });
    const turns: TurnPart[] = [];
    for (const question of QUESTIONS) turns.push(await room.conversation.ask(question));
    for (const [index, turn] of turns.entries()) {
      await turn.answered(patience);
      await expect(turn.answer).toContainText(truths[index] ?? /never/);
      if (citing) await expectSelected(turn);
    }
  });
}

/** Every chip is a patch of the evidence list: what semantic patch filtering selected. */
async function expectSelected(turn: TurnPart): Promise<void> {
  const chips = await turn.chips.allTextContents();
  expect(chips.length).toBeGreaterThan(0);
  for (const id of chips) await expect(turn.evidence.row(id)).toBeVisible();
}
