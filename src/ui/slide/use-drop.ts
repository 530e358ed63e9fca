import { type DragEvent, useState } from "react";
import { useSession } from "#ui/session/room.tsx";
import { folderOfDrop } from "./dropped-folder.ts";

export interface Drop {
  readonly isOver: boolean;
  readonly handlers: {
    onDragOver(event: DragEvent): void;
    onDragLeave(event: DragEvent): void;
    onDrop(event: DragEvent): void;
  };
}

/** A folder dropped anywhere on the page opens as a slide. */
export function useDrop(): Drop {
  const { openSlide } = useSession();
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
        if (entries.length > 0) void folderOfDrop(entries).then(openSlide);
      },
    },
  };
}
