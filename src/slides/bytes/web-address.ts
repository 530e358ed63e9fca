import { ParaffinError } from "#core/errors.ts";

/** The address a person gave. Throws `slide-unreadable` unless it is whole and of the web. */
export function webAddress(url: string): URL {
  const address = URL.canParse(url) ? new URL(url) : null;
  if (address !== null && isOfWeb(address)) return address;
  const remedy = "Give the whole address of the slide: it begins with https:// or http://.";
  throw new ParaffinError("slide-unreadable", `${url} is not an address of the web.`, remedy);
}

/** Whether a text names a place on the web, and no file. */
export function isWebAddress(text: string): boolean {
  return URL.canParse(text) && isOfWeb(new URL(text));
}

export function isOfWeb({ protocol }: URL): boolean {
  return protocol === "https:" || protocol === "http:";
}

/** An address as a message shows it: without its query, which may hold a signature. */
export function shown(address: URL): string {
  return `${address.origin}${address.pathname}`;
}

/** The last part of an address's path, or its host where the path is empty. */
export function nameOf(address: URL): string {
  const last = address.pathname.split("/").findLast((part) => part !== "");
  return last === undefined ? address.host : decoded(last);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // A stray per cent sign in an address: shown as it is written.
  }
}
