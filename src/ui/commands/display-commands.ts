import { asScanned } from "#stores/display-store.ts";
import { toggleFullScreen } from "#ui/display/full-screen.ts";
import { copyPicture, savePicture } from "#ui/display/picture.ts";
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
    group: "Turn and light",
    keys,
    run,
  });
  return [
    command("Brightness, contrast and gamma", ["Shift+c"], () =>
      stores.view.getState().panelToggled("display"),
    ),
    command("Light as scanned", [], () => display().lightChanged(asScanned)),
    command("Turn right by 90°", ["Shift+r"], () => display().turnedBy(90)),
    command("Turn left by 90°", ["Shift+l"], () => display().turnedBy(-90)),
    command("Mirror left and right", ["Shift+m"], () => display().flipped()),
    command("Lie straight again", [], () => display().oriented(0, false)),
    command("Go to a position", ["Shift+g"], toPanel),
    command("Bare tissue beside the evidence", ["Shift+b"], () => display().besideToggled()),
    command("Full screen", ["Shift+f"], () => void toggleFullScreen(stores)),
    command("Save a picture of the view", ["Shift+s"], () => void savePicture(stores)),
    command("Copy a picture of the view", [], () => void copyPicture(stores)),
    command("Copy a link to the view", [], () => void copyLink(stores)),
  ];
}
