import { scaleOf } from "#stores/slide-store.ts";
import { useSlide, useView } from "#ui/session/room.tsx";
import { scaleBarLength } from "./scale-bar.ts";

const mostPixels = 140;

export function ScaleBar() {
  const micronsPerPixel = useSlide(scaleOf);
  const zoom = useView(({ view }) => view?.zoom ?? null);
  if (zoom === null) return null;
  if (micronsPerPixel === null) return <div className="scale-bar hud">Scale unknown</div>;
  const { width, label } = scaleBarLength(zoom, micronsPerPixel, mostPixels);
  return (
    <div className="scale-bar hud" role="img" aria-label={`Scale bar: ${label}`}>
      <span className="scale-bar-line" style={{ width }} data-testid="scale-bar-line" />
      <span>{label}</span>
    </div>
  );
}
