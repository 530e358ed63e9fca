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

/** A measure as the page says it; the unit is empty where it has none. */
export interface MeasureWords {
  readonly label: string;
  readonly unit: string;
}

const words: Readonly<Record<string, MeasureWords>> = {
  [AREA]: { label: "Area", unit: "µm²" },
  [PERIMETER]: { label: "Perimeter", unit: "µm" },
  [CIRCULARITY]: { label: "Circularity", unit: "" },
  [ECCENTRICITY]: { label: "Eccentricity", unit: "" },
  [MAJOR_AXIS]: { label: "Major axis", unit: "µm" },
  [MINOR_AXIS]: { label: "Minor axis", unit: "µm" },
  [HAEMATOXYLIN_OD]: { label: "Haematoxylin, mean optical density", unit: "" },
  [EOSIN_OD]: { label: "Eosin, mean optical density", unit: "" },
  [NEAREST]: { label: "Distance to the nearest cell", unit: "µm" },
};

/** A column that a file brought is called what the file calls it. */
export const cellMeasureWords = (name: string): MeasureWords =>
  words[name] ?? { label: name, unit: "" };

/** "34.2 µm²": three figures. */
export function valueWords(value: number, unit: string): string {
  const figures = Number(value.toPrecision(3)).toLocaleString("en", { maximumFractionDigits: 4 });
  return unit === "" ? figures : `${figures} ${unit}`;
}

/** "20 to 25 µm²". */
export const rangeWords = (from: number, to: number, unit: string): string =>
  `${valueWords(from, "")} to ${valueWords(to, unit)}`;
