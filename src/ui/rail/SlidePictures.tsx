import { useEffect, useRef, useState } from "react";
import type { OpenSlide } from "#engine/engine.ts";
import type { RgbImage } from "#slides/slide-source.ts";
import { type Fault, faultOf } from "#stores/fault.ts";
import { FaultNotice } from "#ui/fault/FaultNotice.tsx";
import { imageData } from "#ui/viewer/tile-bitmap.ts";

/** Label, macro and thumbnail: hidden until asked for, since a label may name the patient. */
export function SlidePictures({ slide }: { slide: OpenSlide }) {
  const [shown, setShown] = useState<string | null>(null);
  const { pictures } = slide.description;
  if (pictures.length === 0) return null;
  return (
    <>
      <h3>Pictures in the file</h3>
      <p className="quiet">
        A label may show the patient's name. They are never read by the models.
      </p>
      <div className="row picture-names">
        {pictures.map((name) => (
          <button
            key={name}
            type="button"
            className="button"
            aria-pressed={shown === name}
            onClick={() => setShown(shown === name ? null : name)}
          >
            {shown === name ? `Hide ${name}` : `Show ${name}`}
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
      (image) => paint(canvas.current, image),
      (error: unknown) => {
        if (!reading.signal.aborted) setFault(faultOf(error));
      },
    );
    return () => reading.abort();
  }, [slide, name]);
  if (fault !== null) return <FaultNotice fault={fault} />;
  return <canvas ref={canvas} className="slide-picture" role="img" aria-label={name} />;
}

function paint(canvas: HTMLCanvasElement | null, image: RgbImage): void {
  if (canvas === null) return;
  [canvas.width, canvas.height] = [image.width, image.height];
  canvas.getContext("2d")?.putImageData(imageData(image), 0, 0);
}
