import { missingTile } from "#slides/slide-faults.ts";
import type { ReadOptions } from "#slides/slide-source.ts";
import type { ByteSource } from "./byte-source.ts";
import { assertInside } from "./inside.ts";
import { orDownload, reach, unhad } from "./reach.ts";
import { readBody } from "./read-body.ts";
import { nameOf, shown } from "./web-address.ts";

export interface ByteRange {
  readonly offset: number;
  readonly length: number;
}

/**
 * Asks for part of a file (RFC 9110, 14.2). Past the browser's cache: Chrome's lets one request at a
 * time at an address, and slides are not to stay on a disk. No If-Range, which would need a
 * preflight: `versionOf` is compared instead.
 */
export function askRange(
  address: URL,
  { offset, length }: ByteRange,
  { signal }: ReadOptions,
): Promise<Response> {
  const headers = { Range: `bytes=${offset}-${offset + length - 1}` };
  const options = { headers, cache: "no-store" } as const;
  return reach(address, signal === undefined ? options : { ...options, signal });
}

/** A file on a server that sends parts of files; each read is one request. */
export class RangeBytes implements ByteSource {
  readonly name: string;
  readonly size: number;
  readonly #address: URL;
  readonly #version: string | null;

  /** `first` is the answer to the first request. */
  constructor(address: URL, size: number, first: Response) {
    this.name = nameOf(address);
    this.size = size;
    this.#address = address;
    this.#version = versionOf(first);
  }

  async read(
    offset: number,
    length: number,
    options: ReadOptions = {},
  ): Promise<Uint8Array<ArrayBuffer>> {
    assertInside(this, offset, length);
    if (length === 0) return new Uint8Array(0);
    const response = await askRange(this.#address, { offset, length }, options);
    return this.partOf(response, { offset, length }, options);
  }

  /** The bytes of an answer, once it is sure that they are those asked for. */
  async partOf(
    response: Response,
    range: ByteRange,
    options: ReadOptions,
  ): Promise<Uint8Array<ArrayBuffer>> {
    const fault = this.#faultOf(response, range);
    if (fault !== null) {
      await response.body?.cancel();
      throw fault;
    }
    const bytes = await readBody(response, this.#address, range.length, options);
    if (bytes?.byteLength === range.length) return bytes;
    throw this.#wrongAnswer(range, `${bytes?.byteLength ?? "more"} bytes`);
  }

  dispose(): void {}

  #faultOf(response: Response, range: ByteRange): Error | null {
    const place = shown(this.#address);
    const version = versionOf(response);
    if (this.#version !== null && version !== null && version !== this.#version) {
      return missingTile(`${place} changed while it was read.`);
    }
    if (response.status !== 206) return missingTile(`${place} is no longer sent in parts.`);
    const answered = response.headers.get("Content-Range");
    if (answered === null) return null; // Hidden from other sites' pages: the length must do.
    const said = parseContentRange(answered);
    if (said?.size !== null && said?.size !== undefined && said.size !== this.size) {
      return missingTile(
        `${place} changed while it was read: ${said.size} bytes, not ${this.size}.`,
      );
    }
    const isAsked = said?.offset === range.offset && said.length === range.length;
    return isAsked ? null : this.#wrongAnswer(range, answered);
  }

  #wrongAnswer({ offset, length }: ByteRange, answered: string): Error {
    const asked = `${length} bytes from ${offset}`;
    const fact = `${shown(this.#address)} was asked for ${asked} and answered with ${answered}.`;
    return unhad(fact, `Its server, or one between, is at fault: try again; ${orDownload}`);
  }
}

/** What Content-Range says; `size` is null where the server does not know it. */
export function parseContentRange(
  header: string,
): (ByteRange & { readonly size: number | null }) | null {
  const [, first, last, total] = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(header.trim()) ?? [];
  if (total === undefined) return null;
  const offset = Number(first);
  return { offset, length: Number(last) - offset + 1, size: total === "*" ? null : Number(total) };
}

/** Changes with the file: its ETag, else its date; null where the page may see neither. */
function versionOf({ headers }: Response): string | null {
  const etag = headers.get("ETag")?.replace(/^W\//, "");
  return etag ?? headers.get("Last-Modified");
}
