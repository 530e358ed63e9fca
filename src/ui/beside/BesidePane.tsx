import { FaultNotice } from "#ui/fault/FaultNotice.tsx";
import { t } from "#ui/language/t.ts";
import { useBeside, useSession } from "#ui/session/room.tsx";
import { openingWords } from "#ui/slide/opening-words.ts";
import { BesideFoot } from "./BesideFoot.tsx";
import { BesideHead } from "./BesideHead.tsx";
import { SecondSlide } from "./SecondSlide.tsx";

/** The right half of the stage: a second slide, or what stands in its place. */
export function BesidePane() {
  const state = useBeside((store) => store.state);
  const { openBeside, closeBeside } = useSession();
  if (state.kind === "none") return null;
  return (
    <section className="pane-beside" aria-label={t("beside.pane")}>
      {state.kind === "opening" && (
        <div className="stage-message">
          <div className="skeleton-slide" />
          <p className="quiet">{openingWords(state.origin)}</p>
          <button type="button" className="button" onClick={() => void closeBeside()}>
            {t("common.cancel")}
          </button>
        </div>
      )}
      {state.kind === "failed" && (
        <div className="stage-message">
          <FaultNotice fault={state.fault} onRetry={() => void openBeside(state.origin)}>
            <button type="button" className="button" onClick={() => void closeBeside()}>
              {t("beside.close")}
            </button>
          </FaultNotice>
        </div>
      )}
      {state.kind === "open" && (
        <>
          <SecondSlide slide={state.slide} />
          <BesideHead slide={state.slide} />
          <BesideFoot slide={state.slide} />
        </>
      )}
    </section>
  );
}
