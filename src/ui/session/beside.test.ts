import { beforeEach, expect, test } from "vitest";
import { ParaffinError } from "#core/errors.ts";
import type { OpenSlide } from "#engine/engine.ts";
import { slideBeside } from "#stores/beside-store.ts";
import { openSlideOf } from "#stores/slide-store.ts";
import { settled } from "#test/fake-engine.ts";
import { analysedSession, newSession, type OpenSession, scaledOrigin } from "#test/open-session.ts";
import { fakeSlide } from "#test/pink-slide.ts";

const origin = { kind: "url", url: "http://here/serial.svs", micronsPerPixel: 0.25 } as const;

let open: OpenSession;
beforeEach(async () => {
  open = await analysedSession();
});

/** A slide that counts how often it was let go of. */
function countedSlide(): { readonly slide: OpenSlide; readonly disposals: () => number } {
  let count = 0;
  const { source, description } = fakeSlide();
  const dispose = async () => {
    count += 1;
  };
  return { slide: { description, source: { ...source, dispose } }, disposals: () => count };
}

async function openedBeside() {
  const counted = countedSlide();
  void open.session.openBeside(origin);
  await settled();
  open.engine.call("slide").resolve(counted.slide);
  await settled();
  return counted;
}

test("a second slide is opened and never analysed", async () => {
  const { slide } = await openedBeside();
  const { beside } = open.stores;
  expect(slideBeside(beside.getState())).toBe(slide);
  expect(beside.getState().link?.toPoint).toEqual([1024, 768]);
  expect(open.engine.calls.filter(({ kind }) => kind === "analysis").length).toBe(1);
});

test("closed, it is let go of", async () => {
  const { disposals } = await openedBeside();
  await open.session.closeBeside();
  expect(disposals()).toBe(1);
  expect(open.stores.beside.getState().state).toEqual({ kind: "none" });
});

test("another one takes its place", async () => {
  const { disposals } = await openedBeside();
  const { slide } = await openedBeside();
  expect(disposals()).toBe(1);
  expect(slideBeside(open.stores.beside.getState())).toBe(slide);
});

test("one that fails leaves the first as it was", async () => {
  const before = openSlideOf(open.stores.slide.getState());
  void open.session.openBeside(origin);
  await settled();
  open.engine
    .call("slide")
    .reject(new ParaffinError("slide-unreadable", "serial.svs is no slide.", "Choose another."));
  await settled();
  expect(open.stores.beside.getState().state).toMatchObject({
    kind: "failed",
    fault: { message: "serial.svs is no slide." },
  });
  expect(openSlideOf(open.stores.slide.getState())).toBe(before);
});

test("stopped while it opens, nothing stands beside", async () => {
  void open.session.openBeside(origin);
  await settled();
  await open.session.closeBeside();
  await settled();
  expect(open.stores.beside.getState().state).toEqual({ kind: "none" });
});

test("another first slide closes it", async () => {
  const { disposals } = await openedBeside();
  void open.session.openSlide(scaledOrigin);
  await settled();
  expect(disposals()).toBe(1);
  expect(open.stores.beside.getState().state).toEqual({ kind: "none" });
});

test("the end of the page lets go of it", async () => {
  const { disposals } = await openedBeside();
  await open.session.dispose();
  expect(disposals()).toBe(1);
});

test("beside nothing, nothing is opened", async () => {
  const { session, engine } = newSession();
  await session.openBeside(origin);
  expect(engine.calls).toEqual([]);
});
