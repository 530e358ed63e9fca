import type { StoreApi } from "zustand/vanilla";
import { type AnnotationStore, createAnnotationStore } from "#stores/annotation-store.ts";
import { type BesideStore, createBesideStore } from "#stores/beside-store.ts";
import { type CellsStore, createCellsStore } from "#stores/cells-store.ts";
import type { ConversationStore } from "#stores/conversation-store.ts";
import { createConversationStore } from "#stores/conversation-store.ts";
import { createDisplayStore, type DisplayStore } from "#stores/display-store.ts";
import { createImportStore, type ImportStore } from "#stores/import-store.ts";
import { createLibraryStore, type LibraryStore } from "#stores/library-store.ts";
import { createOverlayStore, type OverlayStore } from "#stores/overlay-store.ts";
import {
  createPreferencesStore,
  languageOf,
  type PreferencesStore,
} from "#stores/preferences-store.ts";
import { createRuntimeStore, type RuntimeStore } from "#stores/runtime-store.ts";
import { createSlideStore, type SlideStore } from "#stores/slide-store.ts";
import { createViewStore, type ViewStore } from "#stores/view-store.ts";
import { speak } from "#ui/language/t.ts";

/** The page's stores, one for each lifetime. */
export interface Stores {
  readonly slide: StoreApi<SlideStore>;
  readonly conversation: StoreApi<ConversationStore>;
  readonly view: StoreApi<ViewStore>;
  readonly display: StoreApi<DisplayStore>;
  readonly beside: StoreApi<BesideStore>;
  readonly runtime: StoreApi<RuntimeStore>;
  readonly preferences: StoreApi<PreferencesStore>;
  readonly library: StoreApi<LibraryStore>;
  readonly cells: StoreApi<CellsStore>;
  readonly overlay: StoreApi<OverlayStore>;
  readonly annotations: StoreApi<AnnotationStore>;
  readonly imports: StoreApi<ImportStore>;
}

export const createStores = (): Stores => ({
  slide: createSlideStore(),
  conversation: createConversationStore(),
  view: createViewStore(),
  display: createDisplayStore(),
  beside: createBesideStore(),
  runtime: createRuntimeStore(),
  preferences: createSpokenPreferences(),
  library: createLibraryStore(),
  cells: createCellsStore(),
  overlay: createOverlayStore(),
  annotations: createAnnotationStore(),
  imports: createImportStore(),
});

/** The page speaks the language that is preferred, now and whenever it changes. */
function createSpokenPreferences(): StoreApi<PreferencesStore> {
  const preferences = createPreferencesStore();
  speak(languageOf(preferences.getState()));
  preferences.subscribe((now) => speak(languageOf(now)));
  return preferences;
}
