import { expect, test, vi } from "vitest";
import { viewAt } from "#stores/view-geometry.ts";
import { fakeAnswer } from "#test/fake-answer.ts";
import { fakeCamera } from "#test/fake-camera.ts";
import { fakeSlide } from "#test/pink-slide.ts";
import { createStores } from "#ui/session/stores.ts";
import { linkOf } from "./copy-link.ts";
import { followLink } from "./follow-link.ts";
import { type Link, linkedBy } from "./link.ts";

const nothing: Link = { file: null, standpoint: null, question: null, patchId: null };
const standpoint = { centre: [700, 500], zoom: 2, rotation: 90, isFlipped: true } as const;
const origin = { kind: "files", files: new Map(), micronsPerPixel: null } as const;
const home = viewAt({
  zoom: 0.4,
  centre: [1024, 768],
  size: { width: 800, height: 600 },
  rotation: 0,
  isFlipped: false,
});

function room(link: Link) {
  const stores = createStores();
  followLink(stores, link);
  const { camera, moves } = fakeCamera();
  const open = () => {
    stores.slide.getState().slideOpened(origin, fakeSlide());
    stores.view.getState().cameraReady(camera);
    stores.view.getState().viewMoved(home);
  };
  return { stores, moves, open };
}

test("the linked view is taken once, when the slide has drawn its first frame", async () => {
  const { stores, moves, open } = room({ ...nothing, standpoint });
  open();
  await vi.waitFor(() => expect(moves).toEqual(["at 700"]));
  expect(stores.display.getState()).toMatchObject({ rotation: 90, isFlipped: true });
  stores.view.getState().viewMoved({ ...home, zoom: 3 });
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(moves).toEqual(["at 700"]);
});

test("a slide of another name than the link's is left where it stands", async () => {
  const { stores, moves, open } = room({ ...nothing, standpoint, file: "biopsy" });
  expect(stores.display.getState().awaitedFile).toBe("biopsy");
  open();
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(moves).toEqual([]);
});

test("the question is written, not asked; once answered, its patch is selected", () => {
  const { stores } = room({ ...nothing, question: "Where?", patchId: 3 });
  const { questionAsked, attemptAnswered } = stores.conversation.getState();
  expect(stores.conversation.getState()).toMatchObject({ draft: "Where?", turns: [] });
  const turnId = questionAsked("Where?");
  attemptAnswered({ turnId, attempt: "main" }, fakeAnswer);
  stores.view.getState().answerShown(turnId);
  expect(stores.view.getState().selected).toEqual({ turnId, patchId: 3 });
});

test("a link made of what is seen leads back to it", () => {
  const { stores, open } = room(nothing);
  open();
  const { questionAsked, attemptAnswered } = stores.conversation.getState();
  const turnId = questionAsked("Where?");
  attemptAnswered({ turnId, attempt: "main" }, fakeAnswer);
  stores.view.getState().answerShown(turnId);
  stores.view.getState().patchSelected(turnId, 1);
  expect(linkedBy(linkOf(stores, "https://here.org/") ?? "")).toEqual({
    file: "fake",
    standpoint: { centre: [1024, 768], zoom: 0.4, rotation: 0, isFlipped: false },
    question: "Where?",
    patchId: 1,
  });
});
