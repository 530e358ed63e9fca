import { type FormEvent, useEffect, useRef, useState } from "react";
import { type Fault, faultOf } from "#stores/fault.ts";
import { isScaleMissing, openSlideOf } from "#stores/slide-store.ts";
import { FaultNotice } from "#ui/fault/FaultNotice.tsx";
import { figure } from "#ui/language/numbers.ts";
import { t } from "#ui/language/t.ts";
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
  { value: 0.25, power: 40 },
  { value: 0.5, power: 20 },
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
        <h2 id="scale-title">{t("scale.title")}</h2>
        <p>{t("scale.why")}</p>
        {power !== null && (
          <p>{t("scale.objective", { power: figure(power), usual: figure(10 / power) })}</p>
        )}
        <MicronsField
          label={t("scale.micronsPerPixel")}
          typed={typed}
          example="0.25"
          onTyped={setTyped}
        />
        <div className="row">
          {usual.map((one) => (
            <button
              key={one.value}
              type="button"
              className="button"
              onClick={() => setTyped(String(one.value))}
            >
              {figure(one.value)} ({one.power}×)
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
            {t("scale.measure")}
          </button>
          <button type="button" className="button" onClick={() => dialog.current?.close()}>
            {t("scale.lookOnly")}
          </button>
          <button type="submit" className="button button-primary" disabled={value === null}>
            {t("scale.use")}
          </button>
        </div>
      </form>
    </dialog>
  );
}
