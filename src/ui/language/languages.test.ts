import { afterEach, describe, expect, test, vi } from "vitest";
import { createStores } from "#ui/session/stores.ts";
import { english } from "./english.ts";
import { figure, grouped } from "./numbers.ts";
import { spanish } from "./spanish.ts";
import { onSpoken, speak, spoken, t } from "./t.ts";

afterEach(() => speak("en"));

/** "conversation.ask" and its text, of every part. */
const textsOf = (language: Readonly<Record<string, Readonly<Record<string, string>>>>) =>
  new Map<string, string>(
    Object.entries(language).flatMap(([part, texts]) =>
      Object.entries(texts).map(([name, text]) => [`${part}.${name}`, text] as const),
    ),
  );

const inEnglish = textsOf(english);
const inSpanish = textsOf(spanish);
/** The form of whole millions, which English has not: its model is the usual plural. */
const modelOf = (key: string): string => key.replace(/_many$/, "_other");
const valuesOf = (text: string | undefined): readonly string[] =>
  [...(text ?? "").matchAll(/\{\{.*?\}\}/g)].map(([value]) => value).sort();

describe("Spanish", () => {
  test("has every text of English, and the form of millions where there is a plural", () => {
    const plurals = [...inEnglish.keys()].filter((key) => key.endsWith("_other"));
    const wanted = [...inEnglish.keys(), ...plurals.map((key) => key.replace(/_other$/, "_many"))];
    expect([...inSpanish.keys()].sort()).toEqual(wanted.sort());
  });

  test("is told the same values as English", () => {
    for (const [key, text] of inSpanish) {
      expect([key, valuesOf(text)]).toEqual([key, valuesOf(inEnglish.get(modelOf(key)))]);
    }
  });

  test("has no English left in it", () => {
    /** Words that both languages have. */
    const shared = new Set([
      "gamepad.start",
      "display.gamma",
      "progress.tokenCount_one",
      "progress.tokenCount_other",
    ]);
    const left = [...inSpanish].filter(
      ([key, text]) =>
        text === inEnglish.get(modelOf(key)) &&
        !shared.has(key) &&
        /\p{L}{2,}/u.test(wordsOf(text)),
    );
    expect(left.map(([key]) => key)).toEqual([]);
  });
});

/** Without values and the units that every language has. */
const wordsOf = (text: string): string =>
  text.replace(/\{\{.*?\}\}/g, "").replace(/\b(MB|GB|px|mm|WASM|CSV)\b|µm/g, "");

describe("a text", () => {
  test("is said in the language of the page", () => {
    expect(t("conversation.ask")).toBe("Ask");
    speak("es");
    expect(t("conversation.ask")).toBe("Preguntar");
    expect(t("rail.close", { panel: t("rail.layers") })).toBe("Cerrar Capas");
  });

  test("keeps what it is told as it is told, signs of markup too", () => {
    expect(t("library.open", { name: "<a & b>" })).toBe("Open <a & b>");
  });

  test.each([
    ["en", 1, "1 cell"],
    ["en", 0, "0 cells"],
    ["en", 12_345, "12,345 cells"],
    ["en", 1_000_000, "1,000,000 cells"],
    ["es", 1, "1 célula"],
    ["es", 0, "0 células"],
    ["es", 12_345, "12.345 células"],
    ["es", 1_000_000, "1.000.000 de células"],
  ] as const)("in %s counts %i as %s", (language, count, words) => {
    speak(language);
    expect(t("analysis.cells", { count })).toBe(words);
  });
});

test("numbers take the signs of the language and nothing else", () => {
  const said = () => [grouped(12_345.5), figure((1234.5).toFixed(2)), figure(0.25), figure(-1e-7)];
  expect(said()).toEqual(["12,345.5", "1234.50", "0.25", "-1e-7"]);
  speak("es");
  expect(said()).toEqual(["12.345,5", "1234,50", "0,25", "-1e-7"]);
});

describe("the page", () => {
  test("speaks what its stores prefer, and tells what draws without React", () => {
    const told = vi.fn();
    const end = onSpoken(told);
    const { preferences } = createStores();
    preferences.getState().languageChosen("es");
    expect([spoken(), told.mock.calls.length]).toEqual(["es", 1]);
    preferences.getState().themeChosen("dark");
    expect(told).toHaveBeenCalledTimes(1);
    end();
    preferences.getState().languageChosen("en");
    expect([spoken(), told.mock.calls.length]).toEqual(["en", 1]);
  });
});
