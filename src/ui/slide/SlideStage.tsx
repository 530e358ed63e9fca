import { openSlideOf } from "#stores/slide-store.ts";
import { AnnotationLayer } from "#ui/annotations/AnnotationLayer.tsx";
import { AnnotationToolbar } from "#ui/annotations/ToolButtons.tsx";
import { Notice } from "#ui/display/Notice.tsx";
import { FaultNotice } from "#ui/fault/FaultNotice.tsx";
import { useDisplay, useSession, useSlide, useView } from "#ui/session/room.tsx";
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
  const isBeside = useDisplay((store) => store.isBeside);
  const isHidden = useView((store) => store.overlaysHidden);
  return (
    <main className="stage" aria-label="Slide">
      {slide === null ? (
        <NoSlide />
      ) : (
        <>
          <Viewer slide={slide} />
          {isBeside && <BarePane slide={slide} />}
          <AnnotationLayer />
          <AnnotationToolbar />
          <ZoomButtons />
          <ScaleBar />
          <div className="stage-foot">
            <CellReadout />
            {isHidden && <p className="hud">Evidence hidden. H shows it.</p>}
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
          Cancel
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
      <p>{awaitedFile === null ? "No slide is open. Drop a slide here." : wordsFor(awaitedFile)}</p>
      <OpenButtons />
    </div>
  );
}

const wordsFor = (file: string): string =>
  `This link is about ${file}, a slide on somebody's computer. Open it here to see the same place.`;

/** Parts of the slide that could not be read; the rest stays usable. */
function MissingTiles() {
  const count = useSlide((store) => store.missingTiles.size);
  const fault = useSlide((store) => store.tileFault);
  const tilesRetried = useSlide((store) => store.tilesRetried);
  if (fault === null) return null;
  const message = count === 1 ? fault.message : `${fault.message} ${count} tiles in all.`;
  return <FaultNotice fault={{ ...fault, message }} onRetry={tilesRetried} />;
}
