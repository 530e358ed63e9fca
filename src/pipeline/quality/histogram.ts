/** Counts of values in equal bins, for quantiles of more values than should be kept. */
export interface Histogram {
  add(value: number): void;
  readonly count: number;
  /** The middle of the bin that the share `rank` (0..1) of the values reaches; `from` where empty. */
  quantile(rank: number): number;
}

/** Values beyond `from` and `to` are counted in the bins at the ends. */
export function createHistogram(from: number, to: number, bins: number): Histogram {
  const counts = new Uint32Array(bins);
  const width = (to - from) / bins;
  let count = 0;
  return {
    add: (value) => {
      const bin = Math.min(bins - 1, Math.max(0, Math.floor((value - from) / width)));
      counts[bin] = (counts[bin] ?? 0) + 1;
      count += 1;
    },
    get count() {
      return count;
    },
    quantile: (rank) => {
      if (count === 0) return from;
      let before = 0;
      for (let bin = 0; bin < bins; bin += 1) {
        before += counts[bin] ?? 0;
        if (before >= rank * count) return from + (bin + 0.5) * width;
      }
      return to;
    },
  };
}
