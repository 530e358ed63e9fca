import { ParaffinError } from "#core/errors.ts";
import type { ReadOptions } from "#slides/slide-source.ts";
import { BlobBytes } from "./blob-bytes.ts";
import { BlockBytes, blockBytes } from "./block-bytes.ts";
import type { ByteSource } from "./byte-source.ts";
import { askRange, parseContentRange, RangeBytes } from "./range-bytes.ts";
import { orDownload, reach, unhad, whileOpening } from "./reach.ts";
import { readBody } from "./read-body.ts";
import { nameOf, shown, webAddress } from "./web-address.ts";

/** The largest file taken whole, into memory, from a server that does not send parts. */
const largestWholeBytes = 64 * 2 ** 20;

/**
 * A file by its address, of which only the parts that are read come over the net. Its query, a
 * signature say, goes along with every request. Throws `slide-unreadable`.
 */
export async function openUrlBytes(url: string, options: ReadOptions = {}): Promise<ByteSource> {
  return whileOpening(open(webAddress(url), options));
}

async function open(address: URL, options: ReadOptions): Promise<ByteSource> {
  const response = await askRange(address, { offset: 0, length: blockBytes }, options);
  if (response.status !== 206) return wholeFile(response, address, options);
  const size = await sizeOf(response, address, options);
  const source = new RangeBytes(address, size, response);
  const first = { offset: 0, length: Math.min(blockBytes, size) };
  return new BlockBytes(source, await source.partOf(response, first, options));
}

async function wholeFile(
  response: Response,
  address: URL,
  options: ReadOptions,
): Promise<ByteSource> {
  const bytes = await readBody(response, address, largestWholeBytes, options);
  if (bytes !== null) return new BlobBytes(new Blob([bytes]), nameOf(address));
  const fact = `${shown(address)} is larger than 64 MiB, and its server sends it only whole.`;
  throw unhad(fact, `The server must send parts of files (range requests); ${orDownload}`);
}

/** The file's size: of Content-Range, or of a HEAD request where that header is hidden. */
async function sizeOf(response: Response, address: URL, options: ReadOptions): Promise<number> {
  const size = parseContentRange(response.headers.get("Content-Range") ?? "")?.size;
  if (Number.isSafeInteger(size)) return size ?? 0;
  const head = await reach(address, { ...options, method: "HEAD", cache: "no-store" }).catch(
    (thrown: unknown) => {
      if (thrown instanceof ParaffinError) return null;
      throw thrown;
    },
  );
  const length = Number(head?.headers.get("Content-Length") ?? Number.NaN);
  if (Number.isSafeInteger(length) && length > 0) return length;
  await response.body?.cancel();
  throw unhad(
    `${shown(address)} does not say how long it is: this page can read neither Content-Range nor Content-Length.`,
    `Its server must name both in Access-Control-Expose-Headers; ${orDownload}`,
  );
}
