import type { Stage } from "#core/progress.ts";
import type { RuntimeStore, StageCount, Work } from "#stores/runtime-store.ts";

export type LineState = "waiting" | "running" | "done" | "cancelled" | "failed";

export interface StageLine {
  readonly stage: Stage;
  readonly label: string;
  readonly state: LineState;
  /** "12 of 40 patches"; empty before anything is counted. */
  readonly count: string;
  /** 0..1, or null where the whole is not known. */
  readonly share: number | null;
  /** Seconds until the stage ends at the rate so far; null while that would be a guess. */
  readonly secondsLeft: number | null;
}

const stages: readonly (readonly [stage: Stage, label: string, unit: string])[] = [
  ["models", "Models", "MB"],
  ["tissue", "Tissue", "regions"],
  ["patches", "Patches", "patches"],
  ["regions", "Regions", "regions"],
  ["filter", "Filter", "patches"],
  ["cells", "Cells", "patches"],
  ["answer", "Answer", "tokens"],
];

/** Milliseconds of counting before a rate says anything. */
const trustedAfter = 2000;
const megabyte = 1e6;

type Runtime = Pick<RuntimeStore, "pack" | "analysis" | "stages">;

/** One line per stage, in the order of the paper's figure. */
export function stageLines(runtime: Runtime, isAnswering: boolean): readonly StageLine[] {
  return stages.map(([stage, label, unit]) => {
    const counted = runtime.stages[stage];
    const state = stateOf(stage, counted, runtime, isAnswering);
    const share = counted && counted.total > 0 ? counted.done / counted.total : null;
    return {
      stage,
      label,
      state,
      share: state === "done" ? 1 : share,
      count: counted === undefined ? "" : countOf(stage, counted, unit, state),
      secondsLeft: state === "running" && counted !== undefined ? secondsLeft(counted) : null,
    };
  });
}

function stateOf(
  stage: Stage,
  counted: StageCount | undefined,
  { pack, analysis }: Runtime,
  isAnswering: boolean,
): LineState {
  if (stage === "models") return stateOfWork(pack);
  const isOfSlide = stage === "tissue" || stage === "patches" || stage === "regions";
  if (isOfSlide && analysis.kind === "done") return "done";
  if (counted === undefined) return "waiting";
  if (counted.done >= counted.total) return "done";
  if (!isOfSlide) return isAnswering ? "running" : "done";
  return stateOfWork(analysis);
}

function stateOfWork(work: Work): LineState {
  return work.kind === "idle" ? "waiting" : work.kind;
}

function countOf(
  stage: Stage,
  { done, total }: StageCount,
  unit: string,
  state: LineState,
): string {
  const say = (value: number) =>
    stage === "models" ? (value / megabyte).toFixed(1) : value.toLocaleString("en");
  if (stage === "models" && state === "running" && total > 0 && done >= total) {
    return `${say(total)} ${unit}, being started`;
  }
  const isPlain = state === "done" || total === 0 || stage === "answer";
  if (isPlain) return `${say(done)} ${done === 1 ? singular(unit) : unit}`;
  return `${say(done)} of ${say(total)} ${unit}`;
}

const singular = (unit: string): string => unit.replace(/(?<=ch)es$|s$/, "");

function secondsLeft({ stage, done, total, startedAt, updatedAt }: StageCount): number | null {
  const elapsed = updatedAt - startedAt;
  if (stage === "answer") return null; // an answer ends where it ends, not at its longest length
  if (elapsed < trustedAfter || done === 0 || done >= total) return null;
  return Math.ceil(((elapsed / done) * (total - done)) / 1000);
}

/** The line that says most about now: the running one, else the last to end. */
export function summaryOf(lines: readonly StageLine[]): string {
  const running = lines.find(({ state }) => state === "running");
  if (running !== undefined) return `${running.label} ${running.count}`.trim();
  const cancelled = lines.find(({ state }) => state === "cancelled");
  if (cancelled !== undefined) return `${cancelled.label} cancelled`;
  const failed = lines.find(({ state }) => state === "failed");
  if (failed !== undefined) return `${failed.label} failed`;
  const isRead = lines.find(({ stage }) => stage === "regions")?.state === "done";
  const hasModels = lines.find(({ stage }) => stage === "models")?.state === "done";
  if (isRead && hasModels) return "Ready";
  return hasModels ? "Models ready" : "Waiting";
}
