import type { SlideOrigin } from "#engine/engine.ts";
import type { Standpoint } from "#stores/standpoint.ts";

/** What a link says beyond the slide's address. */
export interface Link {
  /** Name of a slide that lies on somebody's computer: the page asks for it. */
  readonly file: string | null;
  readonly standpoint: Standpoint | null;
  /** Put into the composer; never asked by itself. */
  readonly question: string | null;
  /** The patch that was selected in the answer to that question. */
  readonly patchId: number | null;
}

export interface Linked extends Omit<Link, "file"> {
  readonly origin: SlideOrigin;
  readonly slideName: string;
}

/**
 * `?slide=` or `?file=`, `&view=x,y,zoom,turn,mirrored` (level-0 pixels; CSS pixels for one of them;
 * degrees; the last two only where they are not zero), `&ask=`, `&patch=`; pack and scale as before.
 */
export function linkTo(pageUrl: string, linked: Linked): string {
  const page = new URL(pageUrl);
  const link = new URL(page.pathname, page);
  const { origin, standpoint, question, patchId } = linked;
  const set = (name: string, value: string | number | null) => {
    if (value !== null) link.searchParams.set(name, String(value));
  };
  set("slide", origin.kind === "url" ? shortened(origin.url, page) : null);
  set("file", origin.kind === "files" ? linked.slideName : null);
  set("mpp", origin.micronsPerPixel);
  set("pack", page.searchParams.get("pack"));
  set("view", standpoint === null ? null : viewText(standpoint));
  set("ask", question);
  set("patch", question === null ? null : patchId);
  return link.href;
}

/** What a page's address asks for; a view that makes no sense is left out. */
export function linkedBy(pageUrl: string): Link {
  const { searchParams } = new URL(pageUrl);
  const patch = searchParams.get("patch") ?? "";
  return {
    file: searchParams.get("file") || null,
    standpoint: standpointIn(searchParams.get("view") ?? ""),
    question: searchParams.get("ask") || null,
    patchId: /^\d{1,6}$/.test(patch) ? Number(patch) : null,
  };
}

/** Slides beside the page are named from there, so that the link also works on a copy of it. */
function shortened(url: string, page: URL): string {
  const base = new URL(".", page).href;
  return url.startsWith(base) ? url.slice(base.length) : url;
}

function viewText({ centre, zoom, rotation, isFlipped }: Standpoint): string {
  const numbers = [centre[0].toFixed(1), centre[1].toFixed(1), zoom.toPrecision(6)].map(Number);
  const turn = Number(rotation.toFixed(1));
  return [...numbers, ...(turn !== 0 || isFlipped ? [turn] : []), ...(isFlipped ? [1] : [])].join();
}

function standpointIn(text: string): Standpoint | null {
  const numbers = text.split(",").map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  const [x, y, zoom, rotation = 0, flipped = 0] = numbers;
  if (x === undefined || y === undefined || zoom === undefined) return null;
  if (!numbers.every(Number.isFinite) || zoom <= 0) return null;
  return {
    centre: [x, y],
    zoom,
    rotation: ((rotation % 360) + 360) % 360,
    isFlipped: flipped === 1,
  };
}
