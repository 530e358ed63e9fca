import { useState } from "react";
import { AREA } from "#pipeline/cells/cell-columns.ts";
import { t } from "#ui/language/t.ts";
import { useCells } from "#ui/session/room.tsx";
import { CellCounts } from "./CellCounts.tsx";
import { CellSpread } from "./CellSpread.tsx";
import { CellsExport } from "./CellsExport.tsx";
import { FindCells } from "./FindCells.tsx";
import { PickedCells } from "./PickedCells.tsx";
import { useAreas } from "./use-areas.ts";
import { useCounted } from "./use-counted.ts";

/** The cells of the slide: finding them, and what they come to. */
export function AnalysisPanel() {
  const areas = useAreas();
  const [key, setKey] = useState("all");
  const [measure, setMeasure] = useState(AREA);
  const area = areas.find((one) => one.key === key) ?? areas[0];
  const counted = useCounted(area?.area ?? null);
  const isSegmented = useCells((store) => store.source?.kind === "segmented");
  return (
    <>
      <FindCells areas={areas} />
      {counted !== null && area !== undefined && (
        <>
          <label className="field">
            {t("analysis.countedIn")}
            <select value={area.key} onChange={({ target }) => setKey(target.value)}>
              {areas.map((one) => (
                <option key={one.key} value={one.key}>
                  {one.label}
                </option>
              ))}
            </select>
          </label>
          <CellCounts counted={counted} label={area.label} />
          {isSegmented && <p className="quiet">{t("analysis.segmentedNote")}</p>}
          <CellSpread counted={counted} measure={measure} onMeasure={setMeasure} where={area} />
          <PickedCells />
          <CellsExport />
        </>
      )}
    </>
  );
}
