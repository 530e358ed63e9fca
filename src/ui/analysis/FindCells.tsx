import type { NamedArea } from "#core/area.ts";
import { areaOfRect } from "#pipeline/cells/searched.ts";
import { scaleOf } from "#stores/slide-store.ts";
import { FaultNotice } from "#ui/fault/FaultNotice.tsx";
import { t } from "#ui/language/t.ts";
import { useCells, useRoom, useRuntime, useSession, useSlide } from "#ui/session/room.tsx";
import { estimateWords, millisecondsPerPatch } from "./estimate.ts";
import { StoppedSearch } from "./StoppedSearch.tsx";
import { searchWords } from "./search-words.ts";
import type { CountedArea } from "./use-areas.ts";

/** Starts and ends the search for cells, and says how long it takes. */
export function FindCells({ areas }: { areas: readonly CountedArea[] }) {
  const state = useCells((store) => store.state);
  const { findCells } = useSession();
  if (state.kind === "working") return <Searching />;
  return (
    <>
      {state.kind === "failed" && (
        <FaultNotice fault={state.fault} onRetry={() => void findCells(state.where)} />
      )}
      <StoppedSearch />
      <Offer areas={areas} />
    </>
  );
}

function Searching() {
  const state = useCells((store) => store.state);
  const found = useCells((store) => store.table?.count ?? 0);
  const { stopFindingCells } = useSession();
  if (state.kind !== "working") return null;
  const share = state.total === 0 ? 0 : state.done / state.total;
  return (
    <div className="search-cells" role="status" aria-label={t("analysis.search")} aria-live="off">
      <p className="measure">{searchWords(state, found)}</p>
      <span className="stage-bar" aria-hidden="true">
        <span style={{ transform: `scaleX(${share})` }} />
      </span>
      <button type="button" className="button" onClick={stopFindingCells}>
        {t("common.cancel")}
      </button>
    </div>
  );
}

function Offer({ areas }: { areas: readonly CountedArea[] }) {
  const { findCells } = useSession();
  const { stores } = useRoom();
  const patches = useRuntime((store) => store.cellPatches);
  const isReady = useRuntime((store) => store.analysis.kind === "done");
  const hasScale = useSlide(scaleOf) !== null;
  const suitability = useRuntime((store) => store.suitability);
  const stages = useRuntime((store) => store.stages);
  const patchMilliseconds = useCells((store) => store.patchMilliseconds);
  const each = millisecondsPerPatch({ patchMilliseconds }, { stages });
  const search = (area: NamedArea | null) => () => void findCells(area);
  const searchView = (): void => {
    const bounds = stores.view.getState().view?.bounds;
    if (bounds !== undefined)
      void findCells({ ...areaOfRect(bounds), name: t("analysis.oneView") });
  };
  if (!isReady || !hasScale) {
    return <p className="quiet">{t("analysis.notReady")}</p>;
  }
  return (
    <div className="search-cells">
      <button type="button" className="button button-primary" onClick={search(null)}>
        {t("analysis.findAll")}
      </button>
      {patches !== null && <p className="quiet measure">{estimateWords(patches, each)}</p>}
      <button type="button" className="button" onClick={searchView}>
        {t("analysis.findInView")}
      </button>
      {areas.map(({ key, label, area }) =>
        area === null ? null : (
          <button key={key} type="button" className="button" onClick={search(area)}>
            {t("analysis.findIn", { area: label })}
          </button>
        ),
      )}
      {suitability?.verdict === "unsuitable" && <p className="quiet">{t("analysis.unlike")}</p>}
    </div>
  );
}
