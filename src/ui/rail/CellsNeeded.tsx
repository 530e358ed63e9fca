import { isStopped } from "#stores/cells-store.ts";
import { scaleOf } from "#stores/slide-store.ts";
import { searchWords } from "#ui/analysis/search-words.ts";
import { t } from "#ui/language/t.ts";
import { useCells, useRuntime, useSession, useSlide } from "#ui/session/room.tsx";

/** For what is drawn from the cells of the whole slide: that they must be found first, and the start. */
export function CellsNeeded() {
  const state = useCells((store) => store.state);
  const found = useCells((store) => store.table?.count ?? 0);
  const source = useCells((store) => store.source);
  const isAnalysed = useRuntime((store) => store.analysis.kind === "done");
  const hasScale = useSlide(scaleOf) !== null;
  const { findCells, goOnFindingCells } = useSession();
  if (state.kind === "working") {
    return (
      <p className="quiet measure" role="status" aria-live="off">
        {searchWords(state, found)}
      </p>
    );
  }
  const isOfPart = source?.kind === "segmented" && (source.area !== null || isStopped(source));
  if (source !== null && !isOfPart) return null;
  const isGoingOn = isOfPart && source.area === null;
  return (
    <div className="search-cells">
      <p className="quiet">{t(isOfPart ? "layers.cellsOfPart" : "layers.cellsNeeded")}</p>
      {isAnalysed && hasScale ? (
        <button
          type="button"
          className="button"
          onClick={() => void (isGoingOn ? goOnFindingCells() : findCells())}
        >
          {t(isGoingOn ? "layers.findOthers" : "analysis.findAll")}
        </button>
      ) : (
        <p className="quiet">{t("analysis.notReady")}</p>
      )}
    </div>
  );
}
