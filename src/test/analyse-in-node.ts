import { execFile } from "node:child_process";
import { mkdir, readFile, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { runnerImport } from "vite";
import type { BrowserCommand } from "vitest/node";

/** What `npm run analyse` wrote of a slide, and where the test server has that slide. */
export interface AnalysedInNode {
  readonly slide: { readonly url: string; readonly micronsPerPixel: number };
  /** The files by their names. */
  readonly files: Readonly<Record<string, string>>;
}

declare module "vitest/browser" {
  interface BrowserCommands {
    analyseInNode(question: string): Promise<AnalysedInNode>;
  }
}

const FOLDER = "test-results/agreement";
/** 25 patches, of which a region keeps 16. */
const SIDE = 1280;
const NAMES = ["cells.geojson", "patches.csv", "answer.json", "analysis.json"];

/**
 * For tests in the browser: cuts a slide, runs the command on it as a person would, and hands over
 * what it wrote.
 */
export const analyseInNode: BrowserCommand<[question: string]> = async (_, question) => {
  await rm(FOLDER, { recursive: true, force: true });
  await mkdir(FOLDER, { recursive: true });
  const crops = fileURLToPath(new URL("tissue-crop.ts", import.meta.url));
  const { module } = await runnerImport<typeof import("./tissue-crop.ts")>(crops);
  await module.writeCropSlide(`${FOLDER}/crop`, SIDE);
  const micronsPerPixel = module.CROP_MICRONS_PER_PIXEL;
  const out = `${FOLDER}/out`;
  const asked = ["--mpp", `${micronsPerPixel}`, "--question", question, "--out", out];
  await promisify(execFile)("npm", ["run", "analyse", "--", `${FOLDER}/crop.dzi`, ...asked]);
  const files = NAMES.map(async (name) => [name, await readFile(`${out}/${name}`, "utf8")]);
  return {
    slide: { url: `/${FOLDER}/crop.dzi`, micronsPerPixel },
    files: Object.fromEntries(await Promise.all(files)),
  };
};
