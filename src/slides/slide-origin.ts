/**
 * A slide by its address (a file, a .dzi, an IIIF info.json), or the files a person dropped or chose
 * (path relative to the folder -> file). `micronsPerPixel` is what the page's address said of level
 * 0, null when it said nothing.
 */
export type SlideOrigin =
  | { readonly kind: "url"; readonly url: string; readonly micronsPerPixel: number | null }
  | {
      readonly kind: "files";
      readonly files: ReadonlyMap<string, File>;
      /** The files or the folder as the browser can give them again on a later visit. */
      readonly entries?: readonly FileSystemHandle[];
      readonly micronsPerPixel: number | null;
    };
