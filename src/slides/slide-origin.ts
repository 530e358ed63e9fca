/**
 * A slide by the address of its .dzi, or the files of a dropped folder (path relative to it -> file).
 * `micronsPerPixel` is what the page's address said of level 0, null when it said nothing.
 */
export type SlideOrigin =
  | { readonly kind: "url"; readonly url: string; readonly micronsPerPixel: number | null }
  | {
      readonly kind: "folder";
      readonly files: ReadonlyMap<string, File>;
      readonly micronsPerPixel: number | null;
    };
