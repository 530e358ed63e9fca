import type { Geometry } from "#annotations/annotation.ts";
import { measuresOf } from "#annotations/measure.ts";
import type { Language } from "#stores/preferences-store.ts";
import { grouped } from "#ui/language/numbers.ts";
import { spoken, t } from "#ui/language/t.ts";

/** "245 µm", "1.24 mm". */
export function lengthWords(microns: number): string {
  return microns < 1000 ? `${threeFigures(microns)} µm` : `${threeFigures(microns / 1000)} mm`;
}

/** "5,310 µm²", "0.124 mm²". */
export function areaWords(squareMicrons: number): string {
  return squareMicrons < 100_000
    ? `${threeFigures(squareMicrons)} µm²`
    : `${threeFigures(squareMicrons / 1e6)} mm²`;
}

const threeFigures = (value: number): string =>
  grouped(Number(value.toPrecision(3)), { maximumFractionDigits: 3 });

interface Measured {
  readonly micronsPerPixel: number | null;
  readonly language: Language;
  readonly words: string;
}

/** Asked for at every move of the pointer, of outlines that may have a million points. */
const measured = new WeakMap<Geometry, Measured>();

/** What a geometry measures in short; of several points how many, empty where nothing is known. */
export function measureWords(geometry: Geometry, micronsPerPixel: number | null): string {
  const known = measured.get(geometry);
  const language = spoken();
  if (known?.micronsPerPixel === micronsPerPixel && known.language === language) return known.words;
  const words = wordsOf(geometry, micronsPerPixel);
  measured.set(geometry, { micronsPerPixel, language, words });
  return words;
}

function wordsOf(geometry: Geometry, micronsPerPixel: number | null): string {
  if (geometry.kind === "point") {
    return geometry.points.length === 1
      ? ""
      : t("annotations.points", { points: geometry.points.length });
  }
  const measures = measuresOf(geometry, micronsPerPixel);
  const { lengthMicrons, squareMicrons, perimeterMicrons } = measures;
  if (lengthMicrons !== null) return lengthWords(lengthMicrons);
  if (squareMicrons === null || perimeterMicrons === null) return "";
  return t("annotations.around", {
    area: areaWords(squareMicrons),
    length: lengthWords(perimeterMicrons),
  });
}
