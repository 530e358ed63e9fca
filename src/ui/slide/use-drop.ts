import { type DragEvent, useState } from "react";
import type { SlideOrigin } from "#engine/engine.ts";
import { faultOf } from "#stores/fault.ts";
import { useSession, useSlide } from "#ui/session/room.tsx";
import { filesOfDrop, filesOfInput } from "./dropped-files.ts";
import { lastingEntries, withEntries } from "./lasting-files.ts";

export interface Drop {
  readonly isOver: boolean;
  readonly handlers: {
    onDragOver(event: DragEvent): void;
    onDragLeave(event: DragEvent): void;
    onDrop(event: DragEvent): void;
  };
}

/** The origin of a drop whose files could not be listed. */
const nothing: SlideOrigin = { kind: "files", files: new Map(), micronsPerPixel: null };

/** Files or a folder dropped anywhere on the page open as a slide. */
export function useDrop(): Drop {
  const { openSlide } = useSession();
  const slideFailed = useSlide((store) => store.slideFailed);
  const [isOver, setOver] = useState(false);
  async function open(
    files: Promise<SlideOrigin>,
    lasting: Promise<readonly FileSystemHandle[]>,
  ): Promise<void> {
    try {
      await openSlide(withEntries(await files, await lasting));
    } catch (error) {
      slideFailed(nothing, faultOf(error));
    }
  }
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
        const lasting = lastingEntries(event.dataTransfer.items);
        const { files } = event.dataTransfer;
        if (entries.length === 0) {
          if (files.length > 0) void open(Promise.resolve(filesOfInput(files)), lasting);
          return;
        }
        void open(filesOfDrop(entries), lasting);
      },
    },
  };
}
