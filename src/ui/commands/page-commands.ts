import type { Language } from "#stores/preferences-store.ts";
import type { RailPanel } from "#stores/view-store.ts";
import { leaveTool } from "#ui/annotations/annotation-commands.ts";
import { t } from "#ui/language/t.ts";
import type { Room } from "#ui/session/room.tsx";
import type { Command } from "./command.ts";

/** Panels, the conversation and this list itself. */
export function pageCommands({ stores, session }: Room): readonly Command[] {
  const view = stores.view.getState;
  const speak = (language: Language) => stores.preferences.getState().languageChosen(language);
  const command = (title: string, keys: readonly string[], run: () => void): Command => ({
    title,
    group: "page",
    keys,
    run,
  });
  const panel = (title: string, name: RailPanel, keys: readonly string[] = []): Command =>
    command(title, keys, () => view().panelToggled(name));
  return [
    command(t("commands.listOfCommands"), ["Ctrl+k", "Ctrl+l"], () => view().commandsToggled()),
    panel(t("rail.keys"), "keys", ["?"]),
    command(t("commands.toggleConversation"), ["c"], () =>
      stores.preferences.getState().conversationToggled(),
    ),
    command(t("commands.close"), ["Escape"], () => clear(stores)),
    panel(t("rail.slides"), "slides"),
    panel(t("rail.display"), "display"),
    panel(t("rail.analysis"), "analysis"),
    command(t("analysis.findAll"), [], () => void session.findCells()),
    panel(t("rail.layers"), "layers"),
    panel(t("rail.pack"), "pack"),
    command(t("commands.stopAnswer"), [], () => session.stop()),
    command(t("commands.speakEnglish"), [], () => speak("en")),
    command(t("commands.speakSpanish"), [], () => speak("es")),
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
