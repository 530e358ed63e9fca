import { expect, test } from "vitest";
import { ParaffinError } from "./errors.ts";

test("a failure keeps what happened, what to do and its cause", () => {
  const cause = new Error("404");
  const failure = new ParaffinError("slide-unreadable", "No slide there.", "Check it.", { cause });
  expect(failure).toMatchObject({ kind: "slide-unreadable", remedy: "Check it.", cause });
  expect(failure.message).toBe("No slide there.");
});
