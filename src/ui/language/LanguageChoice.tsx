import type { Language } from "#stores/preferences-store.ts";
import { usePreferences } from "#ui/session/room.tsx";
import { t, useSpoken } from "./t.ts";

/** Each in its own words, so that it is found by whoever reads no other. */
const languages: readonly (readonly [language: Language, name: string])[] = [
  ["en", "English"],
  ["es", "Español"],
];

/** The language of the page; answers keep the model's. */
export function LanguageChoice() {
  const spoken = useSpoken();
  const languageChosen = usePreferences((store) => store.languageChosen);
  const choose = (chosen: string): void => {
    const known = languages.find(([language]) => language === chosen);
    if (known !== undefined) languageChosen(known[0]);
  };
  return (
    <section aria-label={t("display.language")}>
      <label className="field">
        {t("display.language")}
        <select value={spoken} onChange={({ target }) => choose(target.value)}>
          {languages.map(([language, name]) => (
            <option key={language} value={language} lang={language}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <p className="quiet">{t("display.languageNote")}</p>
    </section>
  );
}
