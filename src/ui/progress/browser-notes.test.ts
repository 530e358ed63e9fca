import { expect, test } from "vitest";
import { browserNotes } from "./browser-notes.ts";

const all = { hasWebGpu: true, hasWebGl2: true, isIsolated: true };

test("a browser that can do all is not remarked upon", () => {
  expect(browserNotes(all)).toEqual([]);
});

test("what is lacking is said with what it means and who can cure it", () => {
  const [webgpu] = browserNotes({ ...all, hasWebGpu: false });
  expect(webgpu?.text).toMatch(/No WebGPU.*processor.*longer/);
  const [isolation] = browserNotes({ ...all, isIsolated: false });
  expect(isolation?.text).toMatch(/not cross-origin isolated.*one processor core.*headers/);
  const [webgl2] = browserNotes({ ...all, hasWebGl2: false });
  expect(webgl2?.text).toMatch(/No WebGL2.*evidence of an answer is drawn, but not the cells/);
});
