import type { Level0Rect } from "#core/geometry.ts";

/** A place to look from: the centre and the width shown, in level-0 pixels. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

export interface Flight {
  readonly milliseconds: number;
  /** Where the camera is at a share 0..1 of the time. */
  at(share: number): Place;
}

/** Curvature of the path: sqrt 2, as the paper's users preferred (van Wijk and Nuij 2003, section 5). */
const rho = Math.SQRT2;
const duration = { least: 400, most: 700, perUnit: 220 };

/**
 * The path of least perceived motion between two places: it draws back to show the context when
 * they are far apart, and stays low when they are near (van Wijk and Nuij, "Smooth and efficient
 * zooming and panning", InfoVis 2003, equation 9). 400 to 700 ms long, eased in and out.
 */
export function flight(from: Place, to: Place): Flight {
  const distance = Math.hypot(to.x - from.x, to.y - from.y);
  const path = distance < 1e-6 * from.width ? straight(from, to) : arc(from, to, distance);
  const milliseconds = Math.min(
    duration.most,
    Math.max(duration.least, path.length * duration.perUnit),
  );
  return { milliseconds, at: (share) => path.at(eased(share) * path.length) };
}

interface Path {
  readonly length: number;
  at(s: number): Place;
}

function straight(from: Place, to: Place): Path {
  const ratio = Math.log(to.width / from.width);
  const length = Math.abs(ratio) / rho;
  return {
    length,
    at: (s) => ({
      x: to.x,
      y: to.y,
      width: length === 0 ? to.width : from.width * Math.exp((ratio * s) / length),
    }),
  };
}

function arc(from: Place, to: Place, distance: number): Path {
  const [w0, w1] = [from.width, to.width];
  const squared = rho ** 4 * distance ** 2;
  const b0 = (w1 ** 2 - w0 ** 2 + squared) / (2 * w0 * rho ** 2 * distance);
  const b1 = (w1 ** 2 - w0 ** 2 - squared) / (2 * w1 * rho ** 2 * distance);
  const r0 = Math.log(Math.sqrt(b0 ** 2 + 1) - b0);
  const r1 = Math.log(Math.sqrt(b1 ** 2 + 1) - b1);
  return {
    length: (r1 - r0) / rho,
    at: (s) => {
      const gone = (w0 / rho ** 2) * (Math.cosh(r0) * Math.tanh(rho * s + r0) - Math.sinh(r0));
      const share = gone / distance;
      return {
        x: from.x + share * (to.x - from.x),
        y: from.y + share * (to.y - from.y),
        width: (w0 * Math.cosh(r0)) / Math.cosh(rho * s + r0),
      };
    },
  };
}

/** Cubic ease in and out. */
function eased(share: number): number {
  const t = Math.min(1, Math.max(0, share));
  return t < 0.5 ? 4 * t ** 3 : 1 - (-2 * t + 2) ** 3 / 2;
}

/** How much tissue to show around a patch: it takes half of the window's shorter side. */
const context = 2;

/** The place from which a rectangle is read with its surroundings, in a window of this aspect. */
export function placeAround(rect: Level0Rect, aspect: number): Place {
  const tall = Math.max(rect.height, rect.width / Math.min(aspect, 1)) * context;
  return {
    x: rect.x + rect.width / 2,
    y: rect.y + rect.height / 2,
    width: Math.max(tall * aspect, rect.width * context),
  };
}
