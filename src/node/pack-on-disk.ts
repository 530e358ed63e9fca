import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Manifest, PackFile, PackFileName } from "#packs/manifest.ts";
import { corruptFile, missingFile } from "#packs/pack-faults.ts";
import { parseManifest } from "#packs/parse-manifest.ts";

/** A pack read from a folder, every file checked by size and SHA-256 as it is read. */
export interface DiskPack {
  readonly manifest: Manifest;
  /** Of the manifest's own bytes, which name every other file's: one name for the whole pack. */
  readonly sha256: string;
  read(name: PackFileName | "suitability"): ArrayBuffer;
}

/** The pack that the app ships. */
export const SHIPPED_PACK = "public/pack";

export function openDiskPack(folder: string = SHIPPED_PACK): DiskPack {
  const bytes = readBytes(join(folder, "manifest.json"));
  const manifest = parseManifest(bytes.toString("utf8"), folder);
  return {
    manifest,
    sha256: sha256Of(bytes),
    read(name) {
      const file = manifest.files[name];
      if (file === undefined) throw missingFile(`The pack in ${folder} has no file "${name}".`);
      return readChecked(folder, file);
    },
  };
}

export function hasDiskPack(folder: string = SHIPPED_PACK): boolean {
  return existsSync(join(folder, "manifest.json"));
}

function readChecked(folder: string, { path, bytes: size, sha256 }: PackFile): ArrayBuffer {
  const bytes = readBytes(join(folder, path));
  if (bytes.length !== size) throw corruptFile(path, `${size} bytes`, `${bytes.length}`);
  const found = sha256Of(bytes);
  if (found !== sha256) throw corruptFile(path, `SHA-256 ${sha256}`, found);
  return new Uint8Array(bytes).buffer;
}

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw missingFile(`${path} cannot be read.`, cause);
  }
}

function sha256Of(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
