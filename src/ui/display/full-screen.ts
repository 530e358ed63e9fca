import { t } from "#ui/language/t.ts";
import type { Stores } from "#ui/session/stores.ts";

/** Fills the screen with the page, or gives the screen back. */
export async function toggleFullScreen({ display }: Pick<Stores, "display">): Promise<void> {
  try {
    if (document.fullscreenElement !== null) await document.exitFullscreen();
    else await document.documentElement.requestFullscreen();
  } catch {
    display.getState().noticed(t("display.noFullScreen"));
  }
}
