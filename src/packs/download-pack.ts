import { concurrently } from "#core/concurrently.ts";
import { ParaffinError } from "#core/errors.ts";
import type { LongOptions } from "#core/progress.ts";
import type { ByteCache } from "./byte-cache.ts";
import { cacheStorage } from "./cache-storage.ts";
import { type FetchFileOptions, fetchFile } from "./fetch-file.ts";
import type { Manifest, PackContents, PackFile } from "./manifest.ts";
import { corruptFile, missingFile, unreadablePack } from "./pack-faults.ts";
import { parseManifest } from "./parse-manifest.ts";
import { sha256Of } from "./sha256.ts";

export interface Pack {
  readonly manifest: Manifest;
  readonly files: PackContents<ArrayBuffer>;
}

export interface DownloadOptions extends LongOptions {
  /** Where checked files are kept for the next visit; Cache Storage unless said. */
  readonly cache?: ByteCache;
}

/** Downloads at once; more would only share the same line. */
const filesAtOnce = 3;

/**
 * Downloads a pack by the address of its folder or of its manifest. Every file, kept or fetched, is
 * checked by size and SHA-256 before it is returned. Progress counts bytes, stage `models`.
 */
export async function downloadPack(url: string, options: DownloadOptions = {}): Promise<Pack> {
  const { signal, onProgress, cache = cacheStorage() } = options;
  const address = manifestAddress(url);
  const manifest = parseManifest(await fetchText(address, signal), address.href);
  const entries = Object.entries(manifest.files) as [string, PackFile][];
  const total = entries.reduce((sum, [, { bytes }]) => sum + bytes, 0);
  let done = 0;
  const onBytes = (bytes: number) => {
    done += bytes;
    onProgress?.({ stage: "models", done, total });
  };
  onBytes(0);
  const files = await concurrently(entries, filesAtOnce, async ([name, file]) => {
    const bytes = await loadFile(new URL(file.path, address), file, cache, { signal, onBytes });
    return [name, bytes] as const;
  });
  await cache.keepOnly(new Set(entries.map(([, { sha256 }]) => sha256)));
  return { manifest, files: Object.fromEntries(files) as Pack["files"] };
}

function manifestAddress(url: string): URL {
  if (!URL.canParse(url)) throw unreadablePack(`${url} is not an address.`);
  const address = new URL(url);
  if (address.pathname.endsWith(".json")) return address;
  if (!address.pathname.endsWith("/")) address.pathname += "/";
  return new URL("manifest.json", address);
}

async function fetchText(address: URL, signal: AbortSignal | undefined): Promise<string> {
  try {
    const response = await fetch(address, signal === undefined ? {} : { signal });
    if (response.ok) return await response.text();
    throw missingFile(`${address} answered with status ${response.status}.`);
  } catch (cause) {
    signal?.throwIfAborted();
    if (cause instanceof ParaffinError) throw cause;
    throw missingFile(`${address} cannot be reached.`, cause);
  }
}

async function loadFile(
  address: URL,
  file: PackFile,
  cache: ByteCache,
  options: Required<FetchFileOptions>,
): Promise<ArrayBuffer> {
  const kept = await cache.get(file.sha256);
  options.signal?.throwIfAborted();
  if (kept !== null && kept.byteLength === file.bytes && (await sha256Of(kept)) === file.sha256) {
    options.onBytes(file.bytes);
    return kept;
  }
  const bytes = await fetchFile(address, file.bytes, options);
  const found = await sha256Of(bytes);
  if (found !== file.sha256) throw corruptFile(file.path, `SHA-256 ${file.sha256}`, found);
  await cache.put(file.sha256, bytes);
  return bytes;
}
