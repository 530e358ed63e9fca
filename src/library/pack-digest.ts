import type { Manifest } from "#packs/manifest.ts";
import { sha256Of } from "#packs/sha256.ts";

/** SHA-256 of all that decides what a pack makes of a slide: every file's SHA-256, and no card. */
export function packDigest({ card: _, ...decides }: Manifest): Promise<string> {
  return sha256Of(new TextEncoder().encode(JSON.stringify(decides)).buffer as ArrayBuffer);
}
