import { expect, test } from "vitest";
import type { StageProgress } from "#core/progress.ts";
import { PACK_ADDRESS } from "#test/pack-in-browser.ts";
import { createBrowserEngine } from "./browser-engine.ts";

const at = (path: string): string => new URL(path, location.href).href;

test("the workers load the pack, analyse a slide, answer about it and can be stopped", async () => {
  const engine = createBrowserEngine();
  const manifest = await engine.loadPack(at(PACK_ADDRESS));
  const reason = expect.stringContaining("software adapter");
  expect(engine.reports()).toMatchObject(
    Array(5).fill({ state: "ready", provider: "wasm", reason }),
  );
  const url = at("/fixtures/slides/unseen.dzi");
  const slide = await engine.openSlide({ kind: "url", url, micronsPerPixel: null });
  const stages = new Set<StageProgress["stage"]>();
  const texts: string[] = [];
  const answer = await engine.ask(slide, "Is there tumour necrosis?", {
    onProgress: ({ stage }) => stages.add(stage),
    onText: (text) => texts.push(text),
  });
  expect([...stages]).toEqual(["tissue", "patches", "regions", "filter", "cells", "answer"]);
  expect(answer.patches.length).toBeGreaterThan(0);
  expect(answer.patches.length).toBeLessThanOrEqual(manifest.filter.keepPerSlide);
  expect(answer.patches[0]?.counts).toHaveLength(manifest.cellClasses.length);
  expect(answer.patches.flatMap(({ cells }) => cells).length).toBeGreaterThan(0);
  expect(texts.length).toBeGreaterThan(0);
  expect(answer.firstWordMs).toBeLessThan(answer.totalMs);

  const stop = new AbortController();
  const stopped = await engine.ask(slide, "What is the diagnosis?", {
    signal: stop.signal,
    onText: () => stop.abort(new DOMException("stopped", "AbortError")),
  });
  expect(stopped.stopped).toBe("person");
  await slide.source.dispose();
  await engine.dispose();
}, 120_000);
