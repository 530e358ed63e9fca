/** Names of the compressions that are read, by their TIFF numbers. */
export const compressionNames: ReadonlyMap<number, string> = new Map([
  [1, "none"],
  [5, "LZW"],
  [7, "JPEG"],
  [8, "deflate"],
  [32773, "PackBits"],
  [32946, "deflate"],
  [33003, "JPEG 2000"],
  [33004, "JPEG 2000"],
  [33005, "JPEG 2000"],
  [34712, "JPEG 2000"],
  [50000, "Zstandard"],
  [50001, "WebP"],
]);

export const JPEG = 7;
export const WEBP = 50001;
/** Aperio's two (YCbCr, RGB), libvips' (YCbCr) and the registered one. */
export const JPEG_2000: ReadonlySet<number> = new Set([33003, 33004, 33005, 34712]);
export const JPEG_2000_YCBCR: ReadonlySet<number> = new Set([33003, 33004]);
