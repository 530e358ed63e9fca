import type { Stage } from "#core/progress.ts";
import type { RuntimeStore, StageCount, Work } from "#stores/runtime-store.ts";
import { figure } from "#ui/language/numbers.ts";
import { t } from "#ui/language/t.ts";

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

const counts = {
  region: ["progress.regionCount", "progress.regionsOf"],
  patch: ["progress.patchCount", "progress.patchesOf"],
} as const;

const stages: readonly (readonly [stage: Stage, unit: keyof typeof counts | null])[] = [
  ["models", null],
  ["tissue", "region"],
  ["patches", "patch"],
  ["regions", "region"],
  ["filter", "patch"],
  ["cells", "patch"],
  ["answer", null],
];

/** Milliseconds of counting before a rate says anything. */
const trustedAfter = 2000;
const megabyte = 1e6;

type Runtime = Pick<RuntimeStore, "pack" | "analysis" | "stages">;

/** One line per stage, in the order of the paper's figure. */
export function stageLines(runtime: Runtime, isAnswering: boolean): readonly StageLine[] {
  return stages.map(([stage, unit]) => {
    const counted = runtime.stages[stage];
    const state = stateOf(stage, counted, runtime, isAnswering);
    const share = counted && counted.total > 0 ? counted.done / counted.total : null;
    return {
      stage,
      label: t(`progress.${stage}`),
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
  unit: keyof typeof counts | null,
  state: LineState,
): string {
  if (stage === "models") return megabytesOf(done, total, state);
  if (unit === null) return t("progress.tokenCount", { count: done });
  const [all, part] = counts[unit];
  if (state === "done" || total === 0) return t(all, { count: done });
  return t(part, { done, total });
}

function megabytesOf(done: number, total: number, state: LineState): string {
  const say = (bytes: number) => figure((bytes / megabyte).toFixed(1));
  if (state === "running" && total > 0 && done >= total) {
    return t("progress.megabytesStarting", { total: say(total) });
  }
  if (state === "done" || total === 0) return t("progress.megabytes", { done: say(done) });
  return t("progress.megabytesOf", { done: say(done), total: say(total) });
}

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
  if (cancelled !== undefined) return t("progress.summaryCancelled", { stage: cancelled.label });
  const failed = lines.find(({ state }) => state === "failed");
  if (failed !== undefined) return t("progress.summaryFailed", { stage: failed.label });
  const isRead = lines.find(({ stage }) => stage === "regions")?.state === "done";
  const hasModels = lines.find(({ stage }) => stage === "models")?.state === "done";
  if (isRead && hasModels) return t("progress.ready");
  return t(hasModels ? "progress.modelsReady" : "progress.summaryWaiting");
}
