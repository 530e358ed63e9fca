import type { Annotation } from "#annotations/annotation.ts";
import { type DraftStep, finished, moved, pressed, released } from "#annotations/draft.ts";
import { movedBy, withPointAt } from "#annotations/edit.ts";
import { annotationAround, lineAt, pointAt } from "#annotations/hit.ts";
import { pointsOf } from "#annotations/outline.ts";
import type { Level0Point } from "#core/geometry.ts";
import { selectedAnnotation, shownAnnotations } from "#stores/annotation-store.ts";
import { onSlide } from "#stores/view-geometry.ts";
import type { Stores } from "#ui/session/stores.ts";
import { mostHandles } from "./draw-annotations.ts";

/** CSS pixels within which a line or a corner is hit; a finger covers more than it points at. */
const reachOf = ({ pointerType }: PointerEvent): number => (pointerType === "mouse" ? 7 : 16);

/** Level-0 place and reach of an event. */
interface Aim {
  readonly place: Level0Point;
  readonly reach: number;
  /** CSS pixels. */
  readonly screen: readonly [x: number, y: number];
}

/** What a press began. */
type Gesture =
  | { readonly kind: "drawing" }
  | { readonly kind: "moving"; readonly annotation: Annotation; readonly from: Level0Point }
  | { readonly kind: "corner"; readonly annotation: Annotation; readonly corner: number }
  /** A press on the tissue that may become a click; the viewer pans with it. */
  | { readonly kind: "watching"; readonly from: readonly [x: number, y: number] };

/**
 * Drawing, selecting and reshaping with mouse, pen and finger over `tissue`. A press that is ours is
 * taken before the viewer hears of it, so that the tissue stays in place; all else pans and zooms as
 * ever. Gives what ends it.
 */
export function pointerTools(stage: HTMLElement, tissue: Element, stores: Stores): () => void {
  let held: { readonly gesture: Gesture; readonly pointerId: number } | null = null;
  /** Pointers that are down and count for nothing: a second finger, a palm under the pen. */
  const idle = new Set<number>();
  const aimOf = (event: PointerEvent): Aim | null => {
    const { view } = stores.view.getState();
    if (view === null) return null;
    const { left, top } = tissue.getBoundingClientRect();
    const place = onSlide(view, event.clientX - left, event.clientY - top);
    return { place, reach: reachOf(event) / view.zoom, screen: [event.clientX, event.clientY] };
  };
  const down = (event: PointerEvent): void => {
    if (held !== null && held.pointerId !== event.pointerId) {
      const isPinch = held.gesture.kind === "watching";
      if (isPinch) held = null;
      else if (isOn(tissue, event)) {
        idle.add(event.pointerId);
        take(event);
      }
      return;
    }
    idle.delete(event.pointerId);
    const aim = aimOf(event);
    if (aim === null || !isOurs(event, tissue) || stores.display.getState().isPanHeld) return;
    const gesture = begun(stores, aim);
    held = { gesture, pointerId: event.pointerId };
    if (gesture.kind === "watching") return;
    take(event);
    stage.setPointerCapture(event.pointerId);
    if (tissue instanceof HTMLElement) tissue.focus({ preventScroll: true });
  };
  const isHeld = ({ pointerId, isPrimary }: PointerEvent): boolean =>
    held === null ? isPrimary : held.pointerId === pointerId;
  const move = (event: PointerEvent): void => {
    if (held !== null && idle.has(event.pointerId)) take(event);
    const aim = aimOf(event);
    if (aim !== null && isHeld(event)) follow(stores, held?.gesture ?? null, aim);
  };
  const up = (event: PointerEvent): void => {
    if (idle.delete(event.pointerId)) take(event);
    const [ended, aim] = [held, aimOf(event)];
    if (ended === null || aim === null || !isHeld(event)) return;
    held = null;
    end(stores, ended.gesture, aim, reachOf(event));
  };
  const cancel = (event: PointerEvent): void => {
    if (idle.delete(event.pointerId)) take(event);
    if (held === null || !isHeld(event)) return;
    held = null;
    stores.annotations.getState().shapePulled(null);
    const { draft } = stores.annotations.getState();
    if (draft?.tool === "freehand") step(stores, finished(draft));
  };
  const leaving = new AbortController();
  const options = { capture: true, signal: leaving.signal };
  stage.addEventListener("pointerdown", down, options);
  stage.addEventListener("pointermove", move, options);
  stage.addEventListener("pointerup", up, options);
  stage.addEventListener("pointercancel", cancel, options);
  return () => leaving.abort();
}

function begun(stores: Stores, { place, reach, screen }: Aim): Gesture {
  const { tool, draft, annotationSelected } = stores.annotations.getState();
  const watching = { kind: "watching", from: screen } as const;
  if (tool !== "move") {
    step(stores, pressed(draft, tool, place, reach));
    return { kind: "drawing" };
  }
  if (stores.view.getState().overlaysHidden) return watching;
  const grip = gripOf(stores, place, reach);
  if (grip !== null) return grip;
  const hit = lineAt(shownAnnotations(stores.annotations.getState()), place, reach);
  if (hit === null) return watching;
  annotationSelected(hit.id);
  return { kind: "drawing" };
}

function follow({ annotations }: Stores, gesture: Gesture | null, { place, reach }: Aim): void {
  const { draft, draftChanged, shapePulled } = annotations.getState();
  const isDown = gesture?.kind === "drawing";
  if (draft !== null) draftChanged(moved(draft, place, isDown ? reach / 4 : Infinity));
  const shape = pulled(gesture, place);
  if (shape !== null) shapePulled(shape);
}

function end(stores: Stores, ended: Gesture, { place, reach, screen }: Aim, slack: number): void {
  const { draft, reshaping, shapeChanged, annotationSelected } = stores.annotations.getState();
  if (ended.kind === "watching") {
    if (Math.hypot(screen[0] - ended.from[0], screen[1] - ended.from[1]) > slack) return;
    const around = annotationAround(shownAnnotations(stores.annotations.getState()), place);
    annotationSelected(around?.id ?? null);
  } else if (draft !== null) step(stores, released(draft, place, reach));
  else if (reshaping !== null) shapeChanged(reshaping);
}

function step({ annotations }: Stores, made: DraftStep): void {
  const { draftChanged, shapeDrawn } = annotations.getState();
  if (made.kind === "drawing") draftChanged(made.draft);
  else if (made.geometry === null) draftChanged(null);
  else shapeDrawn(made.geometry);
}

/** The first finger, or the left button, on the tissue itself. */
const isOurs = (event: PointerEvent, tissue: Element): boolean =>
  event.isPrimary && event.button === 0 && isOn(tissue, event);

const isOn = (tissue: Element, { target }: PointerEvent): boolean =>
  target instanceof Element && tissue.contains(target);

/** The viewer does not hear of it. */
function take(event: PointerEvent): void {
  event.stopPropagation();
  event.preventDefault();
}

/** A corner or the line of the selected annotation, where it may be reshaped. */
function gripOf({ annotations }: Stores, place: Level0Point, reach: number): Gesture | null {
  const annotation = selectedAnnotation(annotations.getState());
  const isShown = shownAnnotations(annotations.getState()).some(({ id }) => id === annotation?.id);
  if (annotation === null || annotation.isLocked || !isShown) return null;
  const hasHandles = pointsOf(annotation.geometry).length <= mostHandles;
  const corner = hasHandles ? pointAt(annotation, place, reach) : null;
  if (corner !== null) return { kind: "corner", annotation, corner };
  return lineAt([annotation], place, reach) === null
    ? null
    : { kind: "moving", annotation, from: place };
}

/** The shape as it is pulled to a place; null where nothing is pulled. */
function pulled(gesture: Gesture | null, place: Level0Point) {
  if (gesture?.kind === "corner") {
    const { annotation, corner } = gesture;
    return { id: annotation.id, geometry: withPointAt(annotation.geometry, corner, place) };
  }
  if (gesture?.kind !== "moving") return null;
  const { annotation, from } = gesture;
  const by: Level0Point = [place[0] - from[0], place[1] - from[1]];
  return { id: annotation.id, geometry: movedBy(annotation.geometry, by) };
}
