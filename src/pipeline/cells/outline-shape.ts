/** An outline measured, in its own pixels. */
export interface OutlineShape {
  readonly area: number;
  readonly perimeter: number;
  /** Axes, end to end, of the ellipse with the outline's second moments. */
  readonly major: number;
  readonly minor: number;
}

/**
 * Measures of a polygon x0, y0, x1, y1, ... whichever way it turns. Area and second moments are the
 * sums over its sides that Green's theorem gives (Steger, "On the calculation of arbitrary moments
 * of polygons", 1996). An ellipse of half axis a has the variance a^2 / 4 along it, so an axis is 4
 * times the root of an eigenvalue of the covariance matrix. All are 0 where there is no area.
 */
export function outlineShape(outline: ArrayLike<number>): OutlineShape {
  const count = outline.length;
  const [left, top] = [outline[0] ?? 0, outline[1] ?? 0]; // sums from the first point keep digits
  let [double, perimeter, sumX, sumY, sumXX, sumXY, sumYY] = [0, 0, 0, 0, 0, 0, 0];
  for (let at = 0; at < count; at += 2) {
    const next = (at + 2) % count;
    const [x, y] = [(outline[at] ?? 0) - left, (outline[at + 1] ?? 0) - top];
    const [u, v] = [(outline[next] ?? 0) - left, (outline[next + 1] ?? 0) - top];
    const cross = x * v - u * y;
    perimeter += Math.sqrt((u - x) ** 2 + (v - y) ** 2);
    double += cross;
    sumX += cross * (x + u);
    sumY += cross * (y + v);
    sumXX += cross * (x * x + x * u + u * u);
    sumYY += cross * (y * y + y * v + v * v);
    sumXY += cross * (x * v + 2 * x * y + 2 * u * v + u * y);
  }
  if (double === 0) return { area: 0, perimeter, major: 0, minor: 0 };
  const [x, y] = [sumX / (3 * double), sumY / (3 * double)];
  const xx = sumXX / (6 * double) - x * x;
  const yy = sumYY / (6 * double) - y * y;
  const xy = sumXY / (12 * double) - x * y;
  const mean = (xx + yy) / 2;
  const spread = Math.sqrt(((xx - yy) / 2) ** 2 + xy * xy);
  return {
    area: Math.abs(double) / 2,
    perimeter,
    major: 4 * Math.sqrt(Math.max(0, mean + spread)),
    minor: 4 * Math.sqrt(Math.max(0, mean - spread)),
  };
}

/** 4 pi area / perimeter^2: 1 for a circle, pi / 4 for a square. */
export function circularityOf({ area, perimeter }: OutlineShape): number {
  return perimeter === 0 ? Number.NaN : (4 * Math.PI * area) / perimeter ** 2;
}

/** Of the ellipse with the same second moments: 0 for a circle, towards 1 the longer it is. */
export function eccentricityOf({ major, minor }: OutlineShape): number {
  return major === 0 ? Number.NaN : Math.sqrt(1 - (minor / major) ** 2);
}
