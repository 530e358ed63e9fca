import { useState } from "react";
import { t } from "#ui/language/t.ts";
import { useRoom } from "#ui/session/room.tsx";
import { exportCells } from "./export-cells.ts";

/** Saves every cell with its measures as a table. */
export function CellsExport() {
  const { stores } = useRoom();
  const [isWriting, setWriting] = useState(false);
  const save = async (): Promise<void> => {
    setWriting(true);
    await exportCells(stores).finally(() => setWriting(false));
  };
  return (
    <button type="button" className="button" disabled={isWriting} onClick={() => void save()}>
      {t(isWriting ? "analysis.writing" : "analysis.saveCsv")}
    </button>
  );
}
