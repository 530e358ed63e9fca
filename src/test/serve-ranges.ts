import { serve } from "./serve.ts";
import type { VirtualFile } from "./virtual-tiff.ts";

/** A file at `address` of another origin, in ranges and with leave (CORS) to read them. */
export interface ServedFile {
  readonly address: string;
  /** Bytes sent so far. */
  moved(): number;
  stop(): void;
}

/** As a store of slides serves them: range requests, Content-Range readable by other pages. */
export async function serveRanges(file: VirtualFile, name: string): Promise<ServedFile> {
  let moved = 0;
  const { address, stop } = await serve((request, response) => {
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.setHeader("Access-Control-Allow-Headers", "Range");
    response.setHeader("Access-Control-Expose-Headers", "Content-Range, Content-Length");
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "") ?? [];
    if (from === undefined || to === undefined) {
      response.writeHead(request.method === "OPTIONS" ? 204 : 416).end();
      return;
    }
    const end = Math.min(Number(to), file.size - 1);
    const bytes = file.read(Number(from), end - Number(from) + 1);
    moved += bytes.length;
    response.setHeader("Content-Range", `bytes ${from}-${end}/${file.size}`);
    response.writeHead(206, { "Content-Type": "image/tiff" }).end(bytes);
  });
  return { address: `${address}/${name}`, moved: () => moved, stop };
}

/** A file held in memory. */
export function heldFile(bytes: Uint8Array): VirtualFile {
  return { size: bytes.length, read: (offset, length) => bytes.slice(offset, offset + length) };
}
