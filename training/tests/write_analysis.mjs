// node write_analysis.mjs FOLDER: an analysis as the page keeps it, for test_zarr.py to read.
import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";

const script = fileURLToPath(new URL("../../src/test/write-tiny-analysis.ts", import.meta.url));
/** @type {{ module: typeof import("../../src/test/write-tiny-analysis.ts") }} */
const { module } = await runnerImport(script);
await module.writeTinyAnalysis(process.argv[2] ?? "");
