import type { ReactNode } from "react";
import type { CellsSource } from "#stores/cells-store.ts";
import { areaWords } from "#ui/annotations/measure-words.ts";
import type { Counted } from "./use-counted.ts";

const squareMicronsPerMm2 = 1e6;

/** How many cells of each class an area holds, their share, and how many to the square millimetre. */
export function CellCounts({ counted, label }: { counted: Counted; label: string }) {
  const { chosen, classes, counts, squareMicrons, source } = counted;
  const total = chosen.length;
  return (
    <>
      <p>{searchedWords(source, total, squareMicrons)}</p>
      <table className="cell-counts measure" aria-label={`${label}, by class`}>
        <thead>
          <tr>
            <th scope="col">Class</th>
            <th scope="col">Cells</th>
            <th scope="col">Share</th>
            <th scope="col">per mm²</th>
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
          <Row name="all" count={total} {...{ total, squareMicrons }} />
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
      <td>{count.toLocaleString("en")}</td>
      <td>{total === 0 ? "none" : `${((100 * count) / total).toFixed(1)} %`}</td>
      <td>{densityWords(count, squareMicrons)}</td>
    </tr>
  );
}

/** Cells to the square millimetre; of no known area there is no density. */
export function densityWords(count: number, squareMicrons: number | null): string {
  if (squareMicrons === null || squareMicrons === 0) return "not known";
  return Math.round((count / squareMicrons) * squareMicronsPerMm2).toLocaleString("en");
}

/** What the counts are of: cells, the area they come from, and what was left unsearched. */
export function searchedWords(
  source: CellsSource,
  total: number,
  squareMicrons: number | null,
): string {
  const cells = `${total.toLocaleString("en")} ${total === 1 ? "cell" : "cells"}`;
  if (source.kind === "imported") {
    const of = squareMicrons === null ? "" : ` in ${areaWords(squareMicrons)}`;
    return `${cells}${of}, from ${source.name}.`;
  }
  const { area, patches } = source;
  const where = area === null ? "tissue" : `tissue in ${area}`;
  const words = `${cells} in ${areaWords(squareMicrons ?? 0)} of searched ${where}.`;
  if (patches.done >= patches.total) return words;
  return `${words} Stopped after ${patches.done} of ${patches.total} patches.`;
}
