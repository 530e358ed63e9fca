import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { writeCells } from "#library/zarr/keep-cells.ts";
import { folderOf } from "#library/zarr/layout.ts";
import { writeAnalysis } from "#library/zarr/write-analysis.ts";
import { tableOf } from "#pipeline/cells/cell-table.ts";
import { fakeCell } from "./fake-answer.ts";
import { tinyManifest } from "./fake-models.ts";
import { memoryFiles } from "./memory-files.ts";
import { tinyAnalysis } from "./tiny-analysis.ts";

const key = {
  slideName: "tiny.svs",
  slideDigest: "51de",
  packDigest: "9ac4",
  micronsPerPixel: 0.25,
};

/** Writes the tiny analysis with two cells as a Zarr into a folder of the disk, for other readers. */
export async function writeTinyAnalysis(folder: string): Promise<void> {
  const files = memoryFiles();
  await writeAnalysis(files, key, tinyAnalysis, tinyManifest);
  const table = tableOf([fakeCell(0, 10, 0), fakeCell(100, 20, 1)]);
  const columns = new Map([["Nucleus: Area µm^2", Float32Array.of(16, 15.5)]]);
  await writeCells(files, key, {
    table,
    columns,
    source: { kind: "imported", name: "tiny.geojson" },
  });
  for (const [path, bytes] of files.kept) {
    const place = join(folder, path.slice(folderOf(key).length));
    await mkdir(dirname(place), { recursive: true });
    await writeFile(place, bytes);
  }
}
