import { changeHands, pairOf, toggleBare, toggleLink } from "#ui/beside/beside-actions.ts";
import { chooseSlide } from "#ui/beside/choose-slide.ts";
import { t } from "#ui/language/t.ts";
import type { Room } from "#ui/session/room.tsx";
import type { Command } from "./command.ts";

/** Two panes side by side: what stands in the second, and how they move. */
export function besideCommands(room: Room): readonly Command[] {
  const { stores, session } = room;
  const command = (title: string, keys: readonly string[], run: () => void): Command => ({
    title,
    group: "sideBySide",
    keys,
    run,
  });
  const open = async (): Promise<void> => {
    const origin = await chooseSlide();
    if (origin !== null) await session.openBeside(origin);
  };
  return [
    command(t("commands.beside"), ["Shift+b"], () => toggleBare(room)),
    command(t("beside.open"), ["Shift+o"], () => void open()),
    command(t("beside.linkOrUnlink"), ["Shift+v"], () => {
      if (pairOf(stores) !== null) toggleLink(stores);
    }),
    command(t("beside.otherSlide"), ["F6"], () => changeHands(stores)),
    command(t("beside.close"), [], () => void session.closeBeside()),
  ];
}
