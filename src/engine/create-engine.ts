import { abortable } from "#core/abortable.ts";
import { oneAtATime } from "#core/one-at-a-time.ts";
import type { LongOptions } from "#core/progress.ts";
import type { Pack } from "#packs/download-pack.ts";
import type { Manifest } from "#packs/manifest.ts";
import { parseSuitability } from "#packs/parse-suitability.ts";
import { LEVELS } from "#pipeline/levels/level-files.ts";
import type { Models } from "#pipeline/models.ts";
import { rememberBank } from "#pipeline/slide-memory.ts";
import type { SlideOrigin } from "#slides/slide-origin.ts";
import type { ReadOptions, SlideSource } from "#slides/slide-source.ts";
import type { Engine, LevelReport } from "./engine.ts";
import { hostLevels, type LevelHosts } from "./host-levels.ts";
import type { LevelStarters } from "./level-endpoint.ts";
import { shelvePack } from "./shelve-pack.ts";
import { slideMemories } from "./slide-memories.ts";
import { type Loaded, slideWork } from "./slide-work.ts";

/** What the engine is made of; the browser's parts are in `browser-engine.ts`. */
export interface EngineParts {
  readonly starters: LevelStarters;
  readonly downloadPack: (url: string, options?: LongOptions) => Promise<Pack>;
  readonly slides: SlideDoor;
}

/** Opens slides on another thread; `dispose` ends that thread. */
export interface SlideDoor {
  open(origin: SlideOrigin, options?: ReadOptions): Promise<SlideSource>;
  dispose(): void;
}

export function createEngine(parts: EngineParts): Engine {
  const listeners = new Set<(reports: readonly LevelReport[]) => void>();
  const packs = oneAtATime();
  let hosts: LevelHosts | null = null;
  let loaded: Loaded | null = null;
  let disposed = false;
  const assertInUse = (): void => {
    if (disposed) throw new DOMException("The engine was disposed.", "AbortError");
  };
  const reports = (): readonly LevelReport[] => hosts?.reports() ?? [];
  const tell = (): void => {
    for (const listener of listeners) listener(reports());
  };
  const unload = (): void => {
    hosts?.dispose();
    hosts = null;
    loaded = null;
  };
  const load = async (url: string, options: LongOptions): Promise<Manifest> => {
    const { manifest, files } = await parts.downloadPack(url, options);
    assertInUse();
    unload();
    const readAgain = async (): Promise<Pack["files"]> => (await parts.downloadPack(url)).files;
    const shelf = shelvePack(files, readAgain);
    hosts = hostLevels({ starters: parts.starters, files: shelf, manifest, onReport: tell });
    try {
      await loadLevels(hosts, options);
      assertInUse();
    } catch (thrown) {
      unload();
      throw thrown;
    }
    const models = withSuitability(hosts.models, files.suitability);
    const pipeline = { models, manifest, bank: rememberBank(models, manifest) };
    loaded = { pipeline, memoryOf: slideMemories(models, manifest) };
    return manifest;
  };
  const ready = (): Loaded => {
    if (loaded === null) throw new Error("The engine was asked before its pack was loaded.");
    return loaded;
  };
  return {
    loadPack: (url, options = {}) => packs(() => load(url, options)),
    async openSlide(origin, { signal } = {}) {
      const source = await parts.slides.open(origin, signal ? { signal } : {});
      return { source, description: await source.describe() };
    },
    ...slideWork(ready),
    reports,
    onReports(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async dispose() {
      disposed = true;
      unload();
      listeners.clear();
      parts.slides.dispose();
    },
  };
}

/** What known H&E looks like is no worker's: it is measured where the pipeline runs. */
function withSuitability(models: Models, file: ArrayBuffer | undefined): Models {
  return file === undefined ? models : { ...models, suitability: parseSuitability(file) };
}

/** One level after another: side by side they would spoil each other's micro-benchmarks. */
async function loadLevels(hosts: LevelHosts, { signal }: LongOptions): Promise<void> {
  for (const level of LEVELS) await abortable(hosts.load(level), signal);
}
