import { type ChangeEvent, useRef } from "react";
import type { SlideOrigin } from "#engine/engine.ts";
import { t } from "#ui/language/t.ts";
import { filesOfInput } from "./dropped-files.ts";
import { pickSlide } from "./lasting-files.ts";

interface Props {
  readonly file: string;
  readonly folder: string;
  readonly onChosen: (origin: SlideOrigin) => void;
}

/** Chooses a slide of this computer: a file, the files of a DICOM series, or a folder. */
export function ChooseButtons({ file: fileWords, folder: folderWords, onChosen }: Props) {
  const file = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);

  function chosen(event: ChangeEvent<HTMLInputElement>): void {
    const { files } = event.target;
    if (files !== null && files.length > 0) onChosen(filesOfInput(files));
    event.target.value = "";
  }
  async function choose(what: "file" | "folder"): Promise<void> {
    const picked = await pickSlide(what);
    if (picked === null) (what === "file" ? file : folder).current?.click();
    else if (picked !== "none") onChosen(picked);
  }
  return (
    <div className="row row-wrap">
      <button type="button" className="button" onClick={() => void choose("file")}>
        {fileWords}
      </button>
      <button type="button" className="button" onClick={() => void choose("folder")}>
        {folderWords}
      </button>
      <input
        ref={file}
        type="file"
        multiple
        className="sr-only"
        aria-label={t("slides.slideFile")}
        tabIndex={-1}
        onChange={chosen}
      />
      <input
        ref={folder}
        type="file"
        className="sr-only"
        aria-label={t("slides.slideFolder")}
        tabIndex={-1}
        // @ts-expect-error React's types lack this attribute; every browser has it
        webkitdirectory=""
        onChange={chosen}
      />
    </div>
  );
}
