import type { SlideAnalysis } from "./analyse-slide.ts";

/**
 * Where the analysis of one slide at one scale by one pack is kept between visits. Neither call
 * rejects: what cannot be taken is made anew, and what cannot be kept is told elsewhere.
 */
export interface AnalysisShelf {
  take(): Promise<SlideAnalysis | null>;
  keep(analysis: SlideAnalysis): Promise<void>;
}
