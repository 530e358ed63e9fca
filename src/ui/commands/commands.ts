import { annotationCommands } from "#ui/annotations/annotation-commands.ts";
import type { Room } from "#ui/session/room.tsx";
import { besideCommands } from "./beside-commands.ts";
import type { Command } from "./command.ts";
import { displayCommands } from "./display-commands.ts";
import { evidenceCommands } from "./evidence-commands.ts";
import { pageCommands } from "./page-commands.ts";
import { viewCommands } from "./view-commands.ts";

/** Everything a person can do from the keyboard: the keys, the help sheet and the command list. */
export function commandsOf(room: Room): readonly Command[] {
  return [
    ...viewCommands(room),
    ...displayCommands(room),
    ...besideCommands(room),
    ...annotationCommands(room),
    ...evidenceCommands(room),
    ...pageCommands(room),
  ];
}
