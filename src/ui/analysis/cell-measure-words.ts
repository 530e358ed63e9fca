import {
  AREA,
  CIRCULARITY,
  ECCENTRICITY,
  EOSIN_OD,
  HAEMATOXYLIN_OD,
  MAJOR_AXIS,
  MINOR_AXIS,
  NEAREST,
  PERIMETER,
} from "#pipeline/cells/cell-columns.ts";
import type { PlainKeyIn } from "#ui/language/key.ts";
import { grouped } from "#ui/language/numbers.ts";
import { t } from "#ui/language/t.ts";

/** A measure as the page says it; the unit is empty where it has none. */
export interface MeasureWords {
  readonly label: string;
  readonly unit: string;
}

const known: Readonly<
  Record<string, { readonly label: PlainKeyIn<"analysis">; readonly unit: string }>
> = {
  [AREA]: { label: "analysis.area", unit: "µm²" },
  [PERIMETER]: { label: "analysis.perimeter", unit: "µm" },
  [CIRCULARITY]: { label: "analysis.circularity", unit: "" },
  [ECCENTRICITY]: { label: "analysis.eccentricity", unit: "" },
  [MAJOR_AXIS]: { label: "analysis.majorAxis", unit: "µm" },
  [MINOR_AXIS]: { label: "analysis.minorAxis", unit: "µm" },
  [HAEMATOXYLIN_OD]: { label: "analysis.haematoxylin", unit: "" },
  [EOSIN_OD]: { label: "analysis.eosin", unit: "" },
  [NEAREST]: { label: "analysis.nearest", unit: "µm" },
};

/** A column that a file brought is called what the file calls it. */
export function cellMeasureWords(name: string): MeasureWords {
  const words = known[name];
  return words === undefined ? { label: name, unit: "" } : { ...words, label: t(words.label) };
}

/** "34.2 µm²": three figures. */
export function valueWords(value: number, unit: string): string {
  const figures = grouped(Number(value.toPrecision(3)), { maximumFractionDigits: 4 });
  return unit === "" ? figures : `${figures} ${unit}`;
}

/** "20 to 25 µm²". */
export const rangeWords = (from: number, to: number, unit: string): string =>
  t("analysis.range", { from: valueWords(from, ""), to: valueWords(to, unit) });
