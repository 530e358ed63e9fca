import type { StageProgress } from "#core/progress.ts";
import type {
  AskOptions,
  Engine,
  LevelReport,
  OpenSlide,
  SegmentCellsOptions,
  SlideCheck,
  SlideOrigin,
} from "#engine/engine.ts";
import type { Manifest } from "#packs/manifest.ts";
import type { Answer } from "#pipeline/answer.ts";
import { fakeAnswer, fakeCheck, fakeManifest, fakePatchMap } from "./fake-answer.ts";
import { fakeSlide } from "./pink-slide.ts";

type Progress = { onProgress?: (progress: StageProgress) => void; signal?: AbortSignal };

/** An engine whose steps end when the test says so: each call waits in `calls` until it is settled. */
export interface FakeEngine extends Engine {
  readonly calls: FakeCall[];
  /** The latest unsettled call of a kind; fails the test where there is none. */
  call(kind: FakeCall["kind"]): FakeCall;
  report(reports: readonly LevelReport[]): void;
  readonly isDisposed: boolean;
}

export interface FakeCall {
  readonly kind: "pack" | "slide" | "analysis" | "ask" | "cells";
  readonly question: string;
  readonly options: AskOptions & Partial<SegmentCellsOptions>;
  isSettled: boolean;
  /** Resolves with `value`, or with what such a call usually gives. */
  resolve(value?: unknown): void;
  reject(error: Error): void;
  progress(progress: StageProgress): void;
}

export const abortError = (): Error => new DOMException("stopped", "AbortError");

export function createFakeEngine(): FakeEngine {
  const calls: FakeCall[] = [];
  const listeners = new Set<(reports: readonly LevelReport[]) => void>();
  let reports: readonly LevelReport[] = [];
  let isDisposed = false;

  function begin<T>(kind: FakeCall["kind"], usual: T, options: Progress = {}, question = "") {
    return new Promise<T>((resolve, reject) => {
      const call: FakeCall = {
        kind,
        question,
        options,
        isSettled: false,
        resolve: (value) => settle(() => resolve((value ?? usual) as T)),
        reject: (error) => settle(() => reject(error)),
        progress: (progress) => options.onProgress?.(progress),
      };
      const settle = (how: () => void) => {
        call.isSettled = true;
        how();
      };
      options.signal?.addEventListener("abort", () => call.reject(abortError()));
      calls.push(call);
    });
  }
  return {
    calls,
    call: (kind) => {
      const found = calls.findLast((call) => call.kind === kind && !call.isSettled);
      if (found === undefined) throw new Error(`no ${kind} under way`);
      return found;
    },
    loadPack: (_url, options) => begin<Manifest>("pack", fakeManifest, options),
    openSlide: (origin: SlideOrigin, options) =>
      begin<OpenSlide>("slide", fakeSlide({ micronsPerPixel: origin.micronsPerPixel }), options),
    analyse: (_slide, options) => begin<SlideCheck>("analysis", fakeCheck, options),
    ask: (_slide, question, options) =>
      begin<Answer>("ask", { ...fakeAnswer, question }, options, question),
    mapPatches: async (_slide, question) => fakePatchMap(question),
    segmentCells: (_slide, options) => begin<void>("cells", undefined, options),
    reports: () => reports,
    onReports: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    report: (next) => {
      reports = next;
      for (const listener of listeners) listener(next);
    },
    get isDisposed() {
      return isDisposed;
    },
    dispose: async () => {
      isDisposed = true;
    },
  };
}

/** Lets every promise that can go on go on. */
export const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
