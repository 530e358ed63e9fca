import { expect, test } from "vitest";
import { browserNotes } from "./browser-notes.ts";

test("a browser that can do all is not remarked upon", () => {
  expect(browserNotes({ hasWebGpu: true, isIsolated: true })).toEqual([]);
});

test("what is lacking is said with what it means and who can cure it", () => {
  const [webgpu] = browserNotes({ hasWebGpu: false, isIsolated: true });
  expect(webgpu?.text).toMatch(/No WebGPU.*processor.*longer/);
  const [isolation] = browserNotes({ hasWebGpu: true, isIsolated: false });
  expect(isolation?.text).toMatch(/not cross-origin isolated.*one processor core.*headers/);
});
