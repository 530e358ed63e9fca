import type { FaultKind } from "#core/errors.ts";

/** A failure as the page shows it: plain data, so that it can sit in a store. */
export interface Fault {
  readonly kind: FaultKind | "unexpected";
  readonly message: string;
  readonly remedy: string;
}

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

/** Any thrown value as a fault; a ParaffinError keeps its own words, also across a worker. */
export function faultOf(error: unknown): Fault {
  if (!(error instanceof Error)) return unexpected(String(error));
  const { kind, remedy } = error as Error & { kind?: FaultKind; remedy?: unknown };
  if (error.name === "ParaffinError" && kind !== undefined && isText(remedy)) {
    return { kind, message: error.message, remedy };
  }
  return unexpected(error.message);
}

/** True for the error an aborted call rejects with: the person stopped it, nothing failed. */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === "AbortError";
}

function unexpected(detail: string): Fault {
  return {
    kind: "unexpected",
    message: isText(detail)
      ? `Something unforeseen stopped the work: ${detail}`
      : "The work stopped.",
    remedy: "Try again. If it comes back, reload the page.",
  };
}
