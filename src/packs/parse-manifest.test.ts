import { expect, test } from "vitest";
import { ParaffinError } from "#core/errors.ts";
import { fakePack } from "#test/fake-pack.ts";
import { parseManifest } from "./parse-manifest.ts";

const { manifest } = fakePack();
const address = "http://slides.test/pack/manifest.json";

/** The manifest with the value at a dotted path replaced; undefined takes it out. */
function changed(path: string, value: unknown): string {
  const copy: unknown = JSON.parse(JSON.stringify(manifest));
  const parts = path.split(".");
  const last = parts.pop() ?? "";
  let at = copy as Record<string, unknown>;
  for (const part of parts) at = at[part] as Record<string, unknown>;
  at[last] = value;
  return JSON.stringify(copy);
}

function faultOf(json: string): ParaffinError {
  try {
    parseManifest(json, address);
  } catch (thrown) {
    if (thrown instanceof ParaffinError) return thrown;
  }
  throw new Error("accepted");
}

test("a whole manifest is read as it is", () => {
  expect(parseManifest(JSON.stringify(manifest), address)).toEqual(manifest);
});

test("fields of a later minor version are left aside", () => {
  expect(parseManifest(changed("homepage", "http://x.test"), address)).toEqual(manifest);
});

test.each([
  ["format", 2],
  ["micronsPerPixel", 0],
  ["micronsPerPixel", "0.5"],
  ["patchPixels", 256.5],
  ["keywords", []],
  ["cellClasses.0.colour", "blue"],
  ["dimensions.llm", undefined],
  ["llm.template", "no place for it"],
  ["llm.context", -1],
  ["llm.anyPatch", ""],
  ["llm.regionWord", undefined],
  ["llm.nameWeight", 0],
  ["llm.counts", " cells"],
  ["llm.counts", [{ word: " mitoses", cellClass: "mitotic" }]],
  ["llm.wide", undefined],
  ["llm.wide.block", 33],
  ["llm.wide.matrices", [{ rows: 2, columns: 33, packed: 0, scales: 0 }]],
  ["files.llm-decoder-wide", undefined],
  ["files.ccaf", undefined],
  ["files.ccaf.sha256", "ABC"],
  ["files.ccaf.bytes", 2 ** 40],
  ["files.ccaf.path", "../../ccaf.onnx"],
  ["files.ccaf.path", "/etc/passwd"],
  ["files.ccaf.path", "http://elsewhere.test/ccaf.onnx"],
  ["files.ccaf.path", "//elsewhere.test/ccaf.onnx"],
  ["files.ccaf.path", ".hidden"],
  ["card.metrics", null],
])("a wrong %s (%j) is refused by its name", (field, value) => {
  const fault = faultOf(changed(field, value));
  expect(fault.kind).toBe("pack-unreadable");
  expect(fault.message).toContain(address);
  expect(fault.message).toContain(`: ${field}: `);
});

test.each([
  { rows: 2, columns: 32, packed: 100, scales: 0 },
  { rows: 2, columns: 32, packed: 0, scales: 200 },
])("a matrix beyond the end of the decoder's file is refused: %j", (matrix) => {
  expect(faultOf(changed("llm.wide.matrices", [matrix])).message).toContain(": llm.wide: ");
});

test.each(["", "<!doctype html>", "[]", "null"])("%j is no manifest", (json) => {
  expect(faultOf(json)).toMatchObject({ kind: "pack-unreadable" });
});
