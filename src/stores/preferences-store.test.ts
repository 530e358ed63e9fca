import { expect, test } from "vitest";
import { createPreferencesStore, languageOf } from "./preferences-store.ts";

test.each([
  [["es-MX", "en"], "es"],
  [["es"], "es"],
  [["en-GB", "es"], "en"],
  [["fr", "es"], "en"],
  [["est"], "en"],
  [[], "en"],
] as const)("a browser that asks for %j is spoken to in %s", (asked, language) => {
  expect(languageOf({ language: null }, asked)).toBe(language);
});

test("a chosen language is kept to, whatever the browser asks for", () => {
  const { getState } = createPreferencesStore();
  expect(getState().language).toBeNull();
  getState().languageChosen("en");
  expect(languageOf(getState(), ["es"])).toBe("en");
});
