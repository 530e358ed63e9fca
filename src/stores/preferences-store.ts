import { persist } from "zustand/middleware";
import { createStore, type StoreApi } from "zustand/vanilla";

export type Theme = "system" | "light" | "dark";

export const conversationWidths = { least: 320, usual: 400, most: 760 } as const;

/** What a person set once and finds again; kept in the browser's own storage, nowhere else. */
export interface PreferencesStore {
  readonly theme: Theme;
  /** CSS pixels. */
  readonly conversationWidth: number;
  readonly conversationOpen: boolean;
  readonly notesDismissed: readonly string[];
  /** For a shared computer: no slide is remembered. */
  readonly keepsNothing: boolean;
  themeChosen(theme: Theme): void;
  conversationResized(width: number): void;
  conversationToggled(): void;
  noteDismissed(note: string): void;
  keepingChosen(keepsNothing: boolean): void;
}

const clamp = (width: number): number =>
  Math.round(Math.min(conversationWidths.most, Math.max(conversationWidths.least, width)));

export function createPreferencesStore(): StoreApi<PreferencesStore> {
  return createStore<PreferencesStore>()(
    persist(
      (set) => ({
        theme: "system",
        conversationWidth: conversationWidths.usual,
        conversationOpen: true,
        notesDismissed: [],
        keepsNothing: false,
        themeChosen: (theme) => set({ theme }),
        conversationResized: (width) => set({ conversationWidth: clamp(width) }),
        conversationToggled: () => set((store) => ({ conversationOpen: !store.conversationOpen })),
        keepingChosen: (keepsNothing) => set({ keepsNothing }),
        noteDismissed: (note) =>
          set((store) => ({ notesDismissed: [...new Set([...store.notesDismissed, note])] })),
      }),
      { name: "paraffin" },
    ),
  );
}
