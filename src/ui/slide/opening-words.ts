import type { SlideOrigin } from "#engine/engine.ts";
import { nameOf } from "#slides/bytes/web-address.ts";

/** What is being opened, and why it may take a while. */
export function openingWords(origin: SlideOrigin): string {
  const name = namesOf(origin);
  if (/\.zip$/i.test(name)) {
    return `Opening ${name}. The list of a large zip's files takes some seconds.`;
  }
  return `Opening ${name}`;
}

function namesOf(origin: SlideOrigin): string {
  if (origin.kind === "url") return URL.canParse(origin.url) ? nameOf(new URL(origin.url)) : "";
  const [file, ...more] = origin.files.values();
  if (file === undefined) return "the slide";
  return more.length === 0 ? file.name : `${(more.length + 1).toLocaleString("en")} files`;
}
