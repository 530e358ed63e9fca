import { useEffect } from "react";
import { useRoom } from "#ui/session/room.tsx";
import { type Command, commandsOf } from "./commands.ts";
import { holdToHide } from "./hold-to-hide.ts";

/** The page's keys. Text fields keep theirs; arrows move the tissue only when nothing else wants them. */
export function useKeys(): void {
  const room = useRoom();
  useEffect(() => {
    const commands = commandsOf(room);
    const hide = holdToHide(room.stores.view.getState);
    const onKeyDown = (event: KeyboardEvent) => {
      if (opensCommands(event)) {
        event.preventDefault();
        room.stores.view.getState().commandsToggled();
      } else if (!isForPage(event)) return;
      else if (event.key.toLowerCase() === "h") hide.down(event.repeat);
      else runCommand(commands, event);
    };
    const onKeyUp = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() === "h") hide.up();
    };
    addEventListener("keydown", onKeyDown);
    addEventListener("keyup", onKeyUp);
    return () => {
      removeEventListener("keydown", onKeyDown);
      removeEventListener("keyup", onKeyUp);
    };
  }, [room]);
}

function runCommand(commands: readonly Command[], event: KeyboardEvent): void {
  const command = commands.find(({ keys }) => keys.includes(event.key));
  if (command === undefined) return;
  event.preventDefault();
  command.run();
}

const opensCommands = (event: KeyboardEvent): boolean =>
  (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k";

function isForPage(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return false;
  const target = event.target instanceof Element ? event.target : document.body;
  if (target.closest("input, textarea, select, dialog[open]") !== null) {
    return event.key === "Escape" && target.closest("dialog[open]") === null;
  }
  if (!event.key.startsWith("Arrow")) return true;
  return target.closest(".conversation, .panel, [popover]") === null;
}
