import { useEffect } from "react";
import { useRoom } from "#ui/session/room.tsx";
import { chordOf } from "./chord.ts";
import type { Command } from "./command.ts";
import { commandsOf } from "./commands.ts";

/** The page's keys. Text fields keep theirs; arrows move the tissue only when nothing else wants them. */
export function useKeys(): void {
  const room = useRoom();
  useEffect(() => {
    const commands = commandsOf(room);
    /** Keys that are down and do something when let go. */
    const held = new Map<string, Command>();
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || !isForPage(event)) return;
      const chord = chordOf(event);
      const command = commands.find(({ keys }) => keys.includes(chord));
      if (command === undefined) return;
      event.preventDefault();
      if (command.release === undefined) return command.run();
      if (held.has(event.code)) return;
      held.set(event.code, command);
      command.run();
    };
    const letGo = (code: string) => {
      held.get(code)?.release?.();
      held.delete(code);
    };
    const onKeyUp = (event: KeyboardEvent) => letGo(event.code);
    // A key let go in another window is never heard of here.
    const onBlur = () => [...held.keys()].forEach(letGo);
    addEventListener("keydown", onKeyDown);
    addEventListener("keyup", onKeyUp);
    addEventListener("blur", onBlur);
    return () => {
      onBlur();
      removeEventListener("keydown", onKeyDown);
      removeEventListener("keyup", onKeyUp);
      removeEventListener("blur", onBlur);
    };
  }, [room]);
}

const writing = "input:not([type=range], [type=checkbox], [type=radio]), textarea, select";
const pressed = "button, summary, a[href], input, [role=separator], [role=slider]";

/** Whether the page may take a key from what has the focus. */
function isForPage(event: KeyboardEvent): boolean {
  const target = event.target instanceof Element ? event.target : document.body;
  const isOpener = (event.ctrlKey || event.metaKey) && /^[kl]$/i.test(event.key);
  if (target.closest("dialog[open]") !== null) return isOpener;
  if (target.closest(`${writing}, [contenteditable=true]`) !== null) {
    return isOpener || event.key === "Escape";
  }
  if (event.key === " ") return target.closest(`${pressed}, .log`) === null;
  if (!event.key.startsWith("Arrow") || event.altKey) return true;
  return target.closest(".conversation, .panel, [popover], [data-own-arrows]") === null;
}
