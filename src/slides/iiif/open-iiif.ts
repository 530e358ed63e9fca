import { fetchWhole } from "#slides/bytes/fetch-whole.ts";
import { whileOpening } from "#slides/bytes/reach.ts";
import { webAddress } from "#slides/bytes/web-address.ts";
import type { ReadOptions } from "#slides/slide-source.ts";
import type { TiledImage } from "#slides/tiled-image.ts";
import { IiifImage } from "./iiif-image.ts";
import { parseIiif } from "./parse-iiif.ts";

/** An info.json is a few kilobytes; a megabyte is another file. */
const largestInfoBytes = 2 ** 20;

/** Opens an image by the address of its info.json or of its service. Throws `slide-unreadable`. */
export async function openIiif(url: string, options: ReadOptions = {}): Promise<TiledImage> {
  const address = webAddress(url);
  if (!address.pathname.endsWith("/info.json")) {
    address.pathname = `${address.pathname.replace(/\/+$/, "")}/info.json`;
  }
  const file = await whileOpening(fetchWhole(address, largestInfoBytes, options));
  return new IiifImage(parseIiif(await file.text(), address));
}
