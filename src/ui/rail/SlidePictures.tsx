import { useEffect, useRef, useState } from "react";
import type { OpenSlide } from "#engine/engine.ts";
import { type Fault, faultOf } from "#stores/fault.ts";
import { paintRgb } from "#ui/conversation/thumbnail.ts";
import { FaultNotice } from "#ui/fault/FaultNotice.tsx";
import { t } from "#ui/language/t.ts";

/** Label, macro and thumbnail: hidden until asked for, since a label may name the patient. */
export function SlidePictures({ slide }: { slide: OpenSlide }) {
  const [shown, setShown] = useState<string | null>(null);
  const { pictures } = slide.description;
  if (pictures.length === 0) return null;
  return (
    <>
      <h3>{t("slides.pictures")}</h3>
      <p className="quiet">{t("slides.picturesNote")}</p>
      <div className="row picture-names">
        {pictures.map((name) => (
          <button
            key={name}
            type="button"
            className="button"
            aria-pressed={shown === name}
            onClick={() => setShown(shown === name ? null : name)}
          >
            {t(shown === name ? "slides.hidePicture" : "slides.showPicture", { name })}
          </button>
        ))}
      </div>
      {shown !== null && <Picture key={shown} slide={slide} name={shown} />}
    </>
  );
}

function Picture({ slide, name }: { slide: OpenSlide; name: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  useEffect(() => {
    const reading = new AbortController();
    slide.source.readPicture(name, { signal: reading.signal }).then(
      (image) => {
        if (canvas.current !== null) paintRgb(canvas.current, image);
      },
      (error: unknown) => {
        if (!reading.signal.aborted) setFault(faultOf(error));
      },
    );
    return () => reading.abort();
  }, [slide, name]);
  if (fault !== null) return <FaultNotice fault={fault} />;
  return <canvas ref={canvas} className="slide-picture" role="img" aria-label={name} />;
}
