/**
 * What the H&E that the models know looks like: `suitability.json` of a pack, fitted by
 * `training/hwsi/suitability.py`. Two parts, each a Gaussian of a slide's mean over n patches.
 */
export interface SuitabilityModel {
  readonly format: 1;
}
