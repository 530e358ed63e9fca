import { openSlideOf, scaleOf } from "#stores/slide-store.ts";
import { t } from "#ui/language/t.ts";
import type { Stores } from "#ui/session/stores.ts";
import { drawScaleBar } from "./draw-scale-bar.ts";
import { pictureName } from "./picture-name.ts";

/** The view as it is seen, evidence and scale bar with it, saved as a PNG. */
export async function savePicture(stores: Stores): Promise<void> {
  const { view } = stores.view.getState();
  const slide = openSlideOf(stores.slide.getState());
  const picture = await pictureOf(stores);
  if (picture === null || view === null || slide === null) return;
  const address = URL.createObjectURL(picture);
  const link = document.createElement("a");
  link.href = address;
  link.download = pictureName(slide.description, view);
  link.click();
  URL.revokeObjectURL(address);
}

/** The same picture, to be pasted elsewhere. */
export async function copyPicture(stores: Stores): Promise<void> {
  const { noticed } = stores.display.getState();
  const picture = pictureOf(stores).then((blob) => blob ?? Promise.reject(new Error("no view")));
  try {
    // The promise itself is passed: Safari forgets the key press while one waits for the picture.
    await navigator.clipboard.write([new ClipboardItem({ "image/png": picture })]);
    noticed(t("display.pictureCopied"));
  } catch {
    noticed(t("display.pictureNotCopied"));
  }
}

async function pictureOf(stores: Stores): Promise<Blob | null> {
  const { camera, view } = stores.view.getState();
  if (camera === null || view === null) return null;
  const canvas = await camera.capture();
  const context = canvas.getContext("2d");
  const micronsPerPixel = scaleOf(stores.slide.getState());
  if (context !== null && micronsPerPixel !== null) {
    const place = stores.display.getState().scaleBarPlace;
    drawScaleBar(context, { zoom: view.zoom, micronsPerPixel, place });
  }
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}
