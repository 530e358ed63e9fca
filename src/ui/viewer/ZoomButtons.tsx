import { t } from "#ui/language/t.ts";
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
      <button type="button" aria-label={t("commands.zoomIn")} onClick={() => camera.zoomBy(step)}>
        <PlusIcon />
      </button>
      <button
        type="button"
        aria-label={t("commands.zoomOut")}
        onClick={() => camera.zoomBy(1 / step)}
      >
        <MinusIcon />
      </button>
      <button type="button" aria-label={t("commands.fit")} onClick={() => camera.fit()}>
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
        aria-label={t("commands.back")}
        disabled={!hasPast}
        onClick={() => goBack(stores)}
      >
        <BackIcon />
      </button>
      <button
        type="button"
        aria-label={t("commands.forward")}
        disabled={!hasFuture}
        onClick={() => goForward(stores)}
      >
        <ForwardIcon />
      </button>
      <button type="button" aria-label={t("commands.turnRight")} onClick={() => turnedBy(90)}>
        <TurnIcon />
      </button>
    </>
  );
}
