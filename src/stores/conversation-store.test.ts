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

describe("turns of an earlier visit", () => {
  const kept = (question: string) =>
    ({
      question,
      main: { kind: "answered", answer: fakeAnswer },
      blind: null,
      isInsisted: false,
    }) as const;
  const back = { serial: 2, name: "b", formerSerials: [1] };

  test("come back before the questions that wait, and questions go on from there", () => {
    const store = createConversationStore();
    const waiting = store.getState().questionAsked("waits");
    store.getState().conversationRestored([kept("one"), kept("two")], back);
    const { turns, queue } = store.getState();
    expect(turns.map(({ question }) => question)).toEqual(["one", "two", "waits"]);
    expect(turns.map(({ slideSerial }) => slideSerial)).toEqual([2, 2, null]);
    expect(queue).toEqual([{ turnId: waiting, attempt: "main" }]);
    const next = store.getState().questionAsked("next");
    expect(new Set(store.getState().turns.map(({ id }) => id)).size).toBe(4);
    expect(next).toBeGreaterThan(waiting);
  });

  test("take the place of the same slide's, and leave those of other slides", () => {
    const store = createConversationStore();
    const ask = (question: string, serial: number) => {
      const key = { turnId: store.getState().questionAsked(question), attempt: "main" } as const;
      store.getState().attemptStarted(key, { serial, name: "x" });
      store.getState().attemptAnswered(key, fakeAnswer);
    };
    ask("of the first visit", 1);
    ask("of another slide", 7);
    store.getState().conversationRestored([kept("of the first visit")], back);
    const asked = store
      .getState()
      .turns.map(({ question, slideSerial }) => [question, slideSerial]);
    expect(asked).toEqual([
      ["of another slide", 7],
      ["of the first visit", 2],
    ]);
  });
});
