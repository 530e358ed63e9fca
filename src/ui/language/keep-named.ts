import { onSpoken } from "./t.ts";

/** Names what React does not draw, anew in each language the page comes to speak; returns its end. */
export function keepNamed(element: Element, words: () => string): () => void {
  const name = (): void => element.setAttribute("aria-label", words());
  name();
  return onSpoken(name);
}
