import { type FormEvent, type PointerEvent, useState } from "react";
import type { Level0Point } from "#core/geometry.ts";
import { type Fault, faultOf } from "#stores/fault.ts";
import { isScaleMissing } from "#stores/slide-store.ts";
import { onScreen, onSlide } from "#stores/view-geometry.ts";
import { FaultNotice } from "#ui/fault/FaultNotice.tsx";
import { figure } from "#ui/language/numbers.ts";
import { t } from "#ui/language/t.ts";
import { useSession, useSlide, useView } from "#ui/session/room.tsx";
import { micronsPerPixelOf } from "./address.ts";
import { MicronsField } from "./MicronsField.tsx";
import { type Line, lengthOf } from "./measured-line.ts";

/** A line drawn over a known length, for a slide that does not say its scale. */
export function ScaleMeasure() {
  const isMeasuring = useSlide((store) => store.isMeasuring && isScaleMissing(store));
  return isMeasuring ? <Measuring /> : null;
}

function Measuring() {
  const [line, setLine] = useState<Line | null>(null);
  const [isDrawing, setDrawing] = useState(false);
  const view = useView((store) => store.view);
  if (view === null) return null;

  const pointOf = (event: PointerEvent): Level0Point => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    return onSlide(view, event.clientX - left, event.clientY - top);
  };
  return (
    <div className="measure-stage">
      <svg
        className="measure-line"
        role="img"
        aria-label={t("scale.drawName")}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          const at = pointOf(event);
          setLine({ from: at, to: at });
          setDrawing(true);
        }}
        onPointerMove={(event) => {
          if (isDrawing && line !== null) setLine({ ...line, to: pointOf(event) });
        }}
        onPointerUp={() => setDrawing(false)}
      >
        {line !== null && (
          <DrawnLine from={onScreen(view, line.from)} to={onScreen(view, line.to)} />
        )}
      </svg>
      <MeasureForm pixels={line === null || isDrawing ? 0 : lengthOf(line)} />
    </div>
  );
}

function DrawnLine({ from, to }: Line) {
  return (
    <>
      <line className="measure-under" x1={from[0]} y1={from[1]} x2={to[0]} y2={to[1]} />
      <line x1={from[0]} y1={from[1]} x2={to[0]} y2={to[1]} />
    </>
  );
}

/** `pixels` is the line's length in level-0 pixels, 0 while there is none. */
function MeasureForm({ pixels }: { pixels: number }) {
  const { giveScale } = useSession();
  const measuringEnded = useSlide((store) => store.measuringEnded);
  const [typed, setTyped] = useState("");
  const [fault, setFault] = useState<Fault | null>(null);
  const microns = micronsPerPixelOf(typed);
  const scale = microns !== null && pixels > 0 ? microns / pixels : null;

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (scale === null) return;
    giveScale(scale).then(measuringEnded, (error: unknown) => setFault(faultOf(error)));
  }
  return (
    <form className="measure-form hud" onSubmit={submit}>
      <p>{pixels === 0 ? t("scale.draw") : t("scale.drawn", { pixels: Math.round(pixels) })}</p>
      <MicronsField label={t("scale.length")} typed={typed} example="100" onTyped={setTyped} />
      <p className="quiet measure">
        {scale === null
          ? t("scale.follows")
          : t("scale.perPixel", { scale: figure(scale.toPrecision(3)) })}
      </p>
      {fault !== null && <FaultNotice fault={fault} />}
      <div className="row row-end">
        <button type="button" className="button" onClick={measuringEnded}>
          {t("scale.stop")}
        </button>
        <button type="submit" className="button button-primary" disabled={scale === null}>
          {t("scale.use")}
        </button>
      </div>
    </form>
  );
}
