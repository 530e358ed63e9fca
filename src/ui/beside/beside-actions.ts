import { slideBeside } from "#stores/beside-store.ts";
import { linkBetween, type SlidePair } from "#stores/linked-view.ts";
import { openSlideOf, scaleOf } from "#stores/slide-store.ts";
import type { Camera } from "#stores/view-store.ts";
import type { Room } from "#ui/session/room.tsx";
import type { Stores } from "#ui/session/stores.ts";
import { besideId, focusTissue, tissueId } from "#ui/viewer/focus-tissue.ts";

/** The two slides on the stage, while there are two. */
export function pairOf({ slide, beside }: Pick<Stores, "slide" | "beside">): SlidePair | null {
  const [first, second] = [openSlideOf(slide.getState()), slideBeside(beside.getState())];
  if (first === null || second === null) return null;
  return { from: first.description, to: second.description };
}

/** From now on both move together, as they stand now; or each moves alone again. */
export function toggleLink(stores: Stores): void {
  const { link, view: second, viewsLinked, viewsParted } = stores.beside.getState();
  const first = stores.view.getState().view;
  const pair = pairOf(stores);
  if (link !== null) viewsParted();
  else if (first !== null && second !== null && pair !== null) {
    viewsLinked(linkBetween(first, second, pair));
  }
}

/** What keys and sticks move: the slide that was touched last. */
export function cameraInHand({ view, beside }: Stores): Omit<Camera, "capture"> | null {
  const { isInHand, camera } = beside.getState();
  return isInHand && camera !== null ? camera : view.getState().camera;
}

/** What of the slide in hand decides how far a magnification goes, and about which point. */
export function inHand({ slide, view, beside }: Stores) {
  const second = slideBeside(beside.getState());
  if (beside.getState().isInHand && second !== null) {
    return { micronsPerPixel: second.description.micronsPerPixel, pointer: null };
  }
  return { micronsPerPixel: scaleOf(slide.getState()), pointer: view.getState().pointer };
}

/** Turns the slide in hand clockwise by `degrees`, and with it the one that is linked to it. */
export function turnInHand(stores: Stores, degrees: number): void {
  if (stores.beside.getState().isInHand) turnBeside(stores, degrees);
  else stores.display.getState().turnedBy(degrees);
}

export function mirrorInHand(stores: Stores): void {
  if (stores.beside.getState().isInHand) mirrorBeside(stores);
  else stores.display.getState().flipped();
}

export function turnBeside({ beside, display }: Stores, degrees: number): void {
  const { link, view, camera } = beside.getState();
  if (link !== null) display.getState().turnedBy(link.isMirrored ? -degrees : degrees);
  else if (view !== null) camera?.stand({ ...view, rotation: view.rotation + degrees });
}

export function mirrorBeside({ beside, display }: Stores): void {
  const { link, view, camera } = beside.getState();
  if (link !== null) display.getState().flipped();
  else if (view !== null) camera?.stand({ ...view, isFlipped: !view.isFlipped });
}

/** Gives the keys to the other slide. */
export function changeHands({ beside }: Stores): void {
  const isThere = document.activeElement?.id === besideId;
  const other = isThere ? tissueId : besideId;
  if (beside.getState().camera === null || other === tissueId) focusTissue();
  else document.getElementById(besideId)?.focus();
}

/** Bare tissue and a second slide stand in the same place: one closes for the other. */
export function toggleBare({ stores, session }: Room): void {
  const isFree = stores.beside.getState().state.kind === "none";
  if (!isFree) void session.closeBeside();
  if (isFree || !stores.display.getState().isBeside) stores.display.getState().besideToggled();
}
