import type { ReactNode } from "react";
import type { CellsSource } from "#stores/cells-store.ts";
import { areaWords } from "#ui/annotations/measure-words.ts";
import { figure, grouped } from "#ui/language/numbers.ts";
import { t } from "#ui/language/t.ts";
import type { Counted } from "./use-counted.ts";

const squareMicronsPerMm2 = 1e6;

/** How many cells of each class an area holds, their share, and how many to the square millimetre. */
export function CellCounts({ counted, label }: { counted: Counted; label: string }) {
  const { chosen, classes, counts, squareMicrons, source } = counted;
  const total = chosen.length;
  return (
    <>
      <p>{searchedWords(source, total, squareMicrons)}</p>
      <table className="cell-counts measure" aria-label={t("analysis.tableName", { area: label })}>
        <thead>
          <tr>
            <th scope="col">{t("analysis.class")}</th>
            <th scope="col">{t("analysis.cellsColumn")}</th>
            <th scope="col">{t("analysis.share")}</th>
            <th scope="col">{t("analysis.perSquareMm")}</th>
          </tr>
        </thead>
        <tbody>
          {classes.map(({ name, colour }, cellClass) => (
            <Row
              key={name}
              name={name}
              count={counts[cellClass] ?? 0}
              {...{ total, squareMicrons }}
            >
              <span className="swatch" style={{ borderColor: colour }} />
            </Row>
          ))}
          <Row name={t("analysis.all")} count={total} {...{ total, squareMicrons }} />
        </tbody>
      </table>
    </>
  );
}

interface RowProps {
  readonly name: string;
  readonly count: number;
  readonly total: number;
  readonly squareMicrons: number | null;
  readonly children?: ReactNode;
}

function Row({ name, count, total, squareMicrons, children }: RowProps) {
  return (
    <tr>
      <th scope="row">
        {children}
        {name}
      </th>
      <td>{grouped(count)}</td>
      <td>
        {total === 0 ? t("analysis.noShare") : `${figure(((100 * count) / total).toFixed(1))} %`}
      </td>
      <td>{densityWords(count, squareMicrons)}</td>
    </tr>
  );
}

/** Cells to the square millimetre; of no known area there is no density. */
export function densityWords(count: number, squareMicrons: number | null): string {
  if (squareMicrons === null || squareMicrons === 0) return t("analysis.notKnown");
  return grouped(Math.round((count / squareMicrons) * squareMicronsPerMm2));
}

/** What the counts are of: cells, and the area they come from. */
export function searchedWords(
  source: CellsSource,
  total: number,
  squareMicrons: number | null,
): string {
  const cells = t("analysis.cells", { count: total });
  if (source.kind === "imported") {
    const { name } = source;
    if (squareMicrons === null) return t("analysis.imported", { cells, name });
    return t("analysis.importedIn", { cells, area: areaWords(squareMicrons), name });
  }
  const { area: place } = source;
  const area = areaWords(squareMicrons ?? 0);
  return place === null
    ? t("analysis.searched", { cells, area })
    : t("analysis.searchedIn", { cells, area, place });
}
