import type { Language } from "#stores/preferences-store.ts";
import { spoken } from "./t.ts";

/** Making one takes milliseconds, and the status line says numbers in every frame. */
const formats = new Map<Language, { readonly whole: Intl.NumberFormat; readonly sign: string }>();

/** "12,345", or "12.345" in Spanish; at most three decimals unless told otherwise. */
export function grouped(value: number, options?: Intl.NumberFormatOptions): string {
  if (options !== undefined) return value.toLocaleString(spoken(), options);
  return formatOf(spoken()).whole.format(value);
}

/** A number as JavaScript writes it, whatever its decimals, with the language's decimal sign. */
export function figure(value: number | string): string {
  return String(value).replace(".", formatOf(spoken()).sign);
}

function formatOf(language: Language) {
  const known = formats.get(language);
  if (known !== undefined) return known;
  const whole = new Intl.NumberFormat(language);
  const sign = whole.formatToParts(0.5).find(({ type }) => type === "decimal")?.value ?? ".";
  const made = { whole, sign };
  formats.set(language, made);
  return made;
}
