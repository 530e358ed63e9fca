import { type DragEvent, useState } from "react";
import type { SlideOrigin } from "#engine/engine.ts";
import { faultOf } from "#stores/fault.ts";
import { importDropped } from "#ui/annotations/import-annotations.ts";
import { useRoom, useSession, useSlide } from "#ui/session/room.tsx";
import { annotationFiles, filesOfDrop, filesOfInput } from "./dropped-files.ts";
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

/** Files or a folder dropped anywhere on the page open as a slide; beside the open one with Shift held. GeoJSON is imported. */
export function useDrop(): Drop {
  const { openSlide, openBeside } = useSession();
  const { stores } = useRoom();
  const hasSlide = useSlide((store) => store.state.kind === "open");
  const slideFailed = useSlide((store) => store.slideFailed);
  const [isOver, setOver] = useState(false);
  async function open(
    files: Promise<SlideOrigin>,
    lasting: Promise<readonly FileSystemHandle[]>,
    isBeside: boolean,
  ): Promise<void> {
    try {
      const origin = withEntries(await files, await lasting);
      await (isBeside ? openBeside(origin) : openSlide(origin));
    } catch (error) {
      // What fails beside leaves the slide on the stage alone.
      const failed = isBeside ? stores.beside.getState().besideFailed : slideFailed;
      failed(nothing, faultOf(error));
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
        const isBeside = event.shiftKey && hasSlide;
        const { files } = event.dataTransfer;
        const annotations = annotationFiles(files);
        if (annotations.length > 0) {
          importDropped(stores, annotations);
          return;
        }
        if (entries.length === 0) {
          if (files.length > 0) void open(Promise.resolve(filesOfInput(files)), lasting, isBeside);
          return;
        }
        void open(filesOfDrop(entries), lasting, isBeside);
      },
    },
  };
}
