import type { Manifest } from "#packs/manifest.ts";
import type { LeftOut } from "#pipeline/quality/left-out.ts";
import type { Suitability } from "#pipeline/suitability.ts";

/**
 * One analysis of one slide by one pack, as a Zarr v3 group that any reader of Zarr opens
 * (`zarr.open_group(path)` in Python). Arrays are row-major, little-endian, uncompressed; rects are
 * x, y, width, height and points x, y, in level-0 pixels; the attribute `microns_per_pixel` of the
 * root says how large those are. N patches are analysed in R regions, L are left out, C cells found.
 *
 *     patches/embedding        float32 [N, patch]   unit rows of the patch encoder
 *     patches/rect             float64 [N, 4]
 *     patches/place            int32   [N, 3]       row of `regions`, column and row in that region
 *     patches/valid            int32   [N, 2]       width and height on the slide, in patch pixels
 *     patches/mean_similarity  float64 [N]          semantic patch filtering, equation 1
 *     patches/redundant        uint8   [N]          1 where mean_similarity is over the threshold
 *     regions/embedding        float32 [R, region]
 *     regions/rect             float64 [R, 4]
 *     regions/place            int32   [R, 2]       column and row on the slide's grid of regions
 *     regions/threshold        float64 [R]          mu + sigma of equation 1
 *     slide/embedding          float32 [slide]
 *     left_out/rect            float64 [L, 4]
 *     left_out/place           int32   [L, 4]       region's column and row, column and row in it
 *     left_out/valid           int32   [L, 2]
 *     left_out/reason          uint8   [L]          row of the attribute `reasons`
 *
 * and, once the cells of the slide were found, a group `cells` (see `keep-cells.ts`).
 * The root's metadata is written last: a folder without it is no analysis.
 */
export interface AnalysisAttributes {
  readonly paraffin: "analysis";
  /** Of this layout and of the rules of analysis: either changes, it counts up. */
  readonly version: number;
  readonly source: {
    readonly slide: string;
    readonly slide_digest: string;
    readonly pack: string;
    readonly pack_digest: string;
  };
  readonly microns_per_pixel: number;
  readonly units: { readonly rect: "level-0 pixels"; readonly valid: "patch pixels" };
  readonly patch_microns_per_pixel: number;
  readonly patch_pixels: number;
  readonly cell_classes: Manifest["cellClasses"];
  readonly suitability: Suitability;
  readonly left_out_shares: LeftOut["shares"];
}

export const ANALYSIS_VERSION = 1;

/** Whose analysis it is; the slide's scale is part of it, for another scale is another slide. */
export interface AnalysisKey {
  readonly slideName: string;
  readonly slideDigest: string;
  readonly packDigest: string;
  readonly micronsPerPixel: number;
}

/** The folders of all analyses of a slide, and of the one by a pack. */
export const analysesOf = (slideDigest: string): string => `analysis/${slideDigest}`;
export const folderOf = ({ slideDigest, packDigest }: AnalysisKey): string =>
  `${analysesOf(slideDigest)}/${packDigest}`;
