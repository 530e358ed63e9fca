import { beforeEach, describe, expect, test } from "vitest";
import type { StoreApi } from "zustand/vanilla";
import { fakeAnswer } from "#test/fake-answer.ts";
import {
  answerOf,
  type ConversationStore,
  citedIds,
  createConversationStore,
  evidenceOf,
  isAnswering,
  turnOf,
} from "./conversation-store.ts";

const slide = { serial: 1, name: "a slide" };
let store: StoreApi<ConversationStore>;
const now = () => store.getState();

beforeEach(() => {
  store = createConversationStore();
});

describe("the queue", () => {
  test("questions wait in the order they were asked", () => {
    const first = now().questionAsked("one");
    const second = now().questionAsked("two");
    expect(now().queue.map(({ turnId }) => turnId)).toEqual([first, second]);
    expect(now().turns.map(({ main }) => main.kind)).toEqual(["queued", "queued"]);
  });

  test("a question that starts leaves the queue and knows its slide", () => {
    const turnId = now().questionAsked("one");
    now().attemptStarted({ turnId, attempt: "main" }, slide);
    expect(now().queue).toEqual([]);
    expect(turnOf(now(), turnId)).toMatchObject({ slideSerial: 1, slideName: "a slide" });
    expect(isAnswering(now())).toBe(true);
  });

  test("a withdrawn question is gone; a withdrawn control leaves its answer", () => {
    const withdrawn = now().questionAsked("one");
    now().attemptWithdrawn({ turnId: withdrawn, attempt: "main" });
    expect(now().turns).toEqual([]);
    const turnId = now().questionAsked("two");
    now().attemptAnswered({ turnId, attempt: "main" }, fakeAnswer);
    now().attemptQueued({ turnId, attempt: "blind" });
    now().attemptWithdrawn({ turnId, attempt: "blind" });
    expect(turnOf(now(), turnId)?.blind).toBeNull();
    expect(answerOf(turnOf(now(), turnId))).toBe(fakeAnswer);
  });

  test("asking again puts a question at the end, once", () => {
    const first = now().questionAsked("one");
    const second = now().questionAsked("two");
    now().attemptQueued({ turnId: first, attempt: "main" });
    expect(now().queue.map(({ turnId }) => turnId)).toEqual([second, first]);
  });
});

describe("an attempt", () => {
  test("that is stopped keeps the words it had", () => {
    const turnId = now().questionAsked("one");
    const key = { turnId, attempt: "main" } as const;
    now().attemptStarted(key, slide);
    now().textStreamed(key, "The infiltrate");
    now().attemptStopped(key);
    expect(turnOf(now(), turnId)?.main).toEqual({ kind: "stopped", text: "The infiltrate" });
  });

  test("that fails keeps the words it had beside the fault", () => {
    const turnId = now().questionAsked("one");
    const key = { turnId, attempt: "main" } as const;
    const fault = { kind: "worker-lost", message: "Lost.", remedy: "Ask again." } as const;
    now().attemptStarted(key, slide);
    now().textStreamed(key, "The");
    now().attemptFailed(key, fault);
    expect(turnOf(now(), turnId)?.main).toEqual({ kind: "failed", fault, text: "The" });
  });

  test("without the image leaves the answer and its slide alone", () => {
    const turnId = now().questionAsked("one");
    now().attemptStarted({ turnId, attempt: "main" }, slide);
    now().attemptAnswered({ turnId, attempt: "main" }, fakeAnswer);
    now().attemptStarted({ turnId, attempt: "blind" }, { serial: 2, name: "another" });
    expect(turnOf(now(), turnId)).toMatchObject({
      slideSerial: 1,
      blind: { kind: "working", text: "" },
      main: { kind: "answered" },
    });
  });
});

describe("evidence", () => {
  test("lists the cited patches first, each part by relevance", () => {
    expect(evidenceOf(fakeAnswer).map(({ id }) => id)).toEqual([1, 3, 2]);
  });

  test("counts a patch cited twice once", () => {
    expect([...citedIds(fakeAnswer)].toSorted()).toEqual([1, 3]);
  });
});
