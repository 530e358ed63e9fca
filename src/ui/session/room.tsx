import { createContext, type ReactNode, useContext } from "react";
import { useStore } from "zustand";
import type { AnnotationStore } from "#stores/annotation-store.ts";
import type { BesideStore } from "#stores/beside-store.ts";
import type { CellsStore } from "#stores/cells-store.ts";
import type { ConversationStore } from "#stores/conversation-store.ts";
import type { DisplayStore } from "#stores/display-store.ts";
import type { ImportStore } from "#stores/import-store.ts";
import type { LibraryStore } from "#stores/library-store.ts";
import type { OverlayStore } from "#stores/overlay-store.ts";
import type { PreferencesStore } from "#stores/preferences-store.ts";
import type { RuntimeStore } from "#stores/runtime-store.ts";
import type { SlideStore } from "#stores/slide-store.ts";
import type { ViewStore } from "#stores/view-store.ts";
import type { Session } from "./session.ts";
import type { Stores } from "./stores.ts";

/** All a component may reach: the stores to read, the session to act. */
export interface Room {
  readonly stores: Stores;
  readonly session: Session;
}

const RoomContext = createContext<Room | null>(null);

export function RoomProvider({ room, children }: { room: Room; children: ReactNode }) {
  return <RoomContext value={room}>{children}</RoomContext>;
}

export function useRoom(): Room {
  const room = useContext(RoomContext);
  if (room === null) throw new Error("useRoom outside of a RoomProvider");
  return room;
}

export const useSession = (): Session => useRoom().session;

export const useSlide = <T,>(select: (store: SlideStore) => T): T =>
  useStore(useRoom().stores.slide, select);

export const useConversation = <T,>(select: (store: ConversationStore) => T): T =>
  useStore(useRoom().stores.conversation, select);

export const useView = <T,>(select: (store: ViewStore) => T): T =>
  useStore(useRoom().stores.view, select);

export const useDisplay = <T,>(select: (store: DisplayStore) => T): T =>
  useStore(useRoom().stores.display, select);

export const useBeside = <T,>(select: (store: BesideStore) => T): T =>
  useStore(useRoom().stores.beside, select);

export const useRuntime = <T,>(select: (store: RuntimeStore) => T): T =>
  useStore(useRoom().stores.runtime, select);

export const usePreferences = <T,>(select: (store: PreferencesStore) => T): T =>
  useStore(useRoom().stores.preferences, select);

export const useOverlay = <T,>(select: (store: OverlayStore) => T): T =>
  useStore(useRoom().stores.overlay, select);

export const useCells = <T,>(select: (store: CellsStore) => T): T =>
  useStore(useRoom().stores.cells, select);

export const useAnnotations = <T,>(select: (store: AnnotationStore) => T): T =>
  useStore(useRoom().stores.annotations, select);

export const useImports = <T,>(select: (store: ImportStore) => T): T =>
  useStore(useRoom().stores.imports, select);

export const useLibrary = <T,>(select: (store: LibraryStore) => T): T =>
  useStore(useRoom().stores.library, select);
