import * as v from "valibot";
import { isOfWeb, shown } from "#slides/bytes/web-address.ts";
import { scaleOfFile, unreadableSlide } from "#slides/slide-faults.ts";
import { type IiifTiles, tilesOf } from "./iiif-tiles.ts";
import { type IiifDocument, iiifDocument, physicalDimensions } from "./info-schema.ts";

/** An image on a server of the IIIF Image API, versions 2 and 3. */
export interface IiifService extends IiifTiles {
  /** Tiles are asked for below its path, with its query. */
  readonly base: URL;
  readonly version: 2 | 3;
  /** Level-0 size in pixels. */
  readonly width: number;
  readonly height: number;
  /** Whether a tile may be asked for at a height that its region does not round to by itself. */
  readonly takesExactSizes: boolean;
  readonly micronsPerPixel: number | null;
}

/** Reads an info.json that lay at `address`. Throws `slide-unreadable`, naming the wrong field. */
export function parseIiif(text: string, address: URL): IiifService {
  const parsed = v.safeParse(iiifDocument, parseJson(text, address));
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw notIiif(address, `${v.getDotPath(issue) ?? "the document"}: ${issue.message}`);
  }
  const info = parsed.output;
  const tiles = tilesOf(info);
  if (typeof tiles === "string") throw notIiif(address, tiles);
  return {
    ...tiles,
    base: baseOf(info, address),
    version: versionOf(info),
    width: info.width,
    height: info.height,
    takesExactSizes: info.profile.level === 2 || info.profile.supports.includes("sizeByWh"),
    micronsPerPixel: scaleOf(info.service),
  };
}

function parseJson(text: string, address: URL): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw unreadableSlide(`${shown(address)} is not JSON, so no IIIF image.`, cause);
  }
}

function notIiif(address: URL, why: string): Error {
  return unreadableSlide(`${shown(address)} is no IIIF image that can be read: ${why}`);
}

/**
 * The service's own id, which may lie on another host. The query of `address`, a key say, goes to its
 * own host only. A service behind a proxy often takes itself for http: a page of https cannot ask it.
 */
function baseOf(info: IiifDocument, address: URL): URL {
  const field = info.id === undefined ? "@id" : "id";
  const id = info[field] ?? "";
  const base = URL.canParse(id, address.href) ? new URL(id, address) : null;
  if (base === null || id === "" || !isOfWeb(base)) {
    throw notIiif(address, `${field}: "${id.slice(0, 200)}" is no address of the web`);
  }
  if (base.host === address.host) base.protocol = address.protocol;
  base.pathname = base.pathname.replace(/\/+$/, "");
  base.search = base.origin === address.origin ? address.search : "";
  return base;
}

function versionOf(info: IiifDocument): 2 | 3 {
  const context = JSON.stringify(info["@context"] ?? null);
  if (context.includes("/image/2/")) return 2;
  return context.includes("/image/3/") || info["@id"] === undefined ? 3 : 2;
}

const micronsIn: Readonly<Record<string, number>> = { mm: 1e3, cm: 1e4, in: 25_400 };

/** Of the physical dimensions (iiif.io/api/annex/services, 2.3), in microns per level-0 pixel. */
function scaleOf(service: unknown): number | null {
  for (const one of [service].flat()) {
    const parsed = v.safeParse(physicalDimensions, one);
    if (!parsed.success) continue;
    const microns = micronsIn[parsed.output.physicalUnits];
    return scaleOfFile(microns === undefined ? null : parsed.output.physicalScale * microns);
  }
  return null;
}
