import type { Manifest, PackFileName } from "#packs/manifest.ts";
import type {
  CellModel,
  LanguageModel,
  PatchModel,
  RegionModel,
  SlideModel,
} from "#pipeline/models.ts";

export type PackFiles = ReadonlyMap<PackFileName, ArrayBuffer>;

/** Where a level was found to run best, and why. */
export interface LoadedLevel {
  readonly provider: "webgpu" | "wasm";
  readonly threads: number;
  readonly reason: string;
}

/** What every level's worker answers besides its model; the model rejects before `load`. */
export interface LevelService {
  /** Opens the level's graphs once they give right numbers; throws `model-wrong`. */
  load(files: PackFiles, manifest: Manifest): Promise<LoadedLevel>;
  /** Answers as soon as the worker can hear: the watchdog's question. */
  ping(): Promise<void>;
}

export type PatchService = LevelService & PatchModel;
export type CellService = LevelService & CellModel;
export type RegionService = LevelService & RegionModel;
export type SlideService = LevelService & SlideModel;
export type LanguageService = LevelService & LanguageModel;

export interface LevelServices {
  readonly patch: PatchService;
  readonly cell: CellService;
  readonly region: RegionService;
  readonly slide: SlideService;
  readonly llm: LanguageService;
}
