import type { RgbImage, SlideSource } from "#slides/slide-source.ts";
import type { FuzzReport } from "./fuzz-report.ts";
import { averageSquares, difference } from "./pixels.ts";
import type { Reference } from "./reference-reader.ts";
import { seeded } from "./seeded.ts";

interface Said {
  readonly levels: readonly (readonly [width: number, height: number])[];
  readonly micronsPerPixel?: number | null;
}

/** A slide as it is read here, beside how another program reads it. */
export interface Compared extends Said {
  readonly name: string;
  readonly format: string;
  readonly compression: string;
  readonly micronsPerPixel: number | null;
  readonly reader: string;
  readonly reference: Said;
  /** Largest mean absolute difference (of 255) of the rectangles that were compared. */
  readonly difference: number;
}

const rectanglesPerLevel = 50;

export async function compareSlide(
  slide: SlideSource,
  name: string,
  reference: Reference,
): Promise<Compared> {
  const { levels, format, compression, scaleOrigin, micronsPerPixel } = await slide.describe();
  const stored = levels.filter(({ isStored }) => isStored);
  let largest = 0;
  const random = seeded(11);
  for (const [at, level] of reference.levels.entries()) {
    for (let rect = 0; rect < rectanglesPerLevel; rect += 1) {
      largest = Math.max(
        largest,
        await differenceAt(slide, levels[at]?.downsample ?? 1, level, random),
      );
    }
  }
  return {
    name,
    format,
    compression,
    levels: stored.map(({ width, height }) => [width, height] as const),
    micronsPerPixel: scaleOrigin === "file" ? micronsPerPixel : null,
    reader: reference.reader,
    reference: {
      levels: reference.levels.map(({ width, height }) => [width, height] as const),
      ...(reference.micronsPerPixel === undefined
        ? {}
        : { micronsPerPixel: reference.micronsPerPixel }),
    },
    difference: largest,
  };
}

/** Scales of the models' reads, as level-0 pixels a side: 0.25, 0.5, 1 and 8 um/px of a scan at 40x. */
const modelDownsamples = [1, 2, 4, 32];

/**
 * Largest difference (of 255) of a pixel when rectangles are read at the models' scales and when the
 * reference's level is averaged over each pixel's area; at the edges and across tile borders.
 */
export async function differenceAtScales(
  slide: SlideSource,
  { levels }: Reference,
): Promise<number> {
  const { levels: own, micronsPerPixel } = await slide.describe();
  const random = seeded(5);
  let largest = 0;
  for (const downsample of modelDownsamples) {
    const at = own.findLastIndex((one) => one.isStored && one.downsample <= downsample * 1.01);
    const stored = own[at];
    const level = levels[at];
    if (stored === undefined || level === undefined) continue;
    const side = Math.round(downsample / stored.downsample);
    for (let rect = 0; rect < 6; rect += 1) {
      const x = Math.floor(random() * (level.width / side + 10)) - 10;
      const y = Math.floor(random() * (level.height / side + 10)) - 10;
      const scale = side * stored.downsample;
      const place = { x: x * scale, y: y * scale, width: 30 * scale, height: 30 * scale };
      const read = await slide.read(place, (micronsPerPixel ?? 1) * scale);
      const expected = averageSquares(cropFast(level, x * side, y * side, 30 * side), side);
      largest = Math.max(largest, difference(read.data, expected).largest);
    }
  }
  return largest;
}

/** Mean absolute difference of one random rectangle of a level; some reach over its edges. */
async function differenceAt(
  slide: SlideSource,
  downsample: number,
  level: RgbImage,
  random: () => number,
): Promise<number> {
  const { micronsPerPixel } = await slide.describe();
  const side = 16 + Math.floor(random() * 240);
  const x = Math.floor(random() * level.width) - Math.floor(side / 4);
  const y = Math.floor(random() * level.height) - Math.floor(side / 4);
  const size = side * downsample;
  const rect = { x: x * downsample, y: y * downsample, width: size, height: size };
  const read = await slide.read(rect, (micronsPerPixel ?? 1) * downsample);
  return difference(read.data, cropFast(level, x, y, side).data).mean;
}

/** A square of a level, white where the level ends. */
function cropFast({ width, height, data }: RgbImage, x: number, y: number, side: number): RgbImage {
  const square = new Uint8Array(side * side * 3).fill(255);
  const [left, right] = [Math.max(0, x), Math.min(width, x + side)];
  for (let row = Math.max(0, y); row < Math.min(height, y + side) && left < right; row += 1) {
    const part = data.subarray((row * width + left) * 3, (row * width + right) * 3);
    square.set(part, ((row - y) * side + left - x) * 3);
  }
  return { width: side, height: side, data: square };
}

const howRead = [
  "# How pixels are read",
  "",
  "Every read takes a rectangle in level-0 pixels and a scale in microns per pixel. The coarsest stored",
  "level that is fine enough is averaged over each pixel's area; enlarging is bilinear. This is code of our",
  "own, for the page and Node must give the models the same bytes: a canvas scales otherwise on each machine,",
  "and the libraries of Node do not run in a page. `src/slides/golden-reads.test.ts` (Node) and",
  "`golden-reads.browser.test.ts` (Chromium) hold it against libvips at 0.25, 0.5, 1 and 8 um/px, over edges",
  "and borders of tiles: to the byte where a file is stored without loss, to 2 of 255 where it is JPEG.",
  "",
  "Colours are read and shown as they are stored; an ICC profile is named among the slide's facts and not",
  "applied. Decoded tiles are kept up to 128 MiB a slide, bytes of a slide by address up to 16 MiB.",
];

/** The page of the docs that holds the comparison. */
export function comparedPage(
  compared: readonly Compared[],
  fuzz: FuzzReport & { readonly seed: number },
): string {
  const rows = compared.map((one) =>
    [
      one.name,
      one.format,
      one.compression,
      sizes(one),
      scale(one),
      one.reader,
      one.difference.toFixed(2),
    ].join(" | "),
  );
  return [
    "# How slides are read",
    "",
    "Written by `PARAFFIN_WRITE_DOCS=1 npm run unit -- src/slides/references.test.ts`, which reads every file",
    "twice, here and with another program, and fails where size, levels or scale differ, or where any of",
    `${rectanglesPerLevel} random rectangles of a level differs by a mean of more than 2 of 255.`,
    "",
    "| file | format | compression | levels | um/px | compared with | largest mean difference |",
    "| --- | --- | --- | --- | --- | --- | --- |",
    ...rows.map((row) => `| ${row} |`),
    "",
    "Where OpenSlide does not read a file, another program does it: `OS-1-detail.ome.tif` is tagged RGB but",
    "holds YCbCr, which libvips shows in false colours, and `small_dicom.dcm` does not say where its frames lie.",
    "",
    ...howRead,
    "",
    "# What broken slides do",
    "",
    `\`npm run fuzz -- --write\` broke ${fuzz.cases.toLocaleString("en")} small slides at random (seed ${fuzz.seed}): ${fuzz.opened.toLocaleString("en")} were opened`,
    `all the same, ${fuzz.refused.toLocaleString("en")} were refused with a reason, ${fuzz.crashes.length} crashed and ${fuzz.hangs.length} hung. The slowest took`,
    `${fuzz.slowestMilliseconds} ms, and the process held ${fuzz.largestMegabytes} MB at most.`,
    "",
  ].join("\n");
}

const sizes = ({ levels }: Said): string =>
  levels.map(([width, height]) => `${width}x${height}`).join(", ");

function scale({ micronsPerPixel, reference }: Compared): string {
  const own = micronsPerPixel === null ? "not said" : String(micronsPerPixel);
  return reference.micronsPerPixel === undefined ? own : `${own} (the same there)`;
}
