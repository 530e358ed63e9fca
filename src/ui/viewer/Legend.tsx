import type { EvidencePatch } from "#pipeline/answer.ts";
import { scaleOf } from "#stores/slide-store.ts";
import { countsOf } from "#ui/evidence/scene.ts";
import { useCellClasses } from "#ui/evidence/use-cell-classes.ts";
import { t } from "#ui/language/t.ts";
import { useSlide, useView } from "#ui/session/room.tsx";
import { useScene } from "./use-scene.ts";

/** Cell classes with their colours and counts over the patches being explained. */
export function Legend() {
  const scene = useScene();
  const classes = useCellClasses();
  const hidden = useView((store) => store.hiddenClasses);
  const classToggled = useView((store) => store.classToggled);
  const micronsPerPixel = useSlide(scaleOf);
  const explained = scene?.patches.filter(({ isExplained }) => isExplained) ?? [];
  if (scene === null || classes.length === 0 || explained.length === 0) return null;
  const counts = countsOf(scene, classes.length);
  const patches = explained.map(({ patch }) => patch);
  return (
    <section className="legend hud" aria-label={t("stage.legend")}>
      <h2>{titleOf(patches)}</h2>
      <ul>
        {classes.map(({ name, colour }, cellClass) => (
          <li key={name}>
            <button
              type="button"
              aria-pressed={!hidden.has(cellClass)}
              onClick={() => classToggled(cellClass)}
            >
              <span className="swatch" style={{ borderColor: colour }} />
              <span className="legend-name">{name}</span>
              <span className="measure">{counts[cellClass]}</span>
            </button>
          </li>
        ))}
      </ul>
      <p className="quiet measure">{densityOf(patches, counts, micronsPerPixel)}</p>
    </section>
  );
}

function titleOf(patches: readonly EvidencePatch[]): string {
  const [only] = patches;
  if (only !== undefined && patches.length === 1)
    return t("stage.patchTitle", { id: only.id, keyword: only.nearestKeyword });
  return t("stage.citedPatches", { count: patches.length });
}

/** Cells in all and for each square millimetre of the patches, to two figures. */
function densityOf(
  patches: readonly EvidencePatch[],
  counts: readonly number[],
  micronsPerPixel: number | null,
): string {
  const cells = counts.reduce((sum, count) => sum + count, 0);
  const all = t("stage.cells", { count: cells });
  if (micronsPerPixel === null) return all;
  const pixels = patches.reduce((sum, { rect }) => sum + rect.width * rect.height, 0);
  const squareMillimetres = pixels * (micronsPerPixel / 1000) ** 2;
  const density = Number((cells / squareMillimetres).toPrecision(2));
  return t("stage.density", { cells: all, density });
}
