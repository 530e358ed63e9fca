/** What became of the broken slides. */
export interface FuzzReport {
  readonly cases: number;
  /** Opened, and gave pixels or said which tile is missing. */
  readonly opened: number;
  /** Refused with a ParaffinError. */
  readonly refused: number;
  /** Cases that threw anything else, or did not heed an abort in time: format, seed, error. */
  readonly crashes: readonly string[];
  readonly hangs: readonly string[];
  readonly slowestMilliseconds: number;
  readonly largestMegabytes: number;
}
