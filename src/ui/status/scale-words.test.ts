import { expect, test } from "vitest";
import { fakeSlide } from "#test/pink-slide.ts";
import { runsOn } from "./RuntimeReport.tsx";
import { scaleWords } from "./scale-words.ts";

test("a scale is told with who said it", () => {
  const { description } = fakeSlide({ micronsPerPixel: 0.49912 });
  expect(scaleWords(description)).toBe("0.4991 µm/px, from the slide's file");
  expect(scaleWords({ ...description, micronsPerPixel: 0.25, scaleOrigin: "person" })).toBe(
    "0.25 µm/px, given by you",
  );
  expect(scaleWords({ ...description, micronsPerPixel: null })).toBe("scale unknown");
});

test("what the levels run on is said in a few words", () => {
  const wasm = { level: "llm", provider: "wasm", threads: 2, reason: "", state: "ready" } as const;
  const webgpu = { ...wasm, level: "patch", provider: "webgpu", threads: 1 } as const;
  expect(runsOn([{ ...wasm, threads: 1 }, wasm])).toBe("WASM, 2 threads");
  expect(runsOn([webgpu, wasm])).toBe("WebGPU and WASM, 2 threads");
  expect(runsOn([{ ...wasm, state: "lost" }])).toBe("WASM, 2 threads, a level is lost");
});
