import { createInstance, type TFunction } from "i18next";
import { useSyncExternalStore } from "react";
import type { Language } from "#stores/preferences-store.ts";
import { english } from "./english.ts";
import type { Key, ValuesOf } from "./key.ts";
import { spanish } from "./spanish.ts";

const texts = createInstance();
void texts.init({
  resources: { en: { translation: english }, es: { translation: spanish } },
  lng: "en",
  fallbackLng: "en",
  initAsync: false,
  interpolation: { escapeValue: false }, // React escapes.
});

const fixed: Readonly<Record<Language, TFunction>> = {
  en: texts.getFixedT("en"),
  es: texts.getFixedT("es"),
};

/** A document has one language, as its root element says: kept here, beside it. */
let now: Language = "en";
const listeners = new Set<() => void>();

/** The language of the page. */
export const spoken = (): Language => now;

/** Changes the language of the page; what is drawn with `useSpoken` is drawn again. */
export function speak(language: Language): void {
  if (typeof document !== "undefined") document.documentElement.lang = language;
  if (language === now) return;
  now = language;
  for (const listener of listeners) listener();
}

/** For what is drawn without React; returns its own end. */
export function onSpoken(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** The language of the page; draws again with all that stands below when it changes. */
export const useSpoken = (): Language => useSyncExternalStore(onSpoken, spoken);

/** The text of a key in the language of the page, never kept: what keeps words keeps their key. */
export function t<K extends Key>(key: K, ...[values]: ValuesOf<K>): string {
  return String(fixed[now](key, { ...values }));
}
