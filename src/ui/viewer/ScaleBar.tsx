import { scaleOf } from "#stores/slide-store.ts";
import { useSlide, useView } from "#ui/session/room.tsx";
import { scaleBarLength } from "./scale-bar.ts";

const mostPixels = 140;

export function ScaleBar() {
  const micronsPerPixel = useSlide(scaleOf);
  const scaleAsked = useSlide((store) => store.scaleAsked);
  const zoom = useView(({ view }) => view?.zoom ?? null);
  if (zoom === null) return null;
  if (micronsPerPixel === null) {
    return (
      <button type="button" className="scale-bar hud" onClick={scaleAsked}>
        Scale unknown: enter it
      </button>
    );
  }
  const { width, label } = scaleBarLength(zoom, micronsPerPixel, mostPixels);
  return (
    <div className="scale-bar hud" role="img" aria-label={`Scale bar: ${label}`}>
      <span className="scale-bar-line" style={{ width }} data-testid="scale-bar-line" />
      <span>{label}</span>
    </div>
  );
}
