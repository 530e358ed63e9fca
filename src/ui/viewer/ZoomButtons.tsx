import { useView } from "#ui/session/room.tsx";
import { FitIcon, MinusIcon, PlusIcon } from "#ui/theme/icons.tsx";

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
    </div>
  );
}
