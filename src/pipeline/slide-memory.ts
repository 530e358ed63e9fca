import type { LongOptions } from "#core/progress.ts";
import type { Manifest } from "#packs/manifest.ts";
import type { SlideSource } from "#slides/slide-source.ts";
import { analyseSlide, type SlideAnalysis } from "./analyse-slide.ts";
import type { AnalysisShelf } from "./analysis-shelf.ts";
import type { ChosenPatch } from "./choose-patches.ts";
import type { CellCache } from "./encode/segment-patches.ts";
import type { Models } from "./models.ts";
import { shareWork } from "./share-work.ts";

/** What one open slide has been worked out to be, for the next question. */
export interface SlideMemory {
  readonly source: SlideSource;
  /** The one analysis of the slide: begun by whoever asks first, forgotten when it fails. */
  readonly analysis: (options?: LongOptions) => Promise<SlideAnalysis>;
  readonly cells: CellCache;
  /** The patches of the last answer under their ids, so that a question can name one of them. */
  lastChosen: readonly ChosenPatch[];
}

/** `shelf` gives the analysis of an earlier visit, and is given the one that is made. */
export function rememberSlide(
  source: SlideSource,
  models: Models,
  manifest: Manifest,
  shelf?: AnalysisShelf,
): SlideMemory {
  const analyse = async (options: LongOptions): Promise<SlideAnalysis> => {
    const kept = await shelf?.take();
    if (kept) return kept;
    const made = await analyseSlide(source, models, manifest, options);
    void shelf?.keep(made);
    return made;
  };
  return { source, analysis: shareWork(analyse), cells: new Map(), lastChosen: [] };
}

/** The keyword bank's embeddings [keywords, patch] (paper eq. 2), encoded once for a pack. */
export function rememberBank(
  models: Pick<Models, "patch">,
  manifest: Pick<Manifest, "keywords">,
): (options?: LongOptions) => Promise<Float32Array> {
  return shareWork(({ signal }) => models.patch.encodeTexts(manifest.keywords, { signal }));
}
