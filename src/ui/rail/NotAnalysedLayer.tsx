import { LEFT_OUT_REASONS, type LeftOutReason } from "#pipeline/quality/left-out.ts";
import { t } from "#ui/language/t.ts";
import { HATCH, HATCH_LINES, strokeColour } from "#ui/overlay/hatch.ts";
import { useRuntime, useView } from "#ui/session/room.tsx";
import { shareWords } from "./share-words.ts";

const swatch = { width: 28, height: 16 };

/** Tissue that no model sees, hatched by the reason, and how much of it there is. */
export function NotAnalysedLayer() {
  const isHidden = useView((store) => store.hiddenLayers.has("leftOut"));
  const layerToggled = useView((store) => store.layerToggled);
  const shares = useRuntime((store) => store.leftOut?.shares);
  return (
    <fieldset>
      <legend>{t("layers.tissueTitle")}</legend>
      <label>
        <input type="checkbox" checked={!isHidden} onChange={() => layerToggled("leftOut")} />
        {t("layers.notAnalysed")}
      </label>
      <ul aria-label={t("layers.why")} style={{ display: "grid", gap: 4 }}>
        {LEFT_OUT_REASONS.map((reason) => (
          <li key={reason} style={{ display: "flex", alignItems: "center", gap: "var(--gap)" }}>
            <Hatch reason={reason} />
            <span>{t(`slides.${reason}`)}</span>
            {shares && (
              <span className="quiet measure">
                {t("layers.ofTissue", { share: shareWords(shares[reason]) })}
              </span>
            )}
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

/** The hatch of a reason on the pink of tissue. */
function Hatch({ reason }: { reason: LeftOutReason }) {
  const id = `hatch-${reason}`;
  return (
    <svg {...swatch} aria-hidden="true">
      <pattern id={id} width={HATCH.spacing} height={HATCH.spacing} patternUnits="userSpaceOnUse">
        {HATCH.strokes.flatMap((stroke) =>
          HATCH_LINES[reason].map(([[x1, y1], [x2, y2]]) => (
            <line
              key={`${stroke.width} ${x1} ${y1}`}
              {...{ x1, y1, x2, y2 }}
              stroke={strokeColour(stroke)}
              strokeWidth={stroke.width}
            />
          )),
        )}
      </pattern>
      <rect {...swatch} fill="#e6b8cf" />
      <rect {...swatch} fill={`url(#${id})`} />
    </svg>
  );
}
