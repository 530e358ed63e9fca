import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createBrowserEngine } from "#engine/browser-engine.ts";
import { openBrowserLibrary } from "#library/library.ts";
import { LibraryKeeper } from "#ui/library/library-keeper.ts";
import { followLink } from "#ui/link/follow-link.ts";
import { linkedBy } from "#ui/link/link.ts";
import { ReadingRoom } from "#ui/ReadingRoom.tsx";
import { RoomProvider } from "#ui/session/room.tsx";
import { createSession } from "#ui/session/session.ts";
import { createStores } from "#ui/session/stores.ts";
import { askedBy } from "#ui/slide/address.ts";

const asked = askedBy(document.URL);
const link = linkedBy(document.URL);
const stores = createStores();
const keeper = new LibraryKeeper({
  openLibrary: openBrowserLibrary,
  stores,
  isViewAsked: () => link.standpoint !== null,
});
const session = createSession(createBrowserEngine(), stores, asked.pack, keeper);

const root = document.getElementById("root");
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <RoomProvider room={{ stores, session }}>
        <ReadingRoom />
      </RoomProvider>
    </StrictMode>,
  );
}
// A tab that is hidden may be ended without a word: what waits is written then.
document.addEventListener("visibilitychange", () => void keeper.flush());
void session.loadPack();
followLink(stores, link);
if (link.file === null) void session.openSlide(asked.slide);
