import { useDisplay, useRoom, useView } from "#ui/session/room.tsx";
import { FitIcon, MinusIcon, PlusIcon } from "#ui/theme/icons.tsx";
import { BackIcon, ForwardIcon, TurnIcon } from "#ui/theme/view-icons.tsx";
import { goBack, goForward } from "./travel.ts";

const step = 1.6;

export function ZoomButtons() {
  const camera = useView((store) => store.camera);
  if (camera === null) return null;
  return (
    <div className="zoom-buttons hud">
      <button type="button" aria-label="Zoom in" onClick={() => camera.zoomBy(step)}>
        <PlusIcon />
      </button>
      <button type="button" aria-label="Zoom out" onClick={() => camera.zoomBy(1 / step)}>
        <MinusIcon />
      </button>
      <button type="button" aria-label="Fit the slide" onClick={() => camera.fit()}>
        <FitIcon />
      </button>
      <TravelButtons />
    </div>
  );
}

function TravelButtons() {
  const { stores } = useRoom();
  const turnedBy = useDisplay((store) => store.turnedBy);
  const hasPast = useDisplay(({ history }) => history.past.length > 0);
  const hasFuture = useDisplay(({ history }) => history.future.length > 0);
  return (
    <>
      <button
        type="button"
        aria-label="Back to the view before"
        disabled={!hasPast}
        onClick={() => goBack(stores)}
      >
        <BackIcon />
      </button>
      <button
        type="button"
        aria-label="Forward to the next view"
        disabled={!hasFuture}
        onClick={() => goForward(stores)}
      >
        <ForwardIcon />
      </button>
      <button type="button" aria-label="Turn right by 90°" onClick={() => turnedBy(90)}>
        <TurnIcon />
      </button>
    </>
  );
}
