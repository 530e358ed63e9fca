import { createStore, type StoreApi } from "zustand/vanilla";
import type { Stage, StageProgress } from "#core/progress.ts";
import type { LevelReport, SlideCheck } from "#engine/engine.ts";
import type { Manifest } from "#packs/manifest.ts";
import type { LeftOut } from "#pipeline/quality/left-out.ts";
import type { Suitability } from "#pipeline/suitability.ts";
import type { Fault } from "./fault.ts";

/** A long piece of work: loading the pack, analysing the slide. */
export type Work =
  | { readonly kind: "idle" }
  | { readonly kind: "running" }
  | { readonly kind: "done" }
  | { readonly kind: "cancelled" }
  | { readonly kind: "failed"; readonly fault: Fault };

export type WorkName = "pack" | "analysis";

/** What a stage has counted, and when it began (milliseconds since the epoch). */
export interface StageCount extends StageProgress {
  readonly startedAt: number;
  readonly updatedAt: number;
}

/** What the models and workers do; lives as long as the page. */
export interface RuntimeStore {
  readonly pack: Work;
  readonly analysis: Work;
  readonly manifest: Manifest | null;
  /** Of the open slide, once it is analysed. */
  readonly suitability: Suitability | null;
  readonly leftOut: LeftOut | null;
  /** Patches that finding all its cells takes. */
  readonly cellPatches: number | null;
  readonly reports: readonly LevelReport[];
  readonly stages: Readonly<Partial<Record<Stage, StageCount>>>;
  workStarted(work: WorkName): void;
  workCancelled(work: WorkName): void;
  workFailed(work: WorkName, fault: Fault): void;
  packLoaded(manifest: Manifest): void;
  analysisDone(check: SlideCheck): void;
  slideChanged(): void;
  answerStarted(): void;
  stageAdvanced(progress: StageProgress, now: number): void;
  reportsChanged(reports: readonly LevelReport[]): void;
}

const stagesOf: Record<WorkName | "answer", readonly Stage[]> = {
  pack: ["models"],
  analysis: ["tissue", "patches", "regions"],
  answer: ["filter", "cells", "answer"],
};

type Stages = RuntimeStore["stages"];

const without = (stages: Stages, gone: readonly Stage[]): Stages =>
  Object.fromEntries(Object.entries(stages).filter(([stage]) => !gone.includes(stage as Stage)));

function advanced(stages: Stages, progress: StageProgress, now: number): Stages {
  const startedAt = stages[progress.stage]?.startedAt ?? now;
  return { ...stages, [progress.stage]: { ...progress, startedAt, updatedAt: now } };
}

export function createRuntimeStore(): StoreApi<RuntimeStore> {
  return createStore<RuntimeStore>((set) => ({
    pack: { kind: "idle" },
    analysis: { kind: "idle" },
    manifest: null,
    suitability: null,
    leftOut: null,
    cellPatches: null,
    reports: [],
    stages: {},
    workStarted: (work) =>
      set(({ stages }) => ({
        [work]: { kind: "running" },
        stages: without(stages, stagesOf[work]),
      })),
    workCancelled: (work) => set({ [work]: { kind: "cancelled" } }),
    workFailed: (work, fault) => set({ [work]: { kind: "failed", fault } }),
    packLoaded: (manifest) => set({ pack: { kind: "done" }, manifest }),
    analysisDone: ({ suitability, leftOut, cellPatches }) =>
      set({ analysis: { kind: "done" }, suitability, leftOut, cellPatches }),
    slideChanged: () =>
      set(({ stages }) => ({
        analysis: { kind: "idle" },
        suitability: null,
        leftOut: null,
        cellPatches: null,
        stages: without(stages, [...stagesOf.analysis, ...stagesOf.answer]),
      })),
    answerStarted: () => set(({ stages }) => ({ stages: without(stages, stagesOf.answer) })),
    stageAdvanced: (progress, now) =>
      set(({ stages }) => ({ stages: advanced(stages, progress, now) })),
    reportsChanged: (reports) => set({ reports }),
  }));
}

/** Blind questions need only the pack; the others need the slide's analysis too. */
export const isReady = (store: RuntimeStore, attempt: "main" | "blind"): boolean =>
  store.pack.kind === "done" && (attempt === "blind" || store.analysis.kind === "done");
