import type { DecidedPatch, PatchDecision } from "#pipeline/decide-patches.ts";
import type { PackMark } from "#pipeline/export/answer-json.ts";
import type { LeftOut } from "#pipeline/quality/left-out.ts";
import type { Suitability } from "#pipeline/suitability.ts";
import type { SlideDescription } from "#slides/slide-source.ts";
import { nodeProvider } from "./node-runtime.ts";
import { shownPath } from "./open-local-slide.ts";
import type { AnalyseOptions } from "./options.ts";

export interface AnalysisParts {
  readonly asked: AnalyseOptions;
  readonly pack: PackMark & { readonly licence: string };
  readonly slide: SlideDescription;
  readonly suitability: Suitability;
  readonly leftOut: LeftOut;
  readonly decided: readonly DecidedPatch[];
  /** Regions with tissue. */
  readonly regions: number;
  readonly cells: readonly (readonly [cellClass: string, count: number])[];
  readonly milliseconds: Readonly<Record<string, number>>;
}

export type AnalysisRecord = ReturnType<typeof analysisRecord>;

/** analysis.json: what was read, with which models, how long each step took, how much was found. */
export function analysisRecord(parts: AnalysisParts) {
  const { asked, pack, slide, suitability, leftOut, decided, regions, cells, milliseconds } = parts;
  const having = (decision: PatchDecision): number =>
    decided.filter((patch) => patch.decision === decision).length;
  return {
    slide: {
      path: shownPath(asked.slide),
      name: slide.name,
      width: slide.width,
      height: slide.height,
      micronsPerPixel: slide.micronsPerPixel,
      micronsPerPixelOrigin: slide.scaleOrigin === "file" ? "file" : "--mpp",
      objectivePower: slide.objectivePower,
      format: slide.format,
      compression: slide.compression,
    },
    suitability,
    notAnalysed: leftOut.shares,
    counts: {
      regions,
      patches: decided.length,
      kept: having("kept"),
      redundant: having("redundant"),
      notRelevant: having("irrelevant"),
      noTissue: having("glass"),
      pen: having("pen"),
      fold: having("fold"),
      blurred: having("blurred"),
      cells: cells.reduce((sum, [, count]) => sum + count, 0),
      cellsByClass: Object.fromEntries(cells),
    },
    asked: { question: asked.question, blind: asked.blind, cells: asked.cells },
    pack,
    provider: nodeProvider,
    milliseconds,
  };
}
