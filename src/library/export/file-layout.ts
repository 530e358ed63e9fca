/**
 * Slides as one file, a plain zip:
 *
 *     paraffin-library.json            {"paraffin": "library", "version": 1, "slides": [digest, ...]}
 *     slides/<digest>/kept.json        name, place, view, annotations, conversation
 *     slides/<digest>/thumbnail.jpg    where there is one
 *     analysis/<digest>/<pack>/...     each analysis as Zarr: unpacked, any reader of Zarr opens it
 */
export const EXPORT_VERSION = 1;

export const indexPath = "paraffin-library.json";
export const keptPath = (digest: string): string => `slides/${digest}/kept.json`;
export const thumbnailPath = (digest: string): string => `slides/${digest}/thumbnail.jpg`;
