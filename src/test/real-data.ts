import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const beside = fileURLToPath(new URL("../../../shared/data/", import.meta.url));
const root = process.env["PARAFFIN_DATA"] ?? beside;

/**
 * Path of a file of the real data, which lies outside the project: PARAFFIN_DATA, else
 * ../shared/data. `missing` says why a test that needs it is skipped.
 */
export function realData(...parts: readonly string[]): { path: string; missing: string | null } {
  const path = join(root, ...parts);
  return { path, missing: existsSync(path) ? null : `${parts.join("/")} is not in ${root}` };
}
