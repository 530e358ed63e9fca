import { ParaffinError } from "#core/errors.ts";

export function unreadablePack(fact: string, cause?: unknown): ParaffinError {
  const remedy = "Check the address: it is a pack's folder, or the manifest.json in it.";
  return new ParaffinError("pack-unreadable", fact, remedy, { cause });
}

export function missingFile(fact: string, cause?: unknown): ParaffinError {
  const remedy =
    "Check that every file of the pack was copied, and that its server can be reached.";
  return new ParaffinError("pack-file-missing", fact, remedy, { cause });
}

export function corruptFile(path: string, expected: string, found: string): ParaffinError {
  const fact = `${path} is not the file its manifest names: expected ${expected}, found ${found}.`;
  return new ParaffinError("pack-file-corrupt", fact, "Download or export the pack again.");
}
