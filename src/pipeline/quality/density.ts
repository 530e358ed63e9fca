/** Optical density of a byte: -log10((byte + 1) / 256). */
const DENSITY = Float64Array.from({ length: 256 }, (_, byte) => -Math.log10((byte + 1) / 256));
export const densityOf = (byte: number): number => DENSITY[byte] ?? 0;

/**
 * Amounts of haematoxylin and eosin behind the densities of red, green and blue: colour
 * deconvolution with the vectors of Ruifrok and Johnston (2001), the third stain being DAB. Two
 * rows of the inverse of their matrix of unit vectors; never below 0.
 */
export const haematoxylinOf = (red: number, green: number, blue: number): number =>
  Math.max(0, 1.8748 * red - 0.0658 * green - 0.6009 * blue);
export const eosinOf = (red: number, green: number, blue: number): number =>
  Math.max(0, -1.0062 * red + 1.1331 * green - 0.4797 * blue);
