import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RgbImage } from "#slides/slide-source.ts";
import { fixture } from "./fixtures.ts";

export type ReferenceReader = "openslide" | "vips" | "jpeg" | "pydicom";

/** What another program reads in the same file. */
export interface Reference {
  readonly reader: string;
  readonly micronsPerPixel?: number | null;
  readonly objectivePower?: number | null;
  readonly pictures?: readonly string[];
  readonly levels: readonly RgbImage[];
}

const candidates = [process.env["PARAFFIN_PYTHON"], "training/.venv/bin/python", "python3"];

/** A Python that has the reference readers, or why tests that need it are skipped. */
export const python = findPython();

function findPython(): { readonly path: string; readonly missing: string | null } {
  const needed = "import openslide, pyvips, tifffile, pydicom, PIL";
  for (const path of candidates) {
    if (path === undefined || (path.includes("/") && !existsSync(path))) continue;
    if (spawnSync(path, ["-c", needed]).status === 0) return { path, missing: null };
  }
  return { path: "", missing: "no Python with training/requirements.txt is installed" };
}

export function readReference(reader: ReferenceReader, slide: string): Reference {
  const folder = mkdtempSync(join(tmpdir(), "paraffin-reference-"));
  try {
    const script = fixture("slides-reference", "read_levels.py");
    const args = [script, reader, slide, folder];
    const said = JSON.parse(execFileSync(python.path, args, { encoding: "utf8" }));
    const levels = said.levels.map((size: { width: number; height: number }, at: number) => ({
      ...size,
      data: new Uint8Array(readFileSync(join(folder, `level${at}.rgb`))),
    }));
    return { ...said, levels };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Slides of every kind of TIFF, written by libvips into `folder`: name -> path. */
export function writeSlides(folder: string): ReadonlyMap<string, string> {
  const script = fixture("slides-reference", "write_slides.py");
  const said = execFileSync(python.path, [script, folder], { encoding: "utf8" });
  return new Map(Object.entries(JSON.parse(said) as Record<string, string>));
}
