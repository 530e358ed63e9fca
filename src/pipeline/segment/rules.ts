/** Side of a patch and of the stride-4 maps in pixels. */
export const PATCH = 256;
export const QUARTER = PATCH / 4;
/** Microns per pixel of every patch (20x). */
export const MICRONS_PER_PIXEL = 0.5;

/**
 * Thresholds of the post-processing, chosen on images set apart from training; levels are 0..255,
 * areas in pixels. The same numbers stand in `training/hwsi/cells/postprocess.py`.
 */
export interface FloodRules {
  readonly nucleus: number;
  readonly rise: number;
  readonly peak: number;
  readonly seedArea: number;
  readonly area: number;
}

export const RULES: FloodRules = { nucleus: 100, rise: 56, peak: 100, seedArea: 4, area: 12 };
