import type { Root } from "react-dom/client";
import { expect } from "vitest";
import type { Level0Point } from "#core/geometry.ts";
import { onScreen } from "#stores/view-geometry.ts";
import { createStores, type Stores } from "#ui/session/stores.ts";
import { createFakeEngine, type FakeEngine, settled } from "./fake-engine.ts";
import { openRoom } from "./open-room.tsx";

/** The room with an analysed slide on the stage, and hands to lay on it; unmount its root after. */
export interface TissueRoom {
  readonly root: Root;
  readonly engine: FakeEngine;
  readonly stores: Stores;
}

export async function openTissueRoom(): Promise<TissueRoom> {
  localStorage.clear();
  // A pointer that no hand holds cannot be captured.
  Element.prototype.setPointerCapture = () => undefined;
  const engine = createFakeEngine();
  const stores = createStores();
  const root = await openRoom(engine, stores);
  engine.call("slide").resolve();
  engine.call("pack").resolve();
  await settled();
  engine.call("analysis").resolve();
  await expect.poll(() => document.querySelector(".annotation-overlay")).not.toBeNull();
  await expect.poll(() => stores.view.getState().view).not.toBeNull();
  return { root, engine, stores };
}

export const tissue = (): HTMLElement =>
  document.querySelector(".viewer .openseadragon-canvas") as HTMLElement;

/** CSS pixels of the page for a place of the slide, as it lies now. */
export function pageAt(stores: Stores, place: Level0Point): { clientX: number; clientY: number } {
  const { view } = stores.view.getState();
  if (view === null) throw new Error("nothing is drawn");
  const [x, y] = onScreen(view, place);
  const { left, top } = tissue().getBoundingClientRect();
  return { clientX: left + x, clientY: top + y };
}

/** What touches the tissue: the first finger, a second one, a pen, a mouse. */
export interface Hand {
  readonly pointerType: "mouse" | "touch" | "pen";
  readonly pointerId: number;
  readonly isPrimary: boolean;
}

export const mouse: Hand = { pointerType: "mouse", pointerId: 1, isPrimary: true };
export const pen: Hand = { pointerType: "pen", pointerId: 7, isPrimary: true };
export const finger: Hand = { pointerType: "touch", pointerId: 11, isPrimary: true };
export const secondFinger: Hand = { pointerType: "touch", pointerId: 12, isPrimary: false };

type PointerKind = "pointerdown" | "pointermove" | "pointerup" | "pointercancel";

/** One event of a hand, at a place in CSS pixels of the page. */
export function touch(
  type: PointerKind,
  hand: Hand,
  at: { readonly clientX: number; readonly clientY: number },
): void {
  const isEnded = type === "pointerup" || type === "pointercancel";
  tissue().dispatchEvent(
    new PointerEvent(type, {
      bubbles: true,
      cancelable: true,
      composed: true,
      ...hand,
      ...at,
      button: type === "pointermove" ? -1 : 0,
      buttons: isEnded ? 0 : 1,
    }),
  );
}

/** Down at the first place of the slide, over the others, and up at the last. */
export function drag(stores: Stores, hand: Hand, way: readonly Level0Point[]): void {
  const places = way.map((place) => pageAt(stores, place));
  const [first, last] = [places[0], places.at(-1)];
  if (first === undefined || last === undefined) return;
  touch("pointerdown", hand, first);
  for (const place of places.slice(1)) touch("pointermove", hand, place);
  touch("pointerup", hand, last);
}
