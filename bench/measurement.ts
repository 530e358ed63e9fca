/** One measured number; `unit` is `x` for a ratio. */
export interface Measurement {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
}

/** Median wall time of `times` runs in milliseconds, after one run that is not counted. */
export async function medianMilliseconds(
  times: number,
  work: () => Promise<unknown>,
): Promise<number> {
  await work();
  const spent: number[] = [];
  for (let run = 0; run < times; run++) {
    const start = performance.now();
    await work();
    spent.push(performance.now() - start);
  }
  return spent.toSorted((a, b) => a - b)[Math.floor(times / 2)] ?? Number.NaN;
}
