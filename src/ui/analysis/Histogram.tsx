import { type KeyboardEvent, useState } from "react";
import type { Bin, Quartiles } from "#pipeline/cells/cell-summary.ts";
import { t } from "#ui/language/t.ts";
import { rangeWords, valueWords } from "./cell-measure-words.ts";

const width = 288;
const height = 96;

interface Props {
  readonly label: string;
  readonly unit: string;
  readonly bins: readonly Bin[];
  readonly quartiles: Quartiles;
  /** Of each class. */
  readonly colours: readonly string[];
  /** The bar whose cells are picked out; -1 for none. */
  readonly pressed: number;
  readonly onPick: (bin: number) => void;
}

/** Bars of cells, class upon class, with the median as a line and the quartiles as a band. */
export function Histogram({ label, unit, bins, quartiles, colours, pressed, onPick }: Props) {
  const [focused, setFocused] = useState(0);
  const most = Math.max(1, ...bins.map(({ count }) => count));
  const [first, last] = [bins[0]?.from ?? 0, bins.at(-1)?.to ?? 1];
  const across = (value: number) =>
    (width * Math.min(1, Math.max(0, (value - first) / (last - first)))).toFixed(1);
  const step = ({ key, currentTarget }: KeyboardEvent<SVGGElement>, bin: number): void => {
    const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 };
    const bar = currentTarget.parentElement?.querySelectorAll<SVGGElement>("[role=button]");
    if (key === "Enter" || key === " ") onPick(bin);
    else bar?.item(bin + (steps[key] ?? 0))?.focus();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot stand in a drawing
    <svg
      className="histogram"
      viewBox={`0 -4 ${width} ${height + 20}`}
      role="group"
      aria-label={t("analysis.byMeasure", { measure: label.toLowerCase() })}
    >
      <rect
        className="quartiles"
        x={across(quartiles.lower)}
        y={0}
        width={Math.max(0, Number(across(quartiles.upper)) - Number(across(quartiles.lower)))}
        height={height}
      />
      {bins.map((bin, at) => (
        // biome-ignore lint/a11y/useSemanticElements: a button cannot stand in a drawing
        <g
          key={bin.from}
          role="button"
          tabIndex={at === Math.min(focused, bins.length - 1) ? 0 : -1}
          aria-pressed={at === pressed}
          aria-label={t("analysis.bar", {
            range: rangeWords(bin.from, bin.to, unit),
            count: bin.count,
          })}
          onClick={() => onPick(at)}
          onFocus={() => setFocused(at)}
          onKeyDown={(event) => {
            if (!/^(Enter| |ArrowLeft|ArrowRight)$/.test(event.key)) return;
            event.preventDefault();
            event.stopPropagation();
            step(event, at);
          }}
        >
          <Bar
            bin={bin}
            most={most}
            colours={colours}
            x={(at * width) / bins.length}
            width={width / bins.length}
          />
        </g>
      ))}
      <line
        className="median"
        x1={across(quartiles.median)}
        x2={across(quartiles.median)}
        y1={-4}
        y2={height}
      />
      <text x={0} y={height + 13}>
        {valueWords(first, unit)}
      </text>
      <text x={width} y={height + 13} textAnchor="end">
        {valueWords(last, unit)}
      </text>
    </svg>
  );
}

interface BarProps {
  readonly bin: Bin;
  readonly most: number;
  readonly colours: readonly string[];
  readonly x: number;
  readonly width: number;
}

/** The whole column can be pressed, however low its bar is. */
function Bar({ bin, most, colours, x, width: across }: BarProps) {
  let below = 0;
  return (
    <>
      <rect className="hit" x={x} y={0} width={across} height={height} />
      {bin.counts.map((count, cellClass) => {
        const from = below;
        below += count;
        const tall = (count / most) * height;
        const y = height - (below / most) * height;
        return from === below ? null : (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a class has no other name here, and keeps its place
            key={cellClass}
            x={x + 0.5}
            y={y}
            width={across - 1}
            height={tall}
            fill={colours[cellClass]}
          />
        );
      })}
    </>
  );
}
