import { openSlideOf } from "#stores/slide-store.ts";
import { AnnotationLayer } from "#ui/annotations/AnnotationLayer.tsx";
import { AnnotationToolbar } from "#ui/annotations/ToolButtons.tsx";
import { BesidePane } from "#ui/beside/BesidePane.tsx";
import { Notice } from "#ui/display/Notice.tsx";
import { FaultNotice } from "#ui/fault/FaultNotice.tsx";
import { t } from "#ui/language/t.ts";
import { useBeside, useDisplay, useSession, useSlide, useView } from "#ui/session/room.tsx";
import { BarePane } from "#ui/viewer/BarePane.tsx";
import { CellReadout } from "#ui/viewer/CellReadout.tsx";
import { GammaCurve } from "#ui/viewer/GammaCurve.tsx";
import { Legend } from "#ui/viewer/Legend.tsx";
import { ScaleBar } from "#ui/viewer/ScaleBar.tsx";
import { Viewer } from "#ui/viewer/Viewer.tsx";
import { ZoomButtons } from "#ui/viewer/ZoomButtons.tsx";
import { OpenButtons } from "./OpenButtons.tsx";
import { openingWords } from "./opening-words.ts";
import { ScaleMeasure } from "./ScaleMeasure.tsx";

/** The tissue, or what stands in its place: none, opening, failed. */
export function SlideStage() {
  const slide = useSlide(openSlideOf);
  const isBare = useDisplay((store) => store.isBeside);
  const isAlone = useBeside((store) => store.state.kind === "none");
  const isHidden = useView((store) => store.overlaysHidden);
  return (
    <main className="stage" aria-label={t("stage.slide")}>
      {slide === null ? (
        <>
          <NoSlide />
          <div className="stage-foot">
            <Notice />
          </div>
        </>
      ) : (
        <>
          <Viewer slide={slide} />
          {isAlone ? isBare && <BarePane slide={slide} /> : <BesidePane />}
          <AnnotationLayer />
          <AnnotationToolbar />
          <ZoomButtons />
          <ScaleBar />
          <div className="stage-foot">
            <CellReadout />
            {isHidden && <p className="hud">{t("stage.hidden")}</p>}
            <MissingTiles />
            <Notice />
          </div>
          <Legend />
          <ScaleMeasure />
          <GammaCurve />
        </>
      )}
    </main>
  );
}

function NoSlide() {
  const state = useSlide((store) => store.state);
  const { openSlide, cancelOpening } = useSession();
  const awaitedFile = useDisplay((store) => store.awaitedFile);
  if (state.kind === "opening") {
    return (
      <div className="stage-message">
        <div className="skeleton-slide" />
        <p className="quiet">{openingWords(state.origin)}</p>
        <button type="button" className="button" onClick={cancelOpening}>
          {t("common.cancel")}
        </button>
      </div>
    );
  }
  if (state.kind === "failed") {
    return (
      <div className="stage-message">
        <FaultNotice fault={state.fault} onRetry={() => void openSlide(state.origin)}>
          <OpenButtons />
        </FaultNotice>
      </div>
    );
  }
  return (
    <div className="stage-message">
      <p>{awaitedFile === null ? t("stage.none") : t("stage.awaited", { file: awaitedFile })}</p>
      <OpenButtons />
    </div>
  );
}

/** Parts of the slide that could not be read; the rest stays usable. */
function MissingTiles() {
  const count = useSlide((store) => store.missingTiles.size);
  const fault = useSlide((store) => store.tileFault);
  const tilesRetried = useSlide((store) => store.tilesRetried);
  if (fault === null) return null;
  const message =
    count === 1 ? fault.message : t("stage.missingTiles", { message: fault.message, tiles: count });
  return <FaultNotice fault={{ ...fault, message }} onRetry={tilesRetried} />;
}
