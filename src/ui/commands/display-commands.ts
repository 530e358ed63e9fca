import { asScanned } from "#stores/display-store.ts";
import { mirrorInHand, turnInHand } from "#ui/beside/beside-actions.ts";
import { toggleFullScreen } from "#ui/display/full-screen.ts";
import { copyPicture, savePicture } from "#ui/display/picture.ts";
import { t } from "#ui/language/t.ts";
import { copyLink } from "#ui/link/copy-link.ts";
import type { Room } from "#ui/session/room.tsx";
import type { Command } from "./command.ts";

/** How the slide lies and is lit, and what is taken away of it. */
export function displayCommands({ stores }: Room): readonly Command[] {
  const display = stores.display.getState;
  const toPanel = () => {
    if (stores.view.getState().panel !== "display") stores.view.getState().panelToggled("display");
  };
  const command = (title: string, keys: readonly string[], run: () => void): Command => ({
    title,
    group: "turnAndLight",
    keys,
    run,
  });
  return [
    command(t("commands.light"), ["Shift+c"], () => stores.view.getState().panelToggled("display")),
    command(t("commands.lightAsScanned"), [], () => display().lightChanged(asScanned)),
    command(t("commands.turnRight"), ["Shift+r"], () => turnInHand(stores, 90)),
    command(t("commands.turnLeft"), ["Shift+l"], () => turnInHand(stores, -90)),
    command(t("commands.mirror"), ["Shift+m"], () => mirrorInHand(stores)),
    command(t("commands.straight"), [], () => display().oriented(0, false)),
    command(t("commands.goTo"), ["Shift+g"], toPanel),
    command(t("commands.fullScreen"), ["Shift+f"], () => void toggleFullScreen(stores)),
    command(t("commands.savePicture"), ["Shift+s"], () => void savePicture(stores)),
    command(t("commands.copyPicture"), [], () => void copyPicture(stores)),
    command(t("commands.copyLink"), [], () => void copyLink(stores)),
  ];
}
