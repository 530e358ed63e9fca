import type { KeyboardEvent, PointerEvent } from "react";
import { useRef } from "react";
import { scaleOf } from "#stores/slide-store.ts";
import { t } from "#ui/language/t.ts";
import { useDisplay, useSlide, useView } from "#ui/session/room.tsx";
import { mostScaleBarPixels, scaleBarLength } from "./scale-bar.ts";
import { freeOf, placeOf } from "./scale-bar-place.ts";

/** Share of the stage for one press of an arrow. */
const step = 0.05;

export function ScaleBar() {
  const micronsPerPixel = useSlide(scaleOf);
  const scaleAsked = useSlide((store) => store.scaleAsked);
  const zoom = useView(({ view }) => view?.zoom ?? null);
  const place = useDisplay((store) => store.scaleBarPlace);
  if (zoom === null) return null;
  if (micronsPerPixel === null) {
    return (
      <button type="button" className="scale-bar hud" onClick={scaleAsked}>
        {t("scale.unknown")}
      </button>
    );
  }
  const { width, label } = scaleBarLength(zoom, micronsPerPixel, mostScaleBarPixels);
  return (
    <div className="scale-bar hud" style={place === null ? undefined : freeOf(place)}>
      <div className="scale-bar-drawn" role="img" aria-label={t("scale.bar", { length: label })}>
        <span className="scale-bar-line" style={{ width }} data-testid="scale-bar-line" />
        <span>{label}</span>
      </div>
      <ScaleBarGrip />
    </div>
  );
}

/** Lies over the bar: drags it, or moves it with the arrows; Escape puts it back into its corner. */
function ScaleBarGrip() {
  const grabbed = useRef<readonly [x: number, y: number] | null>(null);
  const place = useDisplay((store) => store.scaleBarPlace);
  const scaleBarMoved = useDisplay((store) => store.scaleBarMoved);

  function onPointerDown(event: PointerEvent<HTMLElement>): void {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    grabbed.current = [event.clientX - left, event.clientY - top];
    event.currentTarget.setPointerCapture(event.pointerId);
  }
  function onPointerMove(event: PointerEvent<HTMLElement>): void {
    if (grabbed.current === null || event.buttons !== 1) return;
    const [x, y] = grabbed.current;
    scaleBarMoved(placeOf(event.currentTarget, event.clientX - x, event.clientY - y));
  }
  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const [right, down] = moves[event.key as keyof typeof moves] ?? [];
    if (right !== undefined && down !== undefined) {
      const { left, top } = event.currentTarget.getBoundingClientRect();
      const [x, y] = place ?? placeOf(event.currentTarget, left, top);
      scaleBarMoved([x + right * step, y + down * step]);
    } else if (event.key === "Escape" && place !== null) scaleBarMoved(null);
    else return;
    event.preventDefault();
  }
  return (
    <button
      type="button"
      className="scale-bar-grip"
      aria-label={t("scale.moveBar")}
      title={t("scale.moveBarHint")}
      data-own-arrows
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => {
        grabbed.current = null;
      }}
      onDoubleClick={() => scaleBarMoved(null)}
      onKeyDown={onKeyDown}
    />
  );
}
