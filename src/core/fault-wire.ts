import { type FaultKind, ParaffinError } from "./errors.ts";

/** A thrown value in a form that structured clone carries whole. */
export type WireFault =
  | { readonly type: "value"; readonly value: unknown }
  | { readonly type: "stop"; readonly name: string; readonly message: string }
  | (WireError & { readonly type: "error"; readonly name: string })
  | (WireError & { readonly type: "paraffin"; readonly kind: FaultKind; readonly remedy: string });

interface WireError {
  readonly message: string;
  readonly stack: string | undefined;
  readonly cause: WireFault | undefined;
}

/** Causes deeper than this are dropped: a chain may be circular. */
const deepestCause = 8;

export function encodeFault(thrown: unknown, depth = 0): WireFault {
  if (thrown instanceof DOMException) {
    return { type: "stop", name: thrown.name, message: thrown.message };
  }
  if (!(thrown instanceof Error)) return { type: "value", value: cloneable(thrown) };
  const { message, stack } = thrown;
  const hasCause = thrown.cause !== undefined && depth < deepestCause;
  const cause = hasCause ? encodeFault(thrown.cause, depth + 1) : undefined;
  if (thrown instanceof ParaffinError) {
    return { type: "paraffin", kind: thrown.kind, remedy: thrown.remedy, message, stack, cause };
  }
  return { type: "error", name: thrown.name, message, stack, cause };
}

export function decodeFault(fault: WireFault): unknown {
  if (fault.type === "value") return fault.value;
  if (fault.type === "stop") return new DOMException(fault.message, fault.name);
  const options = fault.cause === undefined ? {} : { cause: decodeFault(fault.cause) };
  const error =
    fault.type === "paraffin"
      ? new ParaffinError(fault.kind, fault.message, fault.remedy, options)
      : Object.assign(new Error(fault.message, options), { name: fault.name });
  if (fault.stack !== undefined) error.stack = fault.stack;
  return error;
}

/** What is thrown and is no error may hold functions; those cross as their words. */
function cloneable(value: unknown): unknown {
  const isPrimitive = value === null || (typeof value !== "object" && typeof value !== "function");
  return isPrimitive && typeof value !== "symbol" ? value : String(value);
}
