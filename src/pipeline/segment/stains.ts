/** Mean optical density (base 10) of each stain under an outline, 0 where there is none of it. */
export type StainDensities = readonly [haematoxylin: number, eosin: number];

type Vector = readonly [r: number, g: number, b: number];

/** Optical densities of R, G, B of each stain alone (Ruifrok and Johnston, 2001, table 2). */
const HAEMATOXYLIN = unit([0.65, 0.704, 0.286]);
const EOSIN = unit([0.072, 0.99, 0.105]);
/** What neither stain explains, at right angles to both: a third stain is not looked for. */
const RESIDUAL = unit(cross(HAEMATOXYLIN, EOSIN));

/** Rows of the inverse of the matrix whose rows are the three vectors. */
const VOLUME = dot(HAEMATOXYLIN, cross(EOSIN, RESIDUAL));
const TO_HAEMATOXYLIN = cross(EOSIN, RESIDUAL);
const TO_EOSIN = cross(RESIDUAL, HAEMATOXYLIN);

/**
 * How much of each stain makes a mean optical density of R, G, B given in natural logarithms, as
 * `densityPlanes` has it: white is 255, whatever the slide's glass is, and a byte counts one more,
 * which is 1 % less at a density of 1. Unmixing is linear, so the mean over pixels needs six products
 * a cell. Slightly below 0 where the colour is none of theirs.
 */
export function stainDensities(rgb: Vector): StainDensities {
  const scale = VOLUME * Math.LN10;
  return [dot(rgb, TO_HAEMATOXYLIN) / scale, dot(rgb, TO_EOSIN) / scale];
}

function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

function unit(vector: Vector): Vector {
  const length = Math.sqrt(dot(vector, vector));
  return [vector[0] / length, vector[1] / length, vector[2] / length];
}
