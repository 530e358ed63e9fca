import { expect, test } from "vitest";
import { ParaffinError } from "#core/errors.ts";
import { faultOf, isAbort } from "./fault.ts";

test("a ParaffinError keeps its kind, its facts and its remedy", () => {
  const error = new ParaffinError("pack-file-corrupt", "3 bytes, not 4.", "Download it again.");
  expect(faultOf(error)).toEqual({
    kind: "pack-file-corrupt",
    message: "3 bytes, not 4.",
    remedy: "Download it again.",
  });
});

test("an error nobody foresaw says what it said, and what to try", () => {
  const fault = faultOf(new TypeError("x is not a function"));
  expect(fault.kind).toBe("unexpected");
  expect(fault.message).toContain("x is not a function");
  expect(fault.remedy).not.toBe("");
});

test("a thrown string is still told", () => {
  expect(faultOf("no luck").message).toContain("no luck");
});

test("stopping is no failure", () => {
  expect(isAbort(new DOMException("stopped", "AbortError"))).toBe(true);
  expect(isAbort(new Error("AbortError"))).toBe(false);
});
