import { describe, expect, test, vi } from "vitest";
import type { StageProgress } from "#core/progress.ts";
import type { Pack } from "#packs/download-pack.ts";
import type { FoundCells } from "#pipeline/cells/find-cells.ts";
import { areaOfRect, pixelsOf } from "#pipeline/cells/searched.ts";
import type { LevelService, LevelServices } from "#pipeline/levels/level-service.ts";
import { NOTHING_LEFT_OUT } from "#pipeline/quality/left-out.ts";
import { fakeModels, tinyManifest } from "#test/fake-models.ts";
import { fakeSlide } from "#test/fake-slide.ts";
import { createEngine } from "./create-engine.ts";
import type { LevelEndpoint, LevelStarters } from "./level-endpoint.ts";

/** Workers that answer like the fake models; each can be made to crash. */
function fakeWorkers() {
  const models = fakeModels(() => ({
    text: "Yes [P1].",
    citations: [{ id: 1, support: 0.5 }],
  }));
  const crashes = new Map<string, (message: string) => void>();
  const started: string[] = [];
  let running = 0;
  const service: LevelService = {
    load: async () => ({ provider: "wasm", threads: 2, reason: "WASM: no GPU adapter" }),
    ping: async () => undefined,
  };
  const start = <Model extends object>(
    level: string,
    model: Model,
  ): LevelEndpoint<LevelService & Model> => {
    started.push(level);
    running += 1;
    return {
      service: { ...service, ...model },
      onCrash: (listener) => crashes.set(level, listener),
      end: () => {
        running -= 1;
      },
    };
  };
  const starters: LevelStarters = {
    patch: () => start("patch", models.patch) satisfies LevelEndpoint<LevelServices["patch"]>,
    cell: () => start("cell", models.cell),
    region: () => start("region", models.region),
    slide: () => start("slide", models.slide),
    llm: () => start("llm", models.llm),
  };
  return { models, starters, started, crashes, running: () => running };
}

function setUp(micronsPerPixel: number | null = 0.5) {
  const workers = fakeWorkers();
  const source = fakeSlide({ width: 512, height: 256, micronsPerPixel });
  const slides = { open: vi.fn(async () => source), dispose: vi.fn() };
  const downloadPack = vi.fn(async () => ({ manifest: tinyManifest, files: {} as Pack["files"] }));
  const engine = createEngine({ starters: workers.starters, downloadPack, slides });
  return { engine, workers, slides, downloadPack, source };
}

const origin = { kind: "url", url: "https://slides.test/a.dzi", micronsPerPixel: null } as const;

describe("the engine", () => {
  test("loads every level and reports each", async () => {
    const { engine, workers } = setUp();
    const seen: string[] = [];
    engine.onReports((reports) => seen.push(reports.map(({ state }) => state).join(" ")));
    expect(await engine.loadPack("/pack/")).toBe(tinyManifest);
    expect(workers.started).toEqual(["patch", "cell", "region", "slide", "llm"]);
    expect(seen.at(-1)).toBe("ready ready ready ready ready");
    expect(engine.reports().map(({ level }) => level)).toEqual(workers.started);
    await engine.dispose();
  });

  test("tells whether the slide is like what the pack knows, with each answer too", async () => {
    const { engine, downloadPack } = setUp();
    const limit = { typical: 0, limit: 0.5 };
    const limits = { foreign: limit, brown: limit, darkness: limit, texture: limit };
    const known = { format: 1, limits, texture: { mean: [9, 9, 9], basis: [] } };
    const suitability = new TextEncoder().encode(JSON.stringify(known)).buffer as ArrayBuffer;
    const files = { suitability } as Pack["files"];
    downloadPack.mockResolvedValue({ manifest: tinyManifest, files });
    await engine.loadPack("/pack/");
    const slide = await engine.openSlide(origin);
    expect((await engine.analyse(slide)).suitability.verdict).toBe("unsuitable");
    const unasked = engine.ask(slide, "red?");
    await expect(unasked).rejects.toMatchObject({ kind: "slide-unsuitable" });
    const insisted = await engine.ask(slide, "red?", { evenUnsuitable: true });
    expect(insisted.suitability?.verdict).toBe("unsuitable");
    expect((await engine.ask(slide, "red?", { blind: true })).suitability).toBe(null);
    await engine.dispose();
  });

  test("opens a slide, answers about it and analyses it once", async () => {
    const { engine, workers } = setUp();
    await engine.loadPack("/pack/");
    const slide = await engine.openSlide(origin);
    expect(slide.description.width).toBe(512);
    expect(await engine.analyse(slide)).toEqual({
      suitability: expect.objectContaining({ verdict: "unknown" }),
      leftOut: NOTHING_LEFT_OUT,
      cellPatches: 3,
    });
    const answer = await engine.ask(slide, "red?");
    expect(answer.sentences).toEqual([{ text: "Yes.", citations: [{ id: 1, support: 0.5 }] }]);
    expect(workers.models.calls.filter((call) => call.startsWith("encodePatches"))).toHaveLength(1);
    await engine.dispose();
  });

  test("finds the cells of a slide patch by patch, or of the patches an area reaches", async () => {
    const { engine } = setUp();
    await engine.loadPack("/pack/");
    const slide = await engine.openSlide(origin);
    const { cellPatches } = await engine.analyse(slide);
    const found: FoundCells[] = [];
    const seen: number[] = [];
    const onProgress = ({ done }: StageProgress) => seen.push(done);
    await engine.segmentCells(slide, { onCells: (cells) => found.push(cells), onProgress });
    expect(found).toHaveLength(cellPatches);
    expect(seen.at(-1)).toBe(cellPatches);
    expect(pixelsOf(found.flatMap(({ searched }) => searched))).toBeCloseTo(512 * 256, 5);
    const part: FoundCells[] = [];
    const area = areaOfRect({ x: 0, y: 0, width: 10, height: 10 });
    await engine.segmentCells(slide, { area, onCells: (cells) => part.push(cells) });
    expect(part).toEqual(found.slice(0, 1));
    const rest: FoundCells[] = [];
    const searched = found[1]?.searched ?? [];
    await engine.segmentCells(slide, { searched, onCells: (cells) => rest.push(cells) });
    expect(rest).toEqual(found.filter((_, at) => at !== 1));
    await engine.dispose();
  });

  test("answers one question after another, in the order asked", async () => {
    const { engine, workers } = setUp();
    await engine.loadPack("/pack/");
    const slide = await engine.openSlide(origin);
    const answers = await Promise.all([engine.ask(slide, "red?"), engine.ask(slide, "blue?")]);
    expect(answers.map(({ question }) => question)).toEqual(["red?", "blue?"]);
    expect(workers.models.asked.map(({ question }) => question)).toEqual(["red?", "blue?"]);
    await engine.dispose();
  });

  test("a question stopped while it waits its turn is never asked", async () => {
    const { engine, workers } = setUp();
    await engine.loadPack("/pack/");
    const slide = await engine.openSlide(origin);
    const stop = new AbortController();
    const first = engine.ask(slide, "red?");
    const second = engine.ask(slide, "blue?", { signal: stop.signal });
    stop.abort(new DOMException("stopped", "AbortError"));
    await expect(second).rejects.toMatchObject({ name: "AbortError" });
    await first;
    expect(workers.models.asked).toHaveLength(1);
    await engine.dispose();
  });

  test("a lost worker fails the question, is reported, and the question can be asked again", async () => {
    const { engine, workers, downloadPack } = setUp();
    await engine.loadPack("/pack/");
    const slide = await engine.openSlide(origin);
    await engine.analyse(slide);
    const { llm } = workers.models;
    const generate = llm.generate;
    const never = new Promise<never>(() => undefined);
    Object.assign(llm, { generate: () => never });
    workers.crashes.get("llm")?.("GPU lost");
    const asked = engine.ask(slide, "red?");
    await vi.waitFor(() => expect(workers.models.calls).toContain("segment 2"));
    await vi.waitFor(() => expect(engine.reports().at(-1)?.state).toBe("ready"));
    await new Promise((resolve) => setTimeout(resolve, 5));
    workers.crashes.get("llm")?.("GPU lost again");
    await expect(asked).rejects.toMatchObject({ kind: "worker-lost" });
    expect(engine.reports().at(-1)).toMatchObject({ state: "lost", reason: "GPU lost again" });
    Object.assign(llm, { generate });
    expect((await engine.ask(slide, "red?")).text).toBe("Yes.");
    expect(downloadPack.mock.calls.length).toBeGreaterThan(1);
    await engine.dispose();
  });

  test("a slide given a scale by the person is analysed at that scale", async () => {
    const { engine, source } = setUp(null);
    await engine.loadPack("/pack/");
    const slide = await engine.openSlide(origin);
    await expect(engine.analyse(slide)).rejects.toMatchObject({ kind: "slide-scale-unknown" });
    const scaled = fakeSlide({ width: 512, height: 256, micronsPerPixel: 0.25 });
    Object.assign(source, { describe: scaled.describe, read: scaled.read });
    await engine.analyse(slide);
    expect(scaled.reads.at(-1)?.rect.width).toBe(512);
    await engine.dispose();
  });

  test("a second pack ends the workers of the first", async () => {
    const { engine, workers } = setUp();
    await engine.loadPack("/pack/");
    await engine.loadPack("/other/");
    expect(workers.running()).toBe(5);
    await engine.dispose();
    expect(workers.running()).toBe(0);
  });

  test("a pack that fails leaves no worker behind", async () => {
    const { engine, workers } = setUp();
    const { llm } = workers.starters;
    Object.assign(workers.starters, {
      llm: () => ({
        ...llm(),
        service: {
          load: () => Promise.reject(new Error("model wrong")),
          ping: async () => undefined,
        },
      }),
    });
    await expect(engine.loadPack("/pack/")).rejects.toThrow("model wrong");
    expect(workers.running()).toBe(0);
    expect(engine.reports()).toEqual([]);
  });

  test("a question before the pack is a mistake of the page, told as one", async () => {
    const { engine } = setUp();
    const slide = await engine.openSlide(origin);
    await expect(engine.ask(slide, "red?")).rejects.toThrow("before its pack was loaded");
  });

  test("a listener that left hears no more", async () => {
    const { engine } = setUp();
    const listener = vi.fn();
    engine.onReports(listener)();
    await engine.loadPack("/pack/");
    expect(listener).not.toHaveBeenCalled();
    await engine.dispose();
  });
});
