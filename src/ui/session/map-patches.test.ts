import { beforeEach, expect, test, vi } from "vitest";
import { type FakeEngine, settled } from "#test/fake-engine.ts";
import { endAnalysis, newSession, openSlideAndPack } from "#test/open-session.ts";
import type { Session } from "./session.ts";
import type { Stores } from "./stores.ts";

let engine: FakeEngine;
let stores: Stores;
let session: Session;

beforeEach(async () => {
  const open = newSession();
  ({ engine, stores, session } = open);
  await openSlideAndPack(open);
});

const analysed = () => endAnalysis({ engine });

test("patches are mapped once the slide is analysed, and once for a question", async () => {
  const asked = vi.spyOn(engine, "mapPatches");
  await session.mapPatches();
  expect(stores.overlay.getState().patches).toBeNull();
  await analysed();
  await session.mapPatches();
  await session.mapPatches();
  expect(asked).toHaveBeenCalledOnce();
  expect(stores.overlay.getState().patches).toMatchObject({ slideSerial: 1, question: null });
});

test("the shown answer's question gives them their relevance", async () => {
  await analysed();
  session.ask("Where are the lymphocytes?");
  await settled();
  engine.call("ask").resolve();
  await settled();
  await session.mapPatches();
  const { patches } = stores.overlay.getState();
  expect(patches?.question).toBe("Where are the lymphocytes?");
  expect(patches?.map.relevance?.length).toBe(48);
});

test("patches that cannot be mapped are told as a fault", async () => {
  await analysed();
  vi.spyOn(engine, "mapPatches").mockRejectedValueOnce(new Error("no texts"));
  await session.mapPatches();
  expect(stores.overlay.getState().patches).toBeNull();
  expect(stores.slide.getState().tileFault).not.toBeNull();
});
