import type { SlideOrigin } from "#engine/engine.ts";
import { nameOf } from "#slides/bytes/web-address.ts";
import { t } from "#ui/language/t.ts";

/** What is being opened, and why it may take a while. */
export function openingWords(origin: SlideOrigin): string {
  const name = namesOf(origin);
  if (/\.zip$/i.test(name)) {
    return t("stage.openingZip", { name });
  }
  return t("stage.opening", { name });
}

function namesOf(origin: SlideOrigin): string {
  if (origin.kind === "url") return URL.canParse(origin.url) ? nameOf(new URL(origin.url)) : "";
  const [file, ...more] = origin.files.values();
  if (file === undefined) return t("stage.theSlide");
  return more.length === 0 ? file.name : t("stage.files", { count: more.length + 1 });
}
