import { useDisplay } from "#ui/session/room.tsx";
import { gammaId } from "./light-filter.ts";

/** The curve that CSS has no word for, in the page for the tissue's filter to refer to. */
export function GammaCurve() {
  const gamma = useDisplay((store) => store.light.gamma);
  const curve = { type: "gamma", exponent: 1 / gamma } as const;
  return (
    <svg className="sr-only" aria-hidden="true">
      <filter id={gammaId} colorInterpolationFilters="sRGB">
        <feComponentTransfer>
          <feFuncR {...curve} />
          <feFuncG {...curve} />
          <feFuncB {...curve} />
        </feComponentTransfer>
      </filter>
    </svg>
  );
}
