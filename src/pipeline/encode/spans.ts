/**
 * Pixels at the pack's scale that a window sees beyond its core on each side: 8 um, so that a
 * nucleus of up to 16 um whose centre lies in the core is seen whole.
 */
const MARGIN = 16;

/** One window along one axis, in pixels at the pack's scale. */
export interface Span {
  readonly start: number;
  readonly valid: number;
  readonly from: number;
  readonly to: number;
}

/**
 * Windows over `length` pixels, evenly spaced: the first and the last end with the slide, so that
 * none sees more of the white beyond than it must. A core ends in the middle of each overlap.
 */
export function spansOver(length: number, side: number): Span[] {
  const beyond = Math.max(0, length - side);
  const gaps = Math.ceil(beyond / (side - 2 * MARGIN));
  const starts = Array.from({ length: gaps + 1 }, (_, index) =>
    gaps === 0 ? 0 : Math.round((index * beyond) / gaps),
  );
  const border = (index: number): number =>
    ((starts[index - 1] ?? 0) + side + (starts[index] ?? 0)) / 2;
  return starts.map((start, index) => ({
    start,
    valid: Math.min(side, Math.round(length - start)),
    from: index === 0 ? 0 : border(index),
    to: index === gaps ? length : border(index + 1),
  }));
}
