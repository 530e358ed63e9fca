import { expect, vi } from "vitest";
import type { SlideOrigin } from "#engine/engine.ts";
import { LibraryKeeper } from "#ui/library/library-keeper.ts";
import { createSession } from "#ui/session/session.ts";
import { createStores } from "#ui/session/stores.ts";
import { createFakeEngine, settled } from "./fake-engine.ts";
import type { MemoryLibrary } from "./memory-library.ts";
import type { OpenSession } from "./open-session.ts";
import { fakeSlide } from "./pink-slide.ts";

/** A busy computer takes its time. */
const patience = { timeout: 20_000 };

/** A page of its own over a library. */
export function visitOf(openLibrary: () => Promise<MemoryLibrary>): OpenSession {
  const engine = createFakeEngine();
  const stores = createStores();
  const keeper = new LibraryKeeper({ openLibrary, stores });
  return { engine, stores, session: createSession(engine, stores, "pack", keeper) };
}

/** A file of this computer, a slide by its name. */
export const fileOf = (text: string, name = "a.svs"): SlideOrigin => ({
  kind: "files",
  files: new Map([[name, new File([text], name)]]),
  micronsPerPixel: 0.5,
});

/** Opens a slide and waits until the library keeps it, or says why not. */
export async function openKept(
  { engine, session, stores }: OpenSession,
  origin: SlideOrigin,
  slide = fakeSlide({ micronsPerPixel: 0.5 }),
): Promise<void> {
  void session.openSlide(origin);
  await settled();
  engine.call("slide").resolve(slide);
  await vi.waitFor(() => {
    const { keptDigest, fault, state } = stores.library.getState();
    expect(keptDigest !== null || fault !== null || state.kind === "failed").toBe(true);
  }, patience);
}

/** The pack is there, and the open slide analysed. */
export async function analyseKept({ engine, session }: OpenSession): Promise<void> {
  void session.loadPack();
  await settled();
  engine.call("pack").resolve();
  await vi.waitFor(() => engine.call("analysis").resolve(), patience);
  await settled();
}
