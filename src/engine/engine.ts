import type { Level0Area, NamedArea } from "#core/area.ts";
import type { Level0Rect } from "#core/geometry.ts";
import type { LongOptions } from "#core/progress.ts";
import type { Manifest } from "#packs/manifest.ts";
import type { AnalysisShelf } from "#pipeline/analysis-shelf.ts";
import type { Answer } from "#pipeline/answer.ts";
import type { FoundCells } from "#pipeline/cells/find-cells.ts";
import type { Level } from "#pipeline/levels/level-files.ts";
import type { PatchMap } from "#pipeline/map-patches.ts";
import type { LeftOut } from "#pipeline/quality/left-out.ts";
import type { Suitability } from "#pipeline/suitability.ts";
import type { SlideOrigin } from "#slides/slide-origin.ts";
import type { SlideDescription, SlideSource } from "#slides/slide-source.ts";

export type { Level };

/** Which provider a level runs on, and why: shown in the status line. */
export interface LevelReport {
  readonly level: Level;
  readonly provider: "webgpu" | "wasm";
  readonly threads: number;
  readonly reason: string;
  readonly state: "loading" | "ready" | "lost";
}

export type { SlideOrigin };

export interface OpenSlide {
  readonly source: SlideSource;
  readonly description: SlideDescription;
}

/** What the page is told of a slide before anything is asked of it. */
export interface SlideCheck {
  /** Whether it is like the H&E the models know. */
  readonly suitability: Suitability;
  /** Which of its tissue is not analysed. */
  readonly leftOut: LeftOut;
  /** Patches that `segmentCells` segments where it searches the whole slide. */
  readonly cellPatches: number;
}

export interface AnalyseOptions extends LongOptions {
  /** Where the analysis of an earlier visit is taken from, and this one kept. */
  readonly shelf?: AnalysisShelf;
}

export interface AskOptions extends LongOptions {
  /** The text so far as it is read, citation marks taken out, after every token. */
  readonly onText?: (text: string) => void;
  readonly temperature?: number;
  readonly seed?: number;
  /** The blind control: the language model answers without any image token. */
  readonly blind?: boolean;
  /** Answers about a slide that is unlike what the models know, instead of `slide-unsuitable`. */
  readonly evenUnsuitable?: boolean;
  /** Only about this part of the slide; throws `area-without-tissue` where nothing there is analysed. */
  readonly within?: NamedArea;
}

export interface SegmentCellsOptions extends LongOptions {
  /** Only the patches that reach into it; null or absent for all tissue. */
  readonly area?: Level0Area | null;
  /** Told by an earlier search of the same slide at the same scale: not searched again. */
  readonly searched?: readonly Level0Rect[];
  /** Given the cells of each patch as they are found. */
  readonly onCells: (found: FoundCells) => void;
}

/** The page's side of the workers: one of it lives as long as the page. */
export interface Engine {
  /** Downloads, checks and loads the pack; resolves when every level answers. */
  loadPack(url: string, options?: LongOptions): Promise<Manifest>;
  openSlide(origin: SlideOrigin, options?: LongOptions): Promise<OpenSlide>;
  /** Tissue, patches, regions and slide token, kept for the slide; `ask` waits for it. */
  analyse(slide: OpenSlide, options?: AnalyseOptions): Promise<SlideCheck>;
  ask(slide: OpenSlide, question: string, options?: AskOptions): Promise<Answer>;
  /** Every analysed patch, with its relevance to a question; waits for the analysis. */
  mapPatches(slide: OpenSlide, question: string | null, options?: LongOptions): Promise<PatchMap>;
  /** Finds the cells of the whole slide, or of an area; waits for the analysis. */
  segmentCells(slide: OpenSlide, options: SegmentCellsOptions): Promise<void>;
  reports(): readonly LevelReport[];
  onReports(listener: (reports: readonly LevelReport[]) => void): () => void;
  dispose(): Promise<void>;
}
