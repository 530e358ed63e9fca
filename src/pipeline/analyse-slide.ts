import { ParaffinError } from "#core/errors.ts";
import type { LongOptions } from "#core/progress.ts";
import type { Manifest } from "#packs/manifest.ts";
import { decompose, type SlideExtent } from "#pipeline/decompose.ts";
import { encodePatches } from "#pipeline/encode/encode-patches.ts";
import { type EncodedRegion, encodeRegions } from "#pipeline/encode/encode-regions.ts";
import { findTissue } from "#pipeline/encode/find-tissue.ts";
import type { Models, SlideModel } from "#pipeline/models.ts";
import { watchGlass, watchPatches } from "#pipeline/suitability/watch-patches.ts";
import type { Suitability } from "#pipeline/suitability.ts";
import type { SlideSource } from "#slides/slide-source.ts";

/** All of a slide that no question changes: made once, kept while the slide is open. */
export interface SlideAnalysis {
  readonly regions: readonly EncodedRegion[];
  /** f_WSI = ViT_WSI of the region embeddings, [slide]. */
  readonly slide: Float32Array;
  /** Whether the slide is like the H&E the models know; `models.suitability` says how. */
  readonly suitability: Suitability;
}

/**
 * The story of a slide (paper figure 3A, from the pixels up): decompose, find the tissue, encode
 * its patches, its regions, the slide. Throws `slide-scale-unknown` and, on a slide without
 * tissue, `slide-unreadable`.
 */
export async function analyseSlide(
  source: SlideSource,
  models: Models,
  manifest: Manifest,
  options: LongOptions = {},
): Promise<SlideAnalysis> {
  const { regionPatches, dimensions: widths } = manifest;
  const all = decompose(await extentOf(source), manifest);
  const glass = watchGlass(models.suitability);
  const seeGlass = { ...options, onGlass: glass.see };
  const regions = await findTissue(source, all, regionPatches, seeGlass);
  if (regions.length === 0) throw noTissue(glass.judge());
  const patches = regions.flatMap((region) => region.patches);
  const watch = watchPatches(models.suitability, patches);
  const shape = { grid: manifest, regionPatches, widths, see: watch.see };
  const encoded = await encodePatches(source, patches, models.patch, shape, options);
  const encodedRegions = await encodeRegions(regions, encoded, models.region, shape, options);
  const slide = await encodeSlide(encodedRegions, models.slide);
  const suitability = watch.judge(encoded.embeddings, widths.patch);
  return { regions: encodedRegions, slide, suitability };
}

async function extentOf(source: SlideSource): Promise<SlideExtent> {
  const { width, height, micronsPerPixel } = await source.describe();
  if (micronsPerPixel === null) {
    throw new ParaffinError(
      "slide-scale-unknown",
      "The slide does not say how many microns a pixel is.",
      "Enter the microns per pixel of the scan; without it cells and patches have no size.",
    );
  }
  return { width, height, micronsPerPixel };
}

/** What is said of a slide without tissue; its thumbnail may still show what it is instead. */
function noTissue({ verdict, reason }: Suitability): ParaffinError {
  const fact = "No tissue was found: every patch of the slide is near white.";
  return new ParaffinError(
    "slide-unreadable",
    verdict === "unlike" ? `${fact} ${reason}` : fact,
    "Open a slide with stained tissue, or check its microns per pixel.",
  );
}

function encodeSlide(regions: readonly EncodedRegion[], model: SlideModel): Promise<Float32Array> {
  const width = regions[0]?.embedding.length ?? 0;
  const embeddings = new Float32Array(regions.length * width); // [n, region]
  const positions = new Int32Array(regions.length * 2); // [n, 2] as (column, row)
  for (const [index, { region, embedding }] of regions.entries()) {
    embeddings.set(embedding, index * width);
    positions.set([region.column, region.row], index * 2);
  }
  return model.encodeSlide(embeddings, positions);
}
