import { describe, expect, test } from "vitest";
import { createRuntimeStore, type RuntimeStore } from "#stores/runtime-store.ts";
import { fakeCheck, fakeManifest } from "#test/fake-answer.ts";
import { stageLines, summaryOf } from "./stage-lines.ts";

function runtimeAfter(...events: ((store: RuntimeStore) => void)[]): RuntimeStore {
  const { getState } = createRuntimeStore();
  for (const event of events) event(getState());
  return getState();
}

const lineOf = (runtime: RuntimeStore, stage: string, isAnswering = false) =>
  stageLines(runtime, isAnswering).find((line) => line.stage === stage);

const packRuns = (store: RuntimeStore) => store.workStarted("pack");
const packDone = (store: RuntimeStore) => store.packLoaded(fakeManifest);
const analysisRuns = (store: RuntimeStore) => store.workStarted("analysis");

describe("the stages", () => {
  test("stand in the order of the paper's figure, waiting at first", () => {
    const lines = stageLines(runtimeAfter(), false);
    expect(lines.map(({ stage }) => stage)).toEqual([
      "models",
      "tissue",
      "patches",
      "regions",
      "filter",
      "cells",
      "answer",
    ]);
    expect(new Set(lines.map(({ state }) => state))).toEqual(new Set(["waiting"]));
  });

  test("models count megabytes, then say that they are being started", () => {
    const loading = runtimeAfter(packRuns, (store) =>
      store.stageAdvanced({ stage: "models", done: 21e6, total: 54e6 }, 0),
    );
    expect(lineOf(loading, "models")).toMatchObject({ state: "running", count: "21.0 of 54.0 MB" });
    loading.stageAdvanced({ stage: "models", done: 54e6, total: 54e6 }, 0);
    const loaded = runtimeAfter(packRuns, (store) =>
      store.stageAdvanced({ stage: "models", done: 54e6, total: 54e6 }, 0),
    );
    expect(lineOf(loaded, "models")?.count).toBe("54.0 MB, being started");
    expect(lineOf(runtimeAfter(packDone), "models")?.state).toBe("done");
  });

  test("a stage of the slide that failed or was cancelled says so", () => {
    const counted = (store: RuntimeStore) =>
      store.stageAdvanced({ stage: "patches", done: 3, total: 9 }, 0);
    const failed = runtimeAfter(packDone, analysisRuns, counted, (store) =>
      store.workFailed("analysis", { kind: "unexpected", message: "No.", remedy: "Retry." }),
    );
    expect(lineOf(failed, "patches")?.state).toBe("failed");
    const cancelled = runtimeAfter(packDone, analysisRuns, counted, (store) =>
      store.workCancelled("analysis"),
    );
    expect(lineOf(cancelled, "patches")?.state).toBe("cancelled");
    expect(lineOf(cancelled, "regions")?.state).toBe("waiting");
  });

  test("one of a thing is said as one", () => {
    const counted = runtimeAfter(packDone, (store) => {
      store.stageAdvanced({ stage: "regions", done: 1, total: 1 }, 0);
      store.stageAdvanced({ stage: "cells", done: 1, total: 1 }, 0);
      store.stageAdvanced({ stage: "answer", done: 1, total: 9 }, 0);
    });
    const counts = ["regions", "cells", "answer"].map((stage) => lineOf(counted, stage)?.count);
    expect(counts).toEqual(["1 region", "1 patch", "1 token"]);
  });

  test("the time left is told only once there is a rate to tell it from", () => {
    const early = runtimeAfter(packDone, analysisRuns, (store) => {
      store.stageAdvanced({ stage: "patches", done: 1, total: 100 }, 0);
      store.stageAdvanced({ stage: "patches", done: 2, total: 100 }, 500);
    });
    expect(lineOf(early, "patches")?.secondsLeft).toBeNull();
    const later = runtimeAfter(packDone, analysisRuns, (store) => {
      store.stageAdvanced({ stage: "patches", done: 0, total: 100 }, 0);
      store.stageAdvanced({ stage: "patches", done: 25, total: 100 }, 10_000);
    });
    expect(lineOf(later, "patches")?.secondsLeft).toBe(30);
  });

  test("the answer counts its tokens while it is written", () => {
    const writing = runtimeAfter(packDone, (store) =>
      store.stageAdvanced({ stage: "answer", done: 12, total: 160 }, 0),
    );
    expect(lineOf(writing, "answer", true)).toMatchObject({
      state: "running",
      count: "12 tokens",
      secondsLeft: null,
    });
    expect(lineOf(writing, "answer", false)?.state).toBe("done");
  });
});

describe("the summary", () => {
  test("names what runs, what failed, or that all is ready", () => {
    expect(summaryOf(stageLines(runtimeAfter(packRuns), false))).toBe("Models");
    expect(summaryOf(stageLines(runtimeAfter(packDone), false))).toBe("Models ready");
    const ready = runtimeAfter(packDone, (store) => store.analysisDone(fakeCheck));
    expect(summaryOf(stageLines(ready, false))).toBe("Ready");
    const failed = runtimeAfter((store) =>
      store.workFailed("pack", { kind: "unexpected", message: "No.", remedy: "Retry." }),
    );
    expect(summaryOf(stageLines(failed, false))).toBe("Models failed");
  });
});
