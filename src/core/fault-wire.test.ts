import { expect, test } from "vitest";
import { ParaffinError } from "./errors.ts";
import { decodeFault, encodeFault } from "./fault-wire.ts";

const carried = (thrown: unknown) => decodeFault(structuredClone(encodeFault(thrown)));

test("a failure keeps its stack, so that it can be found where it arose", () => {
  const fault = new ParaffinError("model-wrong", "The patch encoder is wrong.", "Report it.");
  expect(carried(fault)).toMatchObject({ stack: fault.stack, name: "ParaffinError" });
});

test("a stop is a stop on the other side", () => {
  const stop = AbortSignal.abort().reason;
  expect(carried(stop)).toBeInstanceOf(DOMException);
  expect(carried(stop)).toMatchObject({ name: "AbortError", message: stop.message });
});

test.each([[undefined], [null], [7], ["word"], [false]])("%j thrown is %j caught", (value) => {
  expect(carried(value)).toBe(value);
});

test("what cannot be cloned crosses as its words", () => {
  expect(carried({ toString: () => "a tile", tile: () => 1 })).toBe("a tile");
  expect(carried(Symbol("tile"))).toBe("Symbol(tile)");
});
