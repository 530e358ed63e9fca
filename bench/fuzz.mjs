// Breaks small slides at random and opens them: npm run fuzz -- [--cases 10000] [--seed 1].
// Each finds a fault told plainly or pixels; a hang, a crash or unbounded memory fails the run.
// --write keeps the counts in docs/fuzz.json, which docs/slide-formats.md tells.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { runnerImport } from "vite";

const { values } = parseArgs({
  options: {
    cases: { type: "string", default: "10000" },
    seed: { type: "string", default: "1" },
    write: { type: "boolean" },
  },
});
/** @type {{ module: typeof import("./fuzz.ts") }} */
const { module } = await runnerImport(fileURLToPath(new URL("fuzz.ts", import.meta.url)));
const report = await module.fuzz({
  cases: Number(values.cases),
  seed: Number(values.seed),
  onCase: (done) => {
    if (done % 100 === 0) process.stderr.write(`\r${done} `);
  },
});
console.log(JSON.stringify(report, null, 1));
if (values.write === true) {
  const file = new URL("../docs/fuzz.json", import.meta.url);
  writeFileSync(file, `${JSON.stringify({ seed: Number(values.seed), ...report }, null, 2)}\n`);
}
process.exitCode = report.crashes.length === 0 && report.hangs.length === 0 ? 0 : 1;
