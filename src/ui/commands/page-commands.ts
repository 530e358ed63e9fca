import type { RailPanel } from "#stores/view-store.ts";
import { leaveTool } from "#ui/annotations/annotation-commands.ts";
import type { Room } from "#ui/session/room.tsx";
import type { Command } from "./command.ts";

/** Panels, the conversation and this list itself. */
export function pageCommands({ stores, session }: Room): readonly Command[] {
  const view = stores.view.getState;
  const command = (title: string, keys: readonly string[], run: () => void): Command => ({
    title,
    group: "Page",
    keys,
    run,
  });
  const panel = (title: string, name: RailPanel, keys: readonly string[] = []): Command =>
    command(title, keys, () => view().panelToggled(name));
  return [
    command("List of commands", ["Ctrl+k", "Ctrl+l"], () => view().commandsToggled()),
    panel("Keys", "keys", ["?"]),
    command("Collapse or open the conversation", ["c"], () =>
      stores.preferences.getState().conversationToggled(),
    ),
    command("Close the panel, then clear the selection", ["Escape"], () => clear(stores)),
    panel("Slides", "slides"),
    panel("Display", "display"),
    panel("Analysis", "analysis"),
    command("Find the cells of the slide", [], () => void session.findCells()),
    panel("Layers", "layers"),
    panel("About the models", "pack"),
    command("Stop the answer", [], () => session.stop()),
  ];
}

function clear(stores: Room["stores"]): void {
  if (leaveTool(stores)) return;
  const { panel, panelClosed, selectionCleared } = stores.view.getState();
  if (panel !== null) panelClosed();
  else {
    selectionCleared();
    stores.annotations.getState().annotationSelected(null);
    stores.overlay.getState().cellSelected(null);
  }
}
