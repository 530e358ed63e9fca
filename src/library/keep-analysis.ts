import type { Manifest } from "#packs/manifest.ts";
import type { AnalysisShelf } from "#pipeline/analysis-shelf.ts";
import type { LibraryFiles } from "./library-files.ts";
import type { AnalysisKey } from "./zarr/layout.ts";
import { readAnalysis } from "./zarr/read-analysis.ts";
import { writeAnalysis } from "./zarr/write-analysis.ts";

export interface KeepOptions {
  readonly manifest: Manifest;
  /** False where another tab keeps the slide: then its analysis is taken and none is written. */
  readonly mayWrite: () => boolean;
  /** Told what could not be taken or kept; the slide is then analysed as if there were no library. */
  readonly onFault: (thrown: unknown) => void;
}

/** The place of one analysis among the library's files. */
export function keepAnalysis(
  files: LibraryFiles,
  key: AnalysisKey,
  { manifest, mayWrite, onFault }: KeepOptions,
): AnalysisShelf {
  let isNewer = false;
  return {
    take: () =>
      readAnalysis(files, key).catch((thrown: unknown) => {
        isNewer = (thrown as { kind?: string }).kind === "library-newer";
        onFault(thrown);
        return null;
      }),
    keep: async (analysis) => {
      if (isNewer || !mayWrite()) return;
      await writeAnalysis(files, key, analysis, manifest).catch(onFault);
    },
  };
}
