import { ParaffinError } from "#core/errors.ts";
import type { LongOptions } from "#core/progress.ts";
import type { Manifest } from "#packs/manifest.ts";
import { decompose, type SlideExtent } from "#pipeline/decompose.ts";
import { encodePatches, keepRows } from "#pipeline/encode/encode-patches.ts";
import { type EncodedRegion, encodeRegions } from "#pipeline/encode/encode-regions.ts";
import { findTissue } from "#pipeline/encode/find-tissue.ts";
import type { Models, SlideModel } from "#pipeline/models.ts";
import { leaveOutMarked } from "#pipeline/quality/leave-out-marked.ts";
import { type LeftOut, leaveOut, type SortedTissue } from "#pipeline/quality/left-out.ts";
import { leftOutWords } from "#pipeline/quality/left-out-words.ts";
import { watchFocus } from "#pipeline/quality/watch-focus.ts";
import { judgePower } from "#pipeline/suitability/judge-power.ts";
import { watchGlass, watchPatches } from "#pipeline/suitability/watch-patches.ts";
import type { Suitability } from "#pipeline/suitability.ts";
import type { RgbImage, SlideSource } from "#slides/slide-source.ts";

/** All of a slide that no question changes: made once, kept while the slide is open. */
export interface SlideAnalysis {
  readonly regions: readonly EncodedRegion[];
  /** f_WSI = ViT_WSI of the region embeddings, [slide]. */
  readonly slide: Float32Array;
  /** Whether the slide is like the H&E the models know; `models.suitability` says how. */
  readonly suitability: Suitability;
  /** The patches with tissue that are not in `regions`: pen, folds, out of focus. */
  readonly leftOut: LeftOut;
}

/**
 * The story of a slide (paper figure 3A, from the pixels up): decompose, find the tissue, leave out
 * what is no fair view of it, encode its patches, its regions, the slide. Throws
 * `slide-scale-unknown` and, on a slide without tissue that can be analysed, `slide-unreadable`.
 */
export async function analyseSlide(
  source: SlideSource,
  models: Models,
  manifest: Manifest,
  options: LongOptions = {},
): Promise<SlideAnalysis> {
  const { regionPatches, dimensions: widths } = manifest;
  const extent = await extentOf(source);
  const unmarked = await sortTissue(source, extent, models, manifest, options);
  const patches = unmarked.regions.flatMap((region) => region.patches);
  const stains = watchPatches(models.suitability, patches);
  const focus = watchFocus(patches, manifest, extent.micronsPerPixel);
  const see = (image: RgbImage, index: number) => {
    stains.see(image, index);
    focus.see(image, index);
  };
  const shape = { grid: manifest, regionPatches, widths, see };
  const encoded = await encodePatches(source, patches, models.patch, shape, options);
  const blurred = focus.blurred();
  const { regions, leftOut } = leaveOut(unmarked, (patch) =>
    blurred.has(patch) ? "blurred" : null,
  );
  if (regions.length === 0) throw nothingLeft(leftOut);
  const sharp = keepRows(
    encoded,
    widths,
    patches.map((patch) => !blurred.has(patch)),
  );
  const encodedRegions = await encodeRegions(regions, sharp, models.region, shape, options);
  const slide = await encodeSlide(encodedRegions, models.slide);
  const power = judgePower(extent.micronsPerPixel, manifest.micronsPerPixel);
  const suitability = power ?? stains.judge(encoded.embeddings, widths.patch);
  return { regions: encodedRegions, slide, suitability, leftOut };
}

/** The tissue, but for pen and folds; its low-power images are held no longer than this takes. */
async function sortTissue(
  source: SlideSource,
  extent: SlideExtent,
  models: Models,
  manifest: Manifest,
  options: LongOptions,
): Promise<SortedTissue> {
  const glass = watchGlass(models.suitability);
  const images: RgbImage[] = [];
  const onTissue = (image: RgbImage) => images.push(image);
  const lookOn = { ...options, onGlass: glass.see, onTissue };
  const all = decompose(extent, manifest);
  const found = await findTissue(source, all, manifest.regionPatches, lookOn);
  if (found.length === 0) throw noTissue(glass.judge());
  return leaveOutMarked(found, images, manifest.regionPatches, options);
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
    verdict === "unsuitable" ? `${fact} ${reason}` : fact,
    "Open a slide with stained tissue, or check its microns per pixel.",
  );
}

/** What is said of a slide whose tissue is all left out. */
function nothingLeft(leftOut: LeftOut): ParaffinError {
  return new ParaffinError(
    "slide-unreadable",
    `${leftOutWords(leftOut.shares)}.`,
    "Open another scan of the slide, in focus and without pen, or check its microns per pixel.",
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
