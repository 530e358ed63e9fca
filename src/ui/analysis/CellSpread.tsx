import { useMemo } from "react";
import { cellsOfBin, histogramOf, quartilesOf } from "#pipeline/cells/cell-summary.ts";
import { t } from "#ui/language/t.ts";
import { useCells } from "#ui/session/room.tsx";
import { cellMeasureWords, rangeWords, valueWords } from "./cell-measure-words.ts";
import { Histogram } from "./Histogram.tsx";
import type { CountedArea } from "./use-areas.ts";
import type { Counted } from "./use-counted.ts";

interface Props {
  readonly counted: Counted;
  readonly measure: string;
  readonly onMeasure: (measure: string) => void;
  readonly where: CountedArea;
}

/** How one measure is spread over the counted cells; a bar picks its cells out on the slide. */
export function CellSpread({ counted, measure, onMeasure, where }: Props) {
  const { table, columns, chosen, classes } = counted;
  const name = columns.has(measure) ? measure : ([...columns.keys()][0] ?? "");
  const column = columns.get(name);
  const highlight = useCells((store) => store.highlight);
  const cellsHighlighted = useCells((store) => store.cellsHighlighted);
  const { bins, quartiles } = useMemo(() => {
    if (column === undefined) return { bins: [], quartiles: null };
    const quartiles = quartilesOf(column, chosen);
    return { bins: histogramOf(table, column, chosen, classes.length), quartiles };
  }, [table, column, chosen, classes]);
  if (column === undefined) return null;
  const { label, unit } = cellMeasureWords(name);
  const area = where.label.toLowerCase();
  const labels = bins.map(({ from, to }) =>
    t("analysis.binName", { measure: label, range: rangeWords(from, to, unit), area }),
  );
  const pick = (bin: number): void => {
    const label = labels[bin] ?? "";
    if (highlight?.label === label) {
      cellsHighlighted(null);
      return;
    }
    const picked = cellsOfBin(bins, bin, column, chosen);
    const mask = new Uint8Array(table.count);
    for (const cell of picked) mask[cell] = 1;
    cellsHighlighted({ label, count: picked.length, mask });
  };
  return (
    <>
      <label className="field">
        {t("analysis.spreadOf")}
        <select value={name} onChange={({ target }) => onMeasure(target.value)}>
          {[...columns.keys()].map((key) => (
            <option key={key} value={key}>
              {cellMeasureWords(key).label}
            </option>
          ))}
        </select>
      </label>
      {quartiles === null ? (
        <p className="quiet">{t("analysis.noMeasure")}</p>
      ) : (
        <>
          <Histogram
            label={label}
            unit={unit}
            bins={bins}
            quartiles={quartiles}
            colours={classes.map(({ colour }) => colour)}
            pressed={labels.indexOf(highlight?.label ?? "")}
            onPick={pick}
          />
          <p className="measure">
            {t("analysis.quartiles", {
              median: valueWords(quartiles.median, unit),
              range: rangeWords(quartiles.lower, quartiles.upper, unit),
            })}
          </p>
          <p className="quiet">{t("analysis.barHint")}</p>
        </>
      )}
    </>
  );
}
