import { type DragEvent, useState } from "react";
import type { SlideOrigin } from "#engine/engine.ts";
import { faultOf } from "#stores/fault.ts";
import { useSession, useSlide } from "#ui/session/room.tsx";
import { folderOfDrop } from "./dropped-folder.ts";

export interface Drop {
  readonly isOver: boolean;
  readonly handlers: {
    onDragOver(event: DragEvent): void;
    onDragLeave(event: DragEvent): void;
    onDrop(event: DragEvent): void;
  };
}

/** The origin of a drop whose files could not be listed. */
const nothing: SlideOrigin = { kind: "folder", files: new Map(), micronsPerPixel: null };

/** A folder dropped anywhere on the page opens as a slide. */
export function useDrop(): Drop {
  const { openSlide } = useSession();
  const slideFailed = useSlide((store) => store.slideFailed);
  const [isOver, setOver] = useState(false);
  return {
    isOver,
    handlers: {
      onDragOver: (event) => {
        if (!event.dataTransfer.types.includes("Files")) return;
        event.preventDefault();
        setOver(true);
      },
      onDragLeave: (event) => {
        if (event.relatedTarget === null) setOver(false);
      },
      onDrop: (event) => {
        event.preventDefault();
        setOver(false);
        const entries = [...event.dataTransfer.items]
          .map((item) => item.webkitGetAsEntry())
          .filter((entry) => entry !== null);
        if (entries.length === 0) return;
        const unreadable = (error: unknown) => slideFailed(nothing, faultOf(error));
        void folderOfDrop(entries).then(openSlide, unreadable);
      },
    },
  };
}
