import { persist } from "zustand/middleware";
import { createStore, type StoreApi } from "zustand/vanilla";

export type Theme = "system" | "light" | "dark";
export type Language = "en" | "es";

export const conversationWidths = { least: 320, usual: 400, most: 760 } as const;

/** What a person set once and finds again; kept in the browser's own storage, nowhere else. */
export interface PreferencesStore {
  readonly theme: Theme;
  /** Null while none was chosen: the browser's. */
  readonly language: Language | null;
  /** CSS pixels. */
  readonly conversationWidth: number;
  readonly conversationOpen: boolean;
  readonly notesDismissed: readonly string[];
  /** For a shared computer: no slide is remembered. */
  readonly keepsNothing: boolean;
  themeChosen(theme: Theme): void;
  languageChosen(language: Language): void;
  conversationResized(width: number): void;
  conversationToggled(): void;
  noteDismissed(note: string): void;
  keepingChosen(keepsNothing: boolean): void;
}

/** The language of the page: the one chosen, else Spanish where the browser asks for it first. */
export function languageOf(
  { language }: Pick<PreferencesStore, "language">,
  asked: readonly string[] = globalThis.navigator?.languages ?? [],
): Language {
  return language ?? (/^es\b/i.test(asked[0] ?? "") ? "es" : "en");
}

const clamp = (width: number): number =>
  Math.round(Math.min(conversationWidths.most, Math.max(conversationWidths.least, width)));

export function createPreferencesStore(): StoreApi<PreferencesStore> {
  return createStore<PreferencesStore>()(
    persist(
      (set) => ({
        theme: "system",
        language: null,
        conversationWidth: conversationWidths.usual,
        conversationOpen: true,
        notesDismissed: [],
        keepsNothing: false,
        themeChosen: (theme) => set({ theme }),
        languageChosen: (language) => set({ language }),
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
