import { createHash } from "node:crypto";
import type { ByteCache } from "#packs/byte-cache.ts";
import type { Manifest } from "#packs/manifest.ts";
import { manifestBase, packFileNames } from "./fake-manifest.ts";

/** A pack of small files, whole and consistent: the manifest, and the bytes of each path. */
export function fakePack(): { manifest: Manifest; files: Map<string, Uint8Array<ArrayBuffer>> } {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  const entries = packFileNames.map((name, index) => {
    const isJson = name.endsWith("tokenizer") || name === "self-test";
    const path = `${name}.${isJson ? "json" : "onnx"}`;
    const bytes = Uint8Array.from({ length: 100 + index }, (_, at) => (at * 31 + index) % 256);
    files.set(path, bytes);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    return [name, { path, bytes: bytes.length, sha256 }] as const;
  });
  const packFiles = Object.fromEntries(entries) as Manifest["files"];
  return { manifest: { ...fakeManifest, files: packFiles }, files };
}

const fakeManifest: Omit<Manifest, "files"> = {
  ...manifestBase,
  name: "fake",
  filter: { keepPerRegion: 16, keepPerSlide: 64 },
  keywords: ["tumour", "stroma"],
  cellClasses: [{ name: "epithelial", colour: "#0072b2" }],
  dimensions: { patch: 4, token: 4, cellEmbedding: 3, cell: 4, region: 4, slide: 4, llm: 8 },
  card: { intendedUse: "Tests.", limits: [], data: [], metrics: [] },
};

/** A cache in memory that a test can look into. */
export function memoryCache(): ByteCache & { readonly kept: Map<string, ArrayBuffer> } {
  const kept = new Map<string, ArrayBuffer>();
  return {
    kept,
    get: async (sha256) => kept.get(sha256) ?? null,
    put: async (sha256, bytes) => {
      kept.set(sha256, bytes);
    },
    keepOnly: async (sha256s) => {
      for (const sha256 of kept.keys()) if (!sha256s.has(sha256)) kept.delete(sha256);
    },
  };
}
