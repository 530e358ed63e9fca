import { leftOutWords } from "#pipeline/quality/left-out-words.ts";
import type { Analysed } from "./analyse.ts";

/** What a person wants to know first, in a few lines. */
export function summaryOf({ analysis, answer }: Analysed, out: string): string {
  const { slide, suitability, counts, milliseconds } = analysis;
  const classes = Object.entries(counts.cellsByClass).map(([name, count]) => `${count} ${name}`);
  const tissue = counts.patches - counts.noTissue;
  const notAnalysed = leftOutWords(analysis.notAnalysed);
  const seconds = ((milliseconds["total"] ?? 0) / 1000).toFixed(1);
  const lines = [
    `${slide.name}: ${slide.width}x${slide.height} px, ${slide.micronsPerPixel} um/px (${slide.micronsPerPixelOrigin})`,
    `Suitability ${suitability.verdict}: ${suitability.reason}`,
    `${counts.patches} patches, ${tissue} with tissue, ${counts.kept} kept`,
    ...(notAnalysed === null ? [] : [`${notAnalysed}.`]),
    `${counts.cells} cells (${analysis.asked.cells}): ${classes.join(", ")}`,
    ...answer.sentences.map(({ text, citations, numbers }) =>
      [
        text,
        ...citations.map(({ patch }) => `[${patch}]`),
        ...numbers.map(({ said, what }) => `(said: ${said ?? "otherwise"}, ${what})`),
      ].join(" "),
    ),
    `Written to ${out} in ${seconds} s`,
  ];
  return `${lines.join("\n")}\n`;
}
