import { execFileSync, spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { realData } from "#test/real-data.ts";
import { analyse } from "./analyse.ts";
import { parseOptions } from "./options.ts";

const { path: scan, missing } = realData("slides", "CMU-1-Small-Region.svs");
const hasVips = spawnSync("vips", ["--version"]).status === 0;
const reason = missing ?? (hasVips ? null : "libvips-tools is not installed");
const title = (name: string) => (reason === null ? name : `${name} (skipped: ${reason})`);

let folder = "";

/** As the README says to convert a scan; without sharp's settings, which forbid OpenSlide. */
beforeAll(async () => {
  if (reason !== null) return;
  folder = await mkdtemp(join(tmpdir(), "paraffin-real-"));
  const env = { PATH: process.env["PATH"] };
  execFileSync("vips", ["dzsave", scan, join(folder, "cmu"), "--properties"], { env });
}, 120_000);

afterAll(() => (folder === "" ? undefined : rm(folder, { recursive: true })));

test.skipIf(reason !== null)(
  title("a real scan is analysed at the scale it states, its tissue apart from its glass"),
  async () => {
    const asked = ["cmu.dzi", "--question", "What is the diagnosis?", "--out", "found"];
    const options = parseOptions(asked, folder);
    if (options === null) throw new Error("the options were taken for a call for help");
    const { analysis, answer } = await analyse(options);
    expect(analysis.slide).toMatchObject({ micronsPerPixel: 0.499, micronsPerPixelOrigin: "file" });
    const { counts } = analysis;
    // By eye a good half of the region is tissue, the rest glass.
    expect(counts.noTissue / counts.patches).toBeGreaterThan(0.25);
    expect(counts.noTissue / counts.patches).toBeLessThan(0.75);
    // A field of 128 um of this tissue holds dozens of nuclei, and never a thousand.
    expect(counts.cells / counts.kept).toBeGreaterThan(5);
    expect(counts.cells / counts.kept).toBeLessThan(250);
    expect(answer.sentences.length).toBeGreaterThan(0);
    const written = await readFile(join(folder, "found", "cells.geojson"), "utf8");
    const { features } = JSON.parse(written) as { features: unknown[] };
    expect(features).toHaveLength(counts.cells);
  },
  120_000,
);
