import { corruptFile, missingFile } from "./pack-faults.ts";

export interface FetchFileOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called with the bytes of each piece that arrives. */
  readonly onBytes?: (bytes: number) => void;
}

/**
 * Fetches a file of a known size straight into its buffer. Throws `pack-file-missing`, and
 * `pack-file-corrupt` as soon as the size is seen to be another.
 */
export async function fetchFile(
  address: URL,
  size: number,
  { signal, onBytes }: FetchFileOptions = {},
): Promise<ArrayBuffer> {
  const body = await openBody(address, signal);
  const bytes = new Uint8Array(size);
  let filled = 0;
  try {
    for await (const piece of pieces(body)) {
      if (filled + piece.length > size) {
        throw corruptFile(address.pathname, `${size} bytes`, "more");
      }
      bytes.set(piece, filled);
      filled += piece.length;
      onBytes?.(piece.length);
    }
  } catch (thrown) {
    signal?.throwIfAborted();
    throw thrown instanceof TypeError ? missingFile(`${address} broke off.`, thrown) : thrown;
  }
  if (filled < size) throw corruptFile(address.pathname, `${size} bytes`, `${filled}`);
  return bytes.buffer;
}

/** `for await` over a stream itself is not yet in every browser. */
async function* pieces(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    await reader.cancel();
  }
}

async function openBody(
  address: URL,
  signal: AbortSignal | undefined,
): Promise<ReadableStream<Uint8Array>> {
  const response = await fetch(address, signal === undefined ? {} : { signal }).catch(
    (cause: unknown) => {
      signal?.throwIfAborted();
      throw missingFile(`${address} cannot be reached.`, cause);
    },
  );
  if (!response.ok) throw missingFile(`${address} answered with status ${response.status}.`);
  if (response.body === null) throw missingFile(`${address} answered with nothing.`);
  return response.body;
}
