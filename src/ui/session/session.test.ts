import { beforeEach, describe, expect, test } from "vitest";
import { ParaffinError } from "#core/errors.ts";
import { tableOf } from "#pipeline/cells/cell-table.ts";
import { openSlideOf } from "#stores/slide-store.ts";
import { fakeAnswer, fakeCell } from "#test/fake-answer.ts";
import { type FakeEngine, settled } from "#test/fake-engine.ts";
import {
  endAnalysis,
  newSession,
  openSlideAndPack,
  scaledOrigin as origin,
} from "#test/open-session.ts";
import type { Session } from "./session.ts";
import type { Stores } from "./stores.ts";

const unscaled = { ...origin, micronsPerPixel: null };
const lost = new ParaffinError("worker-lost", "The worker ended.", "Ask again.");

let engine: FakeEngine;
let stores: Stores;
let session: Session;
const conversation = () => stores.conversation.getState();
const firstMain = () => conversation().turns[0]?.main;

beforeEach(() => {
  ({ engine, stores, session } = newSession());
});

async function loadAll(): Promise<void> {
  await openSlideAndPack({ engine, stores, session });
  await endAnalysis({ engine });
}

describe("before the models are ready", () => {
  test("questions wait and are answered in order once all is there", async () => {
    session.ask("one");
    session.ask("two");
    expect(conversation().queue.length).toBe(2);
    await loadAll();
    expect(engine.call("ask").question).toBe("one");
    engine.call("ask").resolve();
    await settled();
    expect(engine.call("ask").question).toBe("two");
    expect(firstMain()?.kind).toBe("answered");
  });

  test("the slide is analysed as soon as pack, slide and scale are there, once", async () => {
    void session.openSlide(unscaled);
    await settled();
    engine.call("slide").resolve();
    void session.loadPack();
    engine.call("pack").resolve();
    await settled();
    expect(engine.calls.map(({ kind }) => kind)).toEqual(["slide", "pack"]);
    void session.giveScale(0.25);
    await settled();
    void session.analyse();
    expect(engine.calls.filter(({ kind }) => kind === "analysis").length).toBe(1);
    expect(openSlideOf(stores.slide.getState())?.description.micronsPerPixel).toBe(0.25);
  });
});

describe("an answer", () => {
  test("streams, then shows its evidence", async () => {
    await loadAll();
    session.ask("one");
    engine.call("ask").options.onText?.("The infil");
    expect(firstMain()).toEqual({ kind: "working", text: "The infil" });
    engine.call("ask").resolve();
    await settled();
    expect(stores.view.getState().shownTurn).toBe(conversation().turns[0]?.id);
  });

  test("that is stopped keeps its text and lets the next question run", async () => {
    await loadAll();
    session.ask("one");
    session.ask("two");
    engine.call("ask").options.onText?.("The infil");
    session.stop();
    await settled();
    expect(firstMain()).toEqual({ kind: "stopped", text: "The infil" });
    expect(engine.call("ask").question).toBe("two");
  });

  test("that fails says so in its place and can be asked again", async () => {
    await loadAll();
    session.ask("one");
    engine.call("ask").reject(lost);
    await settled();
    expect(firstMain()).toMatchObject({ kind: "failed", fault: { kind: "worker-lost" } });
    session.retry(conversation().turns[0]?.id ?? 0, "main");
    engine.call("ask").resolve(fakeAnswer);
    await settled();
    expect(firstMain()?.kind).toBe("answered");
  });

  test("has a blind control that is asked without the image", async () => {
    await loadAll();
    session.ask("one");
    engine.call("ask").resolve();
    await settled();
    session.askBlind(conversation().turns[0]?.id ?? 0);
    expect(engine.call("ask").options.blind).toBe(true);
    engine.call("ask").resolve({ ...fakeAnswer, patches: [] });
    await settled();
    expect(conversation().turns[0]?.blind?.kind).toBe("answered");
  });

  test("for a slide that has been left does not draw over the new one", async () => {
    await loadAll();
    session.ask("one");
    const asked = engine.call("ask");
    void session.openSlide(origin);
    await settled();
    expect(asked.isSettled).toBe(true);
    expect(firstMain()?.kind).toBe("stopped");
    expect(stores.view.getState().shownTurn).toBeNull();
  });
});

test("a selected cell goes with its slide", async () => {
  await loadAll();
  const { cellSelected, cellPointed } = stores.overlay.getState();
  const cell = { table: tableOf([fakeCell(0, 0, 1)]), cell: 0 };
  cellSelected(cell);
  cellPointed(cell);
  void session.openSlide(origin);
  await settled();
  expect(stores.overlay.getState()).toMatchObject({ selected: null, pointed: null });
});

describe("failures", () => {
  test("a pack that fails is told and can be loaded again", async () => {
    void session.loadPack();
    engine.call("pack").reject(new ParaffinError("pack-unreadable", "No manifest.", "Check it."));
    await settled();
    expect(stores.runtime.getState().pack).toMatchObject({ fault: { kind: "pack-unreadable" } });
    void session.loadPack();
    engine.call("pack").resolve();
    await settled();
    expect(stores.runtime.getState().pack.kind).toBe("done");
  });

  test("a slide that fails is told and the questions stay", async () => {
    session.ask("one");
    void session.openSlide(origin);
    await settled();
    engine.call("slide").reject(new ParaffinError("slide-unreadable", "No slide.", "Check it."));
    await settled();
    expect(stores.slide.getState().state).toMatchObject({
      kind: "failed",
      fault: { kind: "slide-unreadable" },
    });
    expect(conversation().queue.length).toBe(1);
  });

  test("an opening that is cancelled is said to be, and the slide can be opened again", async () => {
    void session.openSlide(origin);
    await settled();
    const { signal } = engine.call("slide").options;
    session.cancelOpening();
    await settled();
    expect(signal?.aborted).toBe(true);
    expect(stores.slide.getState().state).toMatchObject({ kind: "failed", origin });
    void session.openSlide(origin);
    await settled();
    engine.call("slide").resolve();
    await settled();
    expect(stores.slide.getState().state.kind).toBe("open");
  });

  test("what is cancelled is no failure and can be resumed", async () => {
    void session.openSlide(origin);
    await settled();
    engine.call("slide").resolve();
    void session.loadPack();
    engine.call("pack").resolve();
    await settled();
    session.cancel();
    await settled();
    expect(stores.runtime.getState().analysis.kind).toBe("cancelled");
    void session.analyse();
    engine.call("analysis").resolve();
    await settled();
    expect(stores.runtime.getState().analysis.kind).toBe("done");
  });
});

test("reports of the engine reach the status line until the session ends", async () => {
  const report = {
    level: "llm",
    provider: "wasm",
    threads: 2,
    reason: "",
    state: "ready",
  } as const;
  engine.report([report]);
  expect(stores.runtime.getState().reports).toEqual([report]);
  await session.dispose();
  engine.report([]);
  expect(stores.runtime.getState().reports).toEqual([report]);
  expect(engine.isDisposed).toBe(true);
});
