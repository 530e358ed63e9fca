import { createRoot, type Root } from "react-dom/client";
import { page } from "vitest/browser";
import type { Engine } from "#engine/engine.ts";
import { ReadingRoom } from "#ui/ReadingRoom.tsx";
import { RoomProvider } from "#ui/session/room.tsx";
import { createSession } from "#ui/session/session.ts";
import { createStores, type Stores } from "#ui/session/stores.ts";
import { settled } from "./fake-engine.ts";
import { scaledOrigin } from "./open-session.ts";

/** The room at 1440x900, its pack and a slide asked of the engine; to be unmounted after the test. */
export async function openRoom(engine: Engine, stores: Stores = createStores()): Promise<Root> {
  await page.viewport(1440, 900);
  document.body.innerHTML = '<div id="root"></div>';
  const session = createSession(engine, stores, "pack/manifest.json");
  const root = createRoot(document.getElementById("root") ?? document.body);
  root.render(
    <RoomProvider room={{ stores, session }}>
      <ReadingRoom />
    </RoomProvider>,
  );
  void session.loadPack();
  void session.openSlide(scaledOrigin);
  await settled();
  return root;
}
