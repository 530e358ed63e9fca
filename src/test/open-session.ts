import { createSession, type Session } from "#ui/session/session.ts";
import { createStores, type Stores } from "#ui/session/stores.ts";
import { createFakeEngine, type FakeEngine, settled } from "./fake-engine.ts";

/** A slide with its scale. */
export const scaledOrigin = {
  kind: "url",
  url: "http://here/slide.dzi",
  micronsPerPixel: 0.5,
} as const;

/** All of the page but what is seen of it. */
export interface OpenSession {
  readonly engine: FakeEngine;
  readonly stores: Stores;
  readonly session: Session;
}

/** A session before anything is asked of its engine. */
export function newSession(): OpenSession {
  const engine = createFakeEngine();
  const stores = createStores();
  return { engine, stores, session: createSession(engine, stores, "pack/manifest.json") };
}

/** The pack is loaded, the slide open, and its analysis asked for. */
export async function openSlideAndPack({ engine, session }: OpenSession): Promise<void> {
  void session.loadPack();
  void session.openSlide(scaledOrigin);
  await settled();
  engine.call("slide").resolve();
  engine.call("pack").resolve();
  await settled();
}

/** The slide's analysis is there. */
export async function endAnalysis({ engine }: Pick<OpenSession, "engine">): Promise<void> {
  engine.call("analysis").resolve();
  await settled();
}

/** A session whose slide is analysed. */
export async function analysedSession(): Promise<OpenSession> {
  const open = newSession();
  await openSlideAndPack(open);
  await endAnalysis(open);
  return open;
}
