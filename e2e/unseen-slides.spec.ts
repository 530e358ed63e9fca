import { expect, test } from "@playwright/test";
import { imageOf, isTrue, unseenSlides } from "#test/unseen-slides.ts";
import type { TurnPart } from "./pages/conversation.ts";
import { ReadingRoom } from "./pages/reading-room.ts";
import { serveFolder } from "./pages/serve-folder.ts";
import { serveImage } from "./pages/serve-image.ts";

/** Milliseconds for loading, reading a slide and answering on two busy cores. */
const patience = 300_000;

const QUESTIONS = [
  "What is the diagnosis?",
  "Is there tumour necrosis?",
  "What is the growth pattern?",
] as const;

/** Drawn slides of seeds that no training saw; their truths lie beside them. */
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

/** One of the ten slides of the command's tests: without tumour, unlike the two above. */
const BENIGN = "benign-glands-lymphoid";

test(`three questions are answered truly of ${BENIGN}`, async ({ page }) => {
  test.setTimeout(2 * patience);
  const unseen = unseenSlides.find(({ name }) => name === BENIGN);
  if (unseen === undefined) throw new Error(`no slide is called ${BENIGN}`);
  await serveImage(page, BENIGN, imageOf(unseen));
  const room = new ReadingRoom(page);
  await room.open({ slide: `${BENIGN}/slide.dzi`, mpp: `${unseen.micronsPerPixel}` });
  for (const { question, value } of unseen.questions) {
    const turn = await room.conversation.ask(question);
    await turn.answered(patience);
    const answer = (await turn.answer.textContent()) ?? "";
    expect(isTrue(question, value, answer), answer).toBe(true);
  }
  const asked = await room.conversation.ask("What is the HER2 status?");
  await expect(asked.declined).toBeVisible({ timeout: patience });
  await expect(asked.answer).toContainText("cannot be seen on an H&E slide");
  await expect(asked.fault).toHaveCount(0);
});

/** Every chip is a patch of the evidence list: what semantic patch filtering selected. */
async function expectSelected(turn: TurnPart): Promise<void> {
  const chips = await turn.chips.allTextContents();
  expect(chips.length).toBeGreaterThan(0);
  for (const id of chips) await expect(turn.evidence.row(id)).toBeVisible();
}
