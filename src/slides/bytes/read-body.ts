import type { ReadOptions } from "#slides/slide-source.ts";
import { boundedBytes } from "./bounded-bytes.ts";
import { orDownload, unhad } from "./reach.ts";
import { shown } from "./web-address.ts";

/** The body of an answer, or null where it is longer than `limit` or says that it will be. */
export async function readBody(
  response: Response,
  address: URL,
  limit: number,
  { signal }: ReadOptions = {},
): Promise<Uint8Array<ArrayBuffer> | null> {
  if (response.body === null) return new Uint8Array(0);
  if (Number(response.headers.get("Content-Length")) > limit) {
    await response.body.cancel();
    return null;
  }
  return boundedBytes(response.body, limit).catch((cause: unknown) => {
    signal?.throwIfAborted();
    const fact = `The connection to ${address.host} broke off while ${shown(address)} was read.`;
    throw unhad(fact, `Try again; ${orDownload}`, cause);
  });
}
