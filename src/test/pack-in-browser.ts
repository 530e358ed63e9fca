import type { Manifest, PackFileName } from "#packs/manifest.ts";
import { parseManifest } from "#packs/parse-manifest.ts";

/** The folder of the pack that the app ships, on the test server. */
export const PACK_ADDRESS = "/pack/";

export async function manifestInBrowser(): Promise<Manifest> {
  const manifest = await fetch(`${PACK_ADDRESS}manifest.json`);
  return parseManifest(await manifest.text(), PACK_ADDRESS);
}

export async function packFileInBrowser(
  manifest: Manifest,
  name: PackFileName,
): Promise<ArrayBuffer> {
  return (await fetch(`${PACK_ADDRESS}${manifest.files[name].path}`)).arrayBuffer();
}
