import { useEffect, useRef, useState } from "react";
import type { EvidencePatch } from "#pipeline/answer.ts";
import { openSlideOf } from "#stores/slide-store.ts";
import { t } from "#ui/language/t.ts";
import { useSlide } from "#ui/session/room.tsx";
import { paintRgb, readThumbnail } from "./thumbnail.ts";

interface Props {
  readonly patch: EvidencePatch;
  /** CSS pixels. */
  readonly side: number;
}

/** The tissue of a patch, read through the slide's own source; a skeleton until it is there. */
export function PatchThumbnail({ patch, side }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const slide = useSlide(openSlideOf);
  const [state, setState] = useState<"reading" | "read" | "failed">("reading");
  const micronsPerPixel = slide?.description.micronsPerPixel ?? null;
  const source = slide?.source;

  useEffect(() => {
    if (source === undefined || micronsPerPixel === null) return;
    let isGone = false;
    readThumbnail(source, patch.rect, micronsPerPixel, Math.ceil(side * devicePixelRatio)).then(
      (image) => {
        if (isGone || canvas.current === null) return;
        paintRgb(canvas.current, image);
        setState("read");
      },
      () => !isGone && setState("failed"),
    );
    return () => {
      isGone = true;
    };
  }, [source, micronsPerPixel, patch, side]);

  return (
    <span
      className="thumbnail"
      aria-hidden="true"
      data-state={state}
      style={{ width: side, height: side }}
    >
      <canvas ref={canvas} />
      {state === "failed" && (
        <span className="thumbnail-failed quiet">{t("evidence.notReadable")}</span>
      )}
    </span>
  );
}
