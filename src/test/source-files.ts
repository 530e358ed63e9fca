import { readdirSync, readFileSync } from "node:fs";
import { dirname, extname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseSync } from "oxc-parser";

const root = fileURLToPath(new URL("../../", import.meta.url));
const skipped = new Set(["node_modules", "__pycache__", ".venv", "out", "data"]);

/** An import, a re-export or a dynamic import, as written. */
export interface Import {
  readonly specifier: string;
  /** Only types come in: nothing of it is left at run time. */
  readonly isType: boolean;
}

export interface SourceFile {
  /** From the project's root: `src/core/errors.ts`. */
  readonly path: string;
  readonly lines: number;
  readonly imports: readonly Import[];
}

/** Paths under a folder of the project whose names end so. */
export function pathsIn(folder: string, endings: readonly string[]): string[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return skipped.has(entry.name) ? [] : pathsIn(path, endings);
    return endings.includes(extname(entry.name)) ? [path] : [];
  });
}

export function linesOf(path: string): number {
  return readFileSync(join(root, path), "utf8").trimEnd().split("\n").length;
}

/** The shipped files of src and workers: no tests, no support of tests. */
export function shippedFiles(): SourceFile[] {
  const paths = ["src", "workers"].flatMap((folder) => pathsIn(folder, [".ts", ".tsx"]));
  const shipped = paths.filter((path) => !/\.test\.tsx?$/.test(path) && !/^src\/test\//.test(path));
  return shipped.map((path) => ({ path, lines: linesOf(path), imports: importsOf(path) }));
}

/** The project's own file that a specifier names, from the root; null for a library. */
export function ownFile(specifier: string, from: string): string | null {
  const path = specifier.replace(/\?.*$/, "");
  if (path.startsWith(".")) return relative(root, join(root, dirname(from), path));
  if (path.startsWith("#workers/")) return path.slice(1);
  return path.startsWith("#") ? `src/${path.slice(1)}` : null;
}

/** `@scope/name` or `name` of a specifier that is no own file; `node` for all of Node's own. */
export function libraryOf(specifier: string): string {
  if (specifier.startsWith("node:")) return "node";
  const parts = specifier.split("/");
  return specifier.startsWith("@") ? parts.slice(0, 2).join("/") : (parts[0] ?? specifier);
}

function importsOf(path: string): Import[] {
  const text = readFileSync(join(root, path), "utf8");
  const { module, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path} does not parse: ${errors[0]?.message}`);
  const imported = module.staticImports.map(({ moduleRequest, entries }) => ({
    specifier: moduleRequest.value,
    isType: entries.length > 0 && entries.every((entry) => entry.isType),
  }));
  const exported = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest, isType }) =>
      moduleRequest === null ? [] : [{ specifier: moduleRequest.value, isType }],
    ),
  );
  const dynamic = module.dynamicImports.flatMap(({ moduleRequest }) => {
    const [, specifier] =
      /^["'](.*)["']$/.exec(text.slice(moduleRequest.start, moduleRequest.end)) ?? [];
    return specifier === undefined ? [] : [{ specifier, isType: false }];
  });
  return [...imported, ...exported, ...dynamic];
}
