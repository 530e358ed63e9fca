import type { Manifest } from "#packs/manifest.ts";
import type { AnalysisShelf } from "#pipeline/analysis-shelf.ts";
import type { Models } from "#pipeline/models.ts";
import { rememberSlide, type SlideMemory } from "#pipeline/slide-memory.ts";
import type { SlideSource } from "#slides/slide-source.ts";

/**
 * The memory of each open slide, for as long as the slide lives. A slide whose scale the person
 * changes is another slide to the models, and is begun anew. Whoever asks first gives the shelf.
 */
export function slideMemories(
  models: Models,
  manifest: Manifest,
): (source: SlideSource, shelf?: AnalysisShelf) => Promise<SlideMemory> {
  const memories = new WeakMap<SlideSource, { scale: number | null; memory: SlideMemory }>();
  return async (source, shelf) => {
    const { micronsPerPixel: scale } = await source.describe();
    const known = memories.get(source);
    if (known !== undefined && known.scale === scale) return known.memory;
    const memory = rememberSlide(source, models, manifest, shelf);
    memories.set(source, { scale, memory });
    return memory;
  };
}
