import { type FormEvent, useEffect, useRef, useState } from "react";
import { type Fault, faultOf } from "#stores/fault.ts";
import { isScaleMissing, openSlideOf } from "#stores/slide-store.ts";
import { FaultNotice } from "#ui/fault/FaultNotice.tsx";
import { useSession, useSlide } from "#ui/session/room.tsx";
import { micronsPerPixelOf } from "./address.ts";
import { MicronsField } from "./MicronsField.tsx";

/** Asks for what only a person can know when the slide does not say it. */
export function ScaleDialog() {
  const isMissing = useSlide(isScaleMissing);
  const isDeclined = useSlide((store) => store.isScaleDeclined);
  const serial = useSlide((store) => store.serial);
  return isMissing && !isDeclined ? <OpenScaleDialog key={serial} /> : null;
}

const usual = [
  { value: 0.25, label: "0.25 (40×)" },
  { value: 0.5, label: "0.5 (20×)" },
];

function OpenScaleDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  const { giveScale } = useSession();
  const scaleDeclined = useSlide((store) => store.scaleDeclined);
  const measuringBegun = useSlide((store) => store.measuringBegun);
  const power = useSlide((store) => openSlideOf(store)?.description.objectivePower ?? null);
  const [typed, setTyped] = useState("");
  const [fault, setFault] = useState<Fault | null>(null);
  const value = micronsPerPixelOf(typed);
  useEffect(() => dialog.current?.showModal(), []);

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (value !== null) giveScale(value).catch((error: unknown) => setFault(faultOf(error)));
  }
  return (
    <dialog
      ref={dialog}
      className="scale-dialog"
      aria-labelledby="scale-title"
      onClose={scaleDeclined}
    >
      <form onSubmit={submit}>
        <h2 id="scale-title">How large is a pixel of this slide?</h2>
        <p>
          The slide does not say. Cells are found and counted in microns, so a wrong scale makes
          every finding wrong, and Paraffin does not guess. The scanner's settings or the original
          file's properties tell it.
        </p>
        {power !== null && (
          <p>
            It names an objective of {power}×, with which {10 / power} is usual.
          </p>
        )}
        <MicronsField label="Microns per pixel" typed={typed} example="0.25" onTyped={setTyped} />
        <div className="row">
          {usual.map((one) => (
            <button
              key={one.value}
              type="button"
              className="button"
              onClick={() => setTyped(String(one.value))}
            >
              {one.label}
            </button>
          ))}
        </div>
        {fault !== null && <FaultNotice fault={fault} />}
        <div className="row row-end">
          <button
            type="button"
            className="button"
            onClick={() => {
              dialog.current?.close();
              measuringBegun();
            }}
          >
            Measure on the slide
          </button>
          <button type="button" className="button" onClick={() => dialog.current?.close()}>
            Look only
          </button>
          <button type="submit" className="button button-primary" disabled={value === null}>
            Use this scale
          </button>
        </div>
      </form>
    </dialog>
  );
}
