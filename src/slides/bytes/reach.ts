import { ParaffinError } from "#core/errors.ts";
import type { ReadOptions } from "#slides/slide-source.ts";
import { shown } from "./web-address.ts";

/** Ends the remedies of a server that cannot be used as it is. */
export const orDownload = "or download the slide and drop it on the page.";

/**
 * A successful answer of a server. Throws `slide-tile-missing` with a sentence of its own for each of
 * what goes wrong: no such file, no leave to read it, a web page in its place, no server.
 */
export async function reach(
  address: URL,
  { signal, ...request }: ReadOptions & Pick<RequestInit, "method" | "headers" | "cache">,
): Promise<Response> {
  const response = await fetch(address, { ...request, signal: signal ?? null }).catch(
    (cause: unknown) => {
      signal?.throwIfAborted();
      throw unreachable(address, cause);
    },
  );
  const refusal = refusalOf(response);
  if (refusal === null) return response;
  await response.body?.cancel();
  throw unhad(`${shown(address)} answered with ${refusal.fact}`, refusal.remedy);
}

/** Bytes that a server did not give, or not as it should; its remedy is not that of a lost file. */
export function unhad(fact: string, remedy: string, cause?: unknown): ParaffinError {
  return new ParaffinError("slide-tile-missing", fact, remedy, { cause });
}

/** A slide of which the first bytes cannot be had is unreadable, for the same reason. */
export async function whileOpening<Value>(work: Promise<Value>): Promise<Value> {
  return work.catch((thrown: unknown) => {
    if (!(thrown instanceof ParaffinError) || thrown.kind !== "slide-tile-missing") throw thrown;
    throw new ParaffinError("slide-unreadable", thrown.message, thrown.remedy, { cause: thrown });
  });
}

function unreachable(address: URL, cause: unknown): ParaffinError {
  const fact = `${shown(address)} cannot be reached, or its server does not let this page read it.`;
  const remedy = `Check the address and the connection. The server must let other pages read its files (CORS); ${orDownload}`;
  return unhad(fact, remedy, cause);
}

function refusalOf({ ok, status, headers }: Response): { fact: string; remedy: string } | null {
  if (status === 404 || status === 410) {
    return {
      fact: `status ${status}: it has no such file.`,
      remedy: "Check the address; the file may have been moved or renamed.",
    };
  }
  if (status === 401 || status === 403) {
    return {
      fact: `status ${status}: it wants a sign-in, or the address is no longer valid.`,
      remedy: `Ask for a new address where this one came from; ${orDownload}`,
    };
  }
  if (!ok) {
    return { fact: `status ${status}.`, remedy: `Try again later; ${orDownload}` };
  }
  if (headers.get("Content-Type")?.startsWith("text/html")) {
    return {
      fact: "a web page in the file's place.",
      remedy: `Open the address in a tab of its own to see the page: it may want a sign-in; ${orDownload}`,
    };
  }
  return null;
}
