import { isAsScanned } from "#stores/display-store.ts";
import { openSlideOf, scaleOf } from "#stores/slide-store.ts";
import { CellsStatus } from "#ui/analysis/CellsStatus.tsx";
import { figure, grouped } from "#ui/language/numbers.ts";
import { t } from "#ui/language/t.ts";
import { summaryOf } from "#ui/progress/stage-lines.ts";
import { useProgress } from "#ui/progress/use-progress.ts";
import { useDisplay, useSlide, useView } from "#ui/session/room.tsx";
import { magnification, magnificationLabel } from "#ui/viewer/magnification.ts";
import { RuntimeReport } from "./RuntimeReport.tsx";
import { scaleWords } from "./scale-words.ts";
import { useMemory } from "./use-memory.ts";

/** One line under the tissue: how large, where, and what runs on what. */
export function StatusLine() {
  const slide = useSlide(openSlideOf);
  const { lines } = useProgress();
  const memory = useMemory();
  return (
    <footer className="status-line measure">
      <Magnification />
      {slide !== null && <span>{t("status.scale", { scale: scaleWords(slide.description) })}</span>}
      <Position />
      <ViewState />
      <span className="spacer" />
      {memory !== null && <span>{Math.round(memory / 1e6)} MB</span>}
      <CellsStatus />
      <RuntimeReport />
      <span aria-hidden="true">{summaryOf(lines)}</span>
    </footer>
  );
}

function Magnification() {
  const micronsPerPixel = useSlide(scaleOf);
  const zoom = useView(({ view }) => view?.zoom ?? null);
  if (zoom === null) return null;
  if (micronsPerPixel === null)
    return <span>{t("status.fullSize", { percent: Math.round(zoom * 100) })}</span>;
  return (
    <span>
      <strong>{magnificationLabel(magnification(zoom, micronsPerPixel))}</strong>{" "}
      {t("status.onScreen", { scale: figure((micronsPerPixel / zoom).toPrecision(3)) })}
    </span>
  );
}

/** What of the view is not as scanned; leads to where it is set. */
function ViewState() {
  const rotation = useDisplay((store) => Math.round(store.rotation));
  const isFlipped = useDisplay((store) => store.isFlipped);
  const isLit = useDisplay((store) => !isAsScanned(store.light));
  const panelToggled = useView((store) => store.panelToggled);
  const words = [
    ...(rotation === 0 ? [] : [t("status.turned", { degrees: rotation })]),
    ...(isFlipped ? [t("status.mirrored")] : []),
    ...(isLit ? [t("status.lightChanged")] : []),
  ];
  if (words.length === 0) return null;
  return (
    <button type="button" className="button-quiet" onClick={() => panelToggled("display")}>
      {words.join(", ")}
    </button>
  );
}

/** The pointer, or the middle of the window while it is elsewhere. */
function Position() {
  const micronsPerPixel = useSlide(scaleOf);
  const pointer = useView((store) => store.pointer);
  const centre = useView(({ view }) => view?.centre ?? null);
  if (centre === null) return null;
  const [x, y] = pointer ?? centre;
  const say = (pixels: number) => grouped(Math.round(pixels * (micronsPerPixel ?? 1)));
  return (
    <span>
      x {say(x)}, y {say(y)} {micronsPerPixel === null ? "px" : "µm"}
    </span>
  );
}
