import { useEffect, useState } from "react";
import type { OpenSlide } from "#engine/engine.ts";
import { faultOf, isAbort } from "#stores/fault.ts";
import type { GridPicture } from "#ui/overlay/drawing.ts";
import { readTissue } from "#ui/overlay/tissue-picture.ts";
import { useOverlay, useSlide } from "#ui/session/room.tsx";

/** The tissue mask of the slide, read when its layer is first shown; null until then. */
export function useTissue({ source, description }: OpenSlide): GridPicture | null {
  const isShown = useOverlay(({ shown }) => shown.has("tissue"));
  const tileMissed = useSlide((store) => store.tileMissed);
  const [read, setRead] = useState<{ of: OpenSlide["description"]; picture: GridPicture | null }>();
  const isRead = read?.of === description;
  useEffect(() => {
    if (!isShown || isRead) return;
    const stop = new AbortController();
    readTissue(source, description, stop.signal).then(
      (picture) => setRead({ of: description, picture }),
      (error: unknown) => {
        if (!stop.signal.aborted && !isAbort(error)) tileMissed("tissue", faultOf(error));
      },
    );
    return () => stop.abort();
  }, [isShown, isRead, source, description, tileMissed]);
  return isShown && isRead ? read.picture : null;
}
