import { isStopped } from "#stores/cells-store.ts";
import { FaultNotice } from "#ui/fault/FaultNotice.tsx";
import { grouped } from "#ui/language/numbers.ts";
import { t } from "#ui/language/t.ts";
import { useCells, useSession } from "#ui/session/room.tsx";
import { stoppedWords } from "./search-words.ts";

/** Why the last search ended before its end, how much of it is kept, and the way on from there. */
export function StoppedSearch() {
  const fault = useCells(({ state }) => (state.kind === "ready" ? state.fault : null));
  const source = useCells(({ state, source }) =>
    state.kind === "ready" && isStopped(source) ? source : null,
  );
  const { goOnFindingCells } = useSession();
  return (
    <>
      {fault !== null && <FaultNotice fault={fault} />}
      {source !== null && (
        <div className="search-cells" role="status" aria-label={t("analysis.stoppedSearch")}>
          <p className="measure">{stoppedWords(source)}</p>
          <button
            type="button"
            className="button button-primary"
            onClick={() => void goOnFindingCells()}
          >
            {t("analysis.goOn", { left: grouped(source.patches.total - source.patches.done) })}
          </button>
        </div>
      )}
    </>
  );
}
