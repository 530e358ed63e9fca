import { useRef } from "react";
import { useSession } from "#ui/session/room.tsx";
import { folderOfInput } from "./dropped-folder.ts";

/** Chooses a Deep Zoom folder of this computer. */
export function FolderButton() {
  const input = useRef<HTMLInputElement>(null);
  const { openSlide } = useSession();
  return (
    <>
      <button type="button" className="button" onClick={() => input.current?.click()}>
        Open folder
      </button>
      <input
        ref={input}
        type="file"
        className="sr-only"
        aria-label="Deep Zoom folder"
        tabIndex={-1}
        // @ts-expect-error React's types lack this attribute; every browser has it
        webkitdirectory=""
        onChange={(event) => {
          const { files } = event.target;
          if (files !== null && files.length > 0) void openSlide(folderOfInput(files));
          event.target.value = "";
        }}
      />
    </>
  );
}
