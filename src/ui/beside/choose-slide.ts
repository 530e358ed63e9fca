import type { SlideOrigin } from "#engine/engine.ts";
import { filesOfInput } from "#ui/slide/dropped-files.ts";
import { pickSlide } from "#ui/slide/lasting-files.ts";

/** Lets a person choose the files of a slide; null where none was chosen. Call it from a key or a click. */
export async function chooseSlide(): Promise<SlideOrigin | null> {
  const picked = await pickSlide("file");
  if (picked !== null) return picked === "none" ? null : picked;
  return chooseWithInput();
}

function chooseWithInput(): Promise<SlideOrigin | null> {
  const input = document.createElement("input");
  input.type = "file";
  input.multiple = true;
  return new Promise((resolve) => {
    input.addEventListener("cancel", () => resolve(null));
    input.addEventListener("change", () => {
      const files = input.files ?? [];
      resolve(files.length === 0 ? null : filesOfInput(files));
    });
    input.click();
  });
}
