import { useCells } from "#ui/session/room.tsx";
import { searchWords } from "./search-words.ts";

/** The search for cells in the status line, as long as it runs. */
export function CellsStatus() {
  const state = useCells((store) => store.state);
  const found = useCells((store) => store.table?.count ?? 0);
  return state.kind === "working" ? <span>{searchWords(state, found)}</span> : null;
}
